"""Who governs an open summons once its person has moved: the order says so, in advance."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from vocatio.domain.summons.states import TABLE, Event, Status


class AfterMove(StrEnum):
    """Which office an order leaves open summonses with."""

    ISSUING = "issuing"
    REGISTRATION = "registration"


def governs(
    rule: AfterMove, found: Status, here: UUID, there: UUID | None, *, at: datetime
) -> UUID:
    """The office that governs from now on.

    A summons whose day has come, or that is over, stays where it is: what happened there was
    seen there.

    Args:
        here: the office to appear at until now.
        there: the one of the new registration; None when that has none.
    """
    ahead = found.appointment > at and (found.state, Event.NEW_DATE) in TABLE
    return there if rule is AfterMove.REGISTRATION and ahead and there else here
