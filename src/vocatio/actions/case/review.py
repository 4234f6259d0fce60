"""An officer looks at a case: excuse, new date, drop, or notice of an intent. Never more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.documents import Said, body_name, write_and_deliver
from vocatio.actions.case.follow import give_new_date, remind
from vocatio.actions.case.official import keep_reasons
from vocatio.actions.case.whose import at_hand
from vocatio.actions.request.decide import NoPlace
from vocatio.actions.summons.append import AtHand
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.hearing import refuse_notice
from vocatio.domain.consequences.kinds import CaseKind, Review
from vocatio.domain.consequences.obstacles import refuse
from vocatio.domain.consequences.states import CaseEvent, after, case_state
from vocatio.domain.consequences.telling import LANGUAGES
from vocatio.domain.errors import InvalidInput
from vocatio.domain.law.profile import Profile
from vocatio.domain.law.reasons import require_reasons
from vocatio.domain.summons.content import in_language


def excuse(case_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """There was a reason that counts: the case is closed.

    Raises:
        NotFound, CaseOutOfTurn, InvalidInput.
    """
    permissions.require("case.review", by)
    _close(case_id, Review.EXCUSE, CaseEvent.EXCUSED, reasons, by=by, at=at)


def drop(case_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """Nothing follows: the case is closed, by an officer or by the body that has it.

    Raises:
        NotFound, CaseOutOfTurn, InvalidInput.
    """
    permissions.require("case.drop", by)
    _close(case_id, Review.DROP, CaseEvent.DROPPED, reasons, by=by, at=at)


def _close(
    case_id: UUID, outcome: Review, event: CaseEvent, reasons: str, *, by: Staff, at: datetime
) -> None:
    require_reasons(reasons)
    act = "case.drop" if outcome == Review.DROP else "case.review"
    with transaction.atomic():
        hand = at_hand(case_id, act, by=by, at=at)
        after(case_state(hand.file), event)
        said = {"outcome": outcome.value, **keep_reasons(hand.case, reasons)}
        write_and_deliver(hand, "closed", CaseKind.REVIEW, by=by, data=said)


def new_date(case_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """A reminder and a new date, the lightest there is (F12): the case is closed.

    Raises:
        NoPlace: there is none that leaves 14 days.
        NotFound, CaseOutOfTurn, InvalidInput.
    """
    permissions.require("case.review", by)
    require_reasons(reasons)
    with transaction.atomic():
        hand = at_hand(case_id, "case.review", by=by, at=at)
        after(case_state(hand.file), CaseEvent.NEW_DATE)
        said = {"outcome": Review.NEW_DATE.value, **keep_reasons(hand.case, reasons)}
        hand.append(CaseKind.REVIEW, by=by, data=said)
        remind(hand, by=by)
        if not give_new_date(AtHand.of(hand.summons, at), by=by):
            raise NoPlace


def give_notice(
    case_id: UUID, considers: Sequence[str], reasons: str, *, by: Staff, at: datetime
) -> None:
    """Tell the person what is considered: from its receipt on, they have 14 days to answer (F8).

    Args:
        considers: codes of measures of the profile's ladder, all that can follow.

    Raises:
        NotAllowed: with everything that stands against it.
        NotFound, CaseOutOfTurn, InvalidInput.
    """
    permissions.require("case.review", by)
    require_reasons(reasons)
    with transaction.atomic():
        hand = at_hand(case_id, "case.review", by=by, at=at)
        file = hand.file
        # A renewal has a notice and a hearing of its own, without moving the case (F15).
        if not file.of(CaseKind.FINDING):
            after(case_state(file), CaseEvent.NOTIFIED)
        known = {rung.code for rung in file.terms.ladder}
        if not considers or not set(considers) <= known:
            raise InvalidInput("considers", f"choose from: {', '.join(sorted(known)) or 'nothing'}")
        said = {"outcome": Review.INTEND.value, **keep_reasons(hand.case, reasons)}
        hand.append(CaseKind.REVIEW, by=by, data=said)
        refuse(refuse_notice(hand.file))
        write_and_deliver(
            hand,
            "notice",
            CaseKind.NOTICE,
            by=by,
            said={"measures": titles(considers, hand.rules), "body": _bodies(hand.file, considers)},
            data={"considers": sorted(considers)},
        )


# house: authorship because it only tells what measures are called
def titles(codes: Sequence[str], rules: Profile) -> Said:
    """What measures are called, in each language that the profile has."""
    found = [measure.title for measure in rules.measures if measure.code in codes]
    official = rules.official_language
    return {
        language: "; ".join(in_language(title, language, official) for title in found)
        for language in LANGUAGES
    }


def _bodies(file: CaseFile, codes: Sequence[str]) -> str:
    bodies = {rung.body for rung in file.terms.ladder if rung.code in codes}
    return ", ".join(sorted(map(body_name, bodies)))
