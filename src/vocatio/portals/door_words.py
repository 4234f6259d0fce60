"""Words for appearances, absences, visits and requests that wait: a part of `words`."""

from django.utils.translation import gettext_lazy as _

from vocatio.domain.consequences.opening import Follow
from vocatio.domain.summons.door import Result
from vocatio.domain.summons.urgency import Why
from vocatio.domain.work import Kind

RESULTS = {
    Result.DONE: _("Done"),
    Result.NOT_RECEIVED: _("We could not receive them"),
    Result.LEFT: _("Left before their turn"),
}

FOLLOWS = {
    Follow.CASE: _("Absence recorded; a case is opened, and a human looks at it first"),
    Follow.REMINDER: _("Absence recorded; a reminder goes out, since nothing shows a receipt"),
    Follow.NEW_DATE: _("Absence recorded; a new date is given"),
    Follow.NOTHING: _("Absence recorded; nothing follows"),
    "request": _("Nothing is recorded: a request waits for its answer"),
    "status": _("Nothing is recorded: a status stops everything, or may"),
    "colleague": _("Nothing is recorded by you: you, or a relative. A colleague closes the day"),
    "closed": _("Nothing is recorded: the office itself had closed that time"),
}

WHY_DUE = {
    Why.SILENCE: _("unanswered by then, its service is undone"),
    Why.APPOINTMENT: _("before the appointment"),
    Why.WAITS: _("nobody waits longer than two weeks"),
    Why.LOOK: _("a human looks at each case within two weeks"),
    Why.REACH: _("see within two weeks that the notice reaches them"),
    Why.WEIGH: _("two weeks after the time to answer, what they said is weighed"),
}

#: What waits for somebody to work on it, and who has it.
WORK_KINDS = {
    Kind.REQUEST: _("Request"),
    Kind.CORRECTION: _("Correction of the register"),
    Kind.CLAIM: _("What they say in a case"),
    Kind.CASE: _("Case"),
}

HOLDERS = {"me": _("I have it"), "nobody": _("Nobody yet"), "colleague": _("A colleague")}

VISITS = {
    "handed": _("I handed it over"),
    "refused": _("The person refused it"),
    "not_met": _("I met nobody"),
}
