"""Lines that several pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vocatio.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One fact: what, when it happened, when it was recorded."""

    kind: str
    occurred_at: datetime
    recorded_at: datetime


def history(facts: Iterable[Fact]) -> tuple[HistoryLine, ...]:
    """The facts in the order in which they were recorded."""
    return tuple(HistoryLine(f.kind, f.occurred_at, f.recorded_at) for f in facts)
