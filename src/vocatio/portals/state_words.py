"""Words for states of a summons: a part of `words`, which has the tables."""

from django.utils.translation import gettext_lazy as _

from vocatio.domain.summons.states import State

STATES = {
    State.DRAFT: _("Draft"),
    State.ISSUED: _("Issued"),
    State.AVAILABLE: _("Not opened"),
    State.SERVED: _("Served, not opened"),
    State.OPENED: _("Opened"),
    State.CONFIRMED: _("Will come"),
    State.EXCUSED: _("Excused"),
    State.APPEARED: _("Appeared"),
    State.ABSENT: _("Did not appear"),
    State.RECALLED: _("Withdrawn"),
}

ASKS = {
    State.DRAFT: _("It is being prepared."),
    State.ISSUED: _("It is on its way to you."),
    State.AVAILABLE: _("Open it to read what it asks of you."),
    State.SERVED: _("Open it to read what it asks of you."),
    State.OPENED: _("Say whether you will come."),
    State.CONFIRMED: _("You said that you will come."),
    State.EXCUSED: _("You are excused: you do not have to come."),
    State.APPEARED: _("You came. There is nothing left to do."),
    State.ABSENT: _("You were not there. Say why, if you had a reason."),
    State.RECALLED: _("It was withdrawn: you do not have to come."),
}
