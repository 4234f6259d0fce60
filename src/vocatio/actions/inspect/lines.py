"""Lines that several pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.domain.actors import Addressee
from vocatio.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One fact: what, when it happened, when it was recorded.

    `own` has its id when the person did it themself: there is a receipt for it.
    """

    kind: str
    occurred_at: datetime
    recorded_at: datetime
    own: UUID | None = None


def history(facts: Iterable[Fact], person: Addressee | None = None) -> tuple[HistoryLine, ...]:
    """The facts in the order in which they were recorded; `person` is whose acts are own."""
    mine = person.reference() if person else None
    return tuple(
        HistoryLine(f.kind, f.occurred_at, f.recorded_at, f.id if f.by == mine else None)
        for f in facts
    )
