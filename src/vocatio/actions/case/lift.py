"""A measure is lifted, with a certificate that the person gets, or looked at again (F15, F16)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.documents import spoken, write_and_deliver
from vocatio.actions.case.file import CaseAtHand, existing_folder
from vocatio.actions.case.official import keep_decision, keep_reasons, official, sign
from vocatio.actions.case.whose import at_hand
from vocatio.domain import permissions
from vocatio.domain.actors import Actor, Staff
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.kinds import CaseKind, Cause
from vocatio.domain.consequences.measures import moment
from vocatio.domain.consequences.obstacles import refuse
from vocatio.domain.consequences.officials import refuse_signature
from vocatio.domain.consequences.telling import LANGUAGES
from vocatio.domain.errors import InvalidInput
from vocatio.domain.facts import Fact
from vocatio.domain.law.reasons import require_reasons
from vocatio.records.summonses.models import Summons


def lift_all(summons: Summons, cause: Cause, *, by: Actor, at: datetime) -> int:
    """Lift whatever was taken because of this duty; return how many measures that were."""
    case = existing_folder(summons)
    if case is None:
        return 0
    hand = CaseAtHand.of(case, at)
    lifted = lift_measures(hand, hand.file.of(CaseKind.MEASURE), cause, by=by)
    if not lifted:
        hand.refresh()
    return lifted


# house: authorship because the case at hand has the instant of the act
def lift_measures(hand: CaseAtHand, measures: Iterable[Fact], cause: Cause, *, by: Actor) -> int:
    """Lift these, each with its certificate, in the transaction that is open.

    Those that are over or were lifted before are left alone.
    """
    standing = [measure for measure in measures if not _over(hand.file, measure)]
    names = {measure.code: measure.title for measure in hand.rules.measures}
    for measure in standing:
        title = names[str(measure.data["measure"])]
        write_and_deliver(
            hand,
            "lift",
            CaseKind.LIFT,
            by=by,
            said={
                "measure": title,
                "date": spoken(hand.file.on, hand.rules),
                "cause": {code: words.causes[cause] for code, words in LANGUAGES.items()},
            },
            data={"measure": str(measure.id), "cause": cause.value},
        )
    return len(standing)


def _over(file: CaseFile, measure: Fact) -> bool:
    lifted = any(lift.data["measure"] == str(measure.id) for lift in file.of(CaseKind.LIFT))
    return lifted or file.on >= moment(measure, "until")


def lift(
    case_id: UUID, measure_id: UUID, cause: Cause, reasons: str, *, by: Staff, at: datetime
) -> None:
    """Lift one measure: an error, an age, a recall, a review. It takes one human, and at once.

    Raises:
        InvalidInput: no such measure, or reasons that say too little.
        NotFound.
    """
    permissions.require("case.lift", by)
    require_reasons(reasons)
    with transaction.atomic():
        hand = at_hand(case_id, "case.lift", by=by, at=at)
        measure = _measure(hand.file, measure_id)
        evidence = {"about": "lift", **keep_reasons(hand.case, reasons)}
        hand.append(CaseKind.EVIDENCE, by=by, data=evidence)
        lift_measures(hand, [measure], cause, by=by)


def keep_going(case_id: UUID, measure_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """Look at a measure again and let it go on until its end; without, its review suspends it.

    Raises:
        NotAllowed: with everything that stands against this human signing.
        InvalidInput, NotFound.
    """
    permissions.require("case.decide", by)
    with transaction.atomic():
        hand = at_hand(case_id, "case.decide", by=by, at=at)
        case, file = hand.case, hand.file
        measure = _measure(file, measure_id)
        who = official(case, file, by, at)
        refuse(refuse_signature(file, who, reasons))
        said = {"measure": str(measure.id), **keep_decision(case, who, reasons)}
        sign(hand.append(CaseKind.MEASURE_REVIEW, by=by, data=said), by, at)


def _measure(file: CaseFile, measure_id: UUID) -> Fact:
    found = file.fact(measure_id)
    if found is None or found.kind != CaseKind.MEASURE:
        raise InvalidInput("measure", "name a measure of this case")
    return found
