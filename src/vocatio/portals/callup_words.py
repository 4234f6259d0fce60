"""Words for call-ups: stages, acts, and what happened."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vocatio.domain.callup.moves import AfterMove
from vocatio.domain.callup.stages import Kind as Step
from vocatio.domain.callup.stages import Stage
from vocatio.domain.summons.corrections import Reason, Way

Words = Mapping[Any, Promise]

STEPS: Words = {
    Step.ORDER: _("The order was made"),
    Step.POOL: _("The pool was filled"),
    Step.DRAW: _("People were drawn"),
    Step.ALLOCATION: _("Office, day and time were set"),
    Step.SUBMISSION: _("It was submitted for approval"),
    Step.APPROVAL: _("A second person approved it"),
    Step.RELEASE: _("It was released"),
    Step.MANIFEST: _("The list of what to issue was fixed"),
    Step.RELEASED: _("All summonses were issued"),
    Step.CORRECTION: _("A correction was submitted for approval"),
    Step.CORRECTION_APPROVED: _("A second person approved the correction"),
    Step.CORRECTED: _("The correction was carried out"),
    Step.SAMPLE: _("Files were drawn at random for the overseer"),
    Step.STAY: _("An overseer stayed it"),
    Step.REFUSAL: _("An approver sent it back"),
    Step.PAUSE: _("The release was paused"),
    Step.RESUME: _("The release goes on"),
    Step.STOP: _("The release was ended before everything was issued"),
}

STAGES: Words = {
    Stage.PLANNED: _("Planned"),
    Stage.POOLED: _("Pool filled"),
    Stage.DRAWN: _("Drawn"),
    Stage.ALLOCATED: _("Places set"),
    Stage.SUBMITTED: _("Waiting for approval"),
    Stage.APPROVED: _("Approved"),
    Stage.PAUSED: _("Paused"),
    Stage.RELEASING: _("Being released"),
    Stage.RELEASED: _("Released"),
}

ACTS: Words = {
    "pool": _("Fill the pool"),
    "draw": _("Draw people"),
    "allocate": _("Set office, day and time"),
    "submit": _("Submit for approval"),
    "approve": _("Approve"),
    "release": _("Release"),
    "pause": _("Pause the release"),
    "resume": _("Go on with the release"),
}

ABOUT_ACTS: Words = {
    "pool": _("Finds everyone who may be called under this order, and sets aside the unclear."),
    "draw": _("Draws the people from the pool by chance, in a way that can be checked later."),
    "allocate": _("Gives everyone who was drawn an office near home, a day and a time."),
    "submit": _("Hands the call-up to a second person. Draw and places are fixed from then on."),
    "approve": _("You confirm as the second person that this call-up may be released."),
    "release": _("Issues the summonses and puts them into the inboxes. This cannot be undone."),
}

AFTER_MOVE: Words = {
    AfterMove.ISSUING.value: _("The office that issued the summons goes on"),
    AfterMove.REGISTRATION.value: _("The office of the new home goes on"),
}

OUTCOMES: Words = {
    "liable": _("In the pool"),
    "unknown": _("Set aside for a human to clear up"),
    "not_liable": _("Not called"),
}

LEFT_OUT: Words = {
    "minor": _("not yet 18"),
    "category": _("not in a group that is called"),
    "merged": _("one person with another record"),
    "age": _("not of the age that is called"),
    "born": _("not born in the years that are called"),
    "sex": _("not of the sex that is called"),
}

WAYS: Words = {
    Way.RECALL.value: _("Withdraw: nobody has to come because of it"),
    Way.SUPERSEDE.value: _("Replace by a new notice"),
}

REASONS: Words = {
    Reason.ERROR.value: _("It contained an error"),
    Reason.PLACE.value: _("The place or time is not possible"),
    Reason.NOT_NEEDED.value: _("The people are not needed after all"),
    Reason.NOT_LIABLE.value: _("Not liable, or not the person meant"),
}
