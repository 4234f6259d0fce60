"""Until when the office should have taken the next step in a case, and why then.

For the order of a queue, no more: nothing runs against anybody here, and nothing follows when it
comes later.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from vocatio.domain.consequences.file import CaseFile, newest
from vocatio.domain.consequences.hearing import hearing_ends, notice
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.states import CaseState, case_state
from vocatio.domain.consequences.steps import claims, waiting
from vocatio.domain.facts import Fact
from vocatio.domain.law.undoing import undoings
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.urgency import WAITS, Why, waits


def due(file: CaseFile) -> tuple[datetime, datetime, Why] | None:
    """Since when it waits for the office, until when, and why; None where nothing does.

    Between two facts it stays the same, so that a queue can be kept in this order.
    """
    match case_state(file):
        case CaseState.OPENED:
            begun, why = _at(newest(file.of(CaseKind.OPENED))), Why.LOOK
        case CaseState.NOTIFIED:
            begun, why = _at(notice(file)), Why.REACH
        case CaseState.HEARING | CaseState.HEARD:
            begun, why = hearing_ends(file), Why.WEIGH
        case _:
            return None
    return (begun, begun + WAITS, why) if begun else None


def claims_due(file: CaseFile) -> Iterator[tuple[UUID, datetime, datetime, Why]]:
    """Claims of the person's in the case that nobody has decided.

    Yields each with when it was made, until when to answer it, and why then.
    """
    silence = undoings(file.of(Kind.REQUEST), file.terms.zone)
    for claim in claims(file):
        yield claim.id, claim.recorded_at, silence[claim.id], Why.SILENCE
    for dispute in waiting(file, CaseKind.DISPUTE):
        yield dispute.id, dispute.recorded_at, *waits(dispute.recorded_at)


def _at(fact: Fact | None) -> datetime | None:
    return fact.recorded_at if fact else None
