"""Until when a request should be answered, and why then: for the order of a queue, no more.

Nobody loses anything by a late answer: a request counts until it is answered (F7).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from vocatio.domain.law.deadlines import days_after
from vocatio.domain.law.floor import NON_RECEIPT_DECIDED
from vocatio.domain.summons.kinds import RequestKind
from vocatio.domain.summons.states import Request

#: How long anybody may be left without an answer: the overseer counts those that wait longer.
#: The floor gives as long for an account of non-receipt (F5); for all others this alone presses.
WAITS = timedelta(days=14)


class Why(StrEnum):
    """What comes first of what an answer, or the next step in a case, should not come after."""

    SILENCE = "silence"
    APPOINTMENT = "appointment"
    WAITS = "waits"
    LOOK = "look"
    REACH = "reach"
    WEIGH = "weigh"


def waits(since: datetime) -> tuple[datetime, Why]:
    """Until when to answer whoever has asked, and why: nobody waits longer."""
    return since + WAITS, Why.WAITS


def due(request: Request, appointment: datetime | None, zone: ZoneInfo) -> tuple[datetime, Why]:
    """Until when to answer an open request, and why.

    Args:
        appointment: the one that the summons names now; None where none presses, in a case.
        zone: of the jurisdiction, whose days are counted.
    """
    answered = waits(request.at)
    if request.kind == RequestKind.NON_RECEIPT:
        answered = (days_after(request.at, NON_RECEIPT_DECIDED.days, zone), Why.SILENCE)
    return min(answered, (appointment, Why.APPOINTMENT)) if appointment else answered
