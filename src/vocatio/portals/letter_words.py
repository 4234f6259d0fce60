"""Words for letters, the post and long work: a part of `words`."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vocatio.domain.summons.kinds import ReturnReason

Words = Mapping[Any, Promise]

BATCHES: Words = {
    "drawing": _("Being drawn"),
    "drawn": _("Drawn"),
    "relayed": _("With the printer"),
}

#: Why a letter of a batch, or one that waited, was not printed.
NOT_PRINTED: Words = {
    "not_due": _("Not due any more"),
    "street": _("The address has no street"),
    "locality": _("The address has no town"),
    "drawing": _("It could not be drawn"),
}

RETURNS: Words = {
    "": _("No reason was given"),
    ReturnReason.UNKNOWN: _("Nobody of that name there"),
    ReturnReason.MOVED: _("Moved"),
    ReturnReason.ADDRESS: _("The address is wrong"),
    ReturnReason.UNCLAIMED: _("Not collected"),
    ReturnReason.REFUSED: _("Refused"),
    ReturnReason.DECEASED: _("Said to be dead"),
}

FAULTS: Words = {
    "no_reference": _("not four groups of four letters and digits"),
    "unknown_letter": _("no letter with that reference went to the printer"),
    "unknown_code": _("none of the words that are known"),
    "only_for_returned": _("a reason for something that did not come back"),
    "not_a_moment_with_zone": _("no date and time with a zone"),
    "in_the_future": _("later than now"),
    "before_printing": _("earlier than the letter was printed"),
    "no_code": _("words where a code belongs"),
    "only_with_evidence": _("one of the two columns of evidence without the other"),
    "too_many_values": _("more values than columns"),
}

JOBS: Words = {
    "callup.step": _("Pool, draw or places of a call-up"),
    "release.carry_out": _("Release of a call-up"),
    "correction.carry_out": _("Correction of summonses"),
    "post.read": _("File of the post"),
    "delivery.rounds": _("Messages and letters"),
    "summons.sweep": _("What falls due by the passing of time"),
}
