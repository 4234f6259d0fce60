"""Time a case and its floor in turn, and tell their ratio."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Floor:
    """What a case cannot be faster than."""

    name: str
    run: Run


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured, over how many `unit`s; a case that changes its data runs one round.

    Attributes:
        parts: a run does one of so many parts, each in turn with one of the floor's.
    """

    name: str
    unit: str
    size: int
    run: Run
    floor: Floor
    rounds: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of a case and of its floor: the median over its rounds, or the sum of its parts."""

    case: Case
    seconds: float
    floor: float

    @property
    def ratio(self) -> float:
        """How many times the floor it took."""
        return self.seconds / self.floor


def measure(case: Case) -> Measured:
    """Run both in turn, so that a machine that slows down slows down both."""
    took, floors = [], []
    for _ in range(case.rounds * case.parts):
        floors.append(_seconds(case.floor.run))
        took.append(_seconds(case.run))
    whole = sum if case.parts > 1 else statistics.median
    return Measured(case, whole(took), whole(floors))


def _seconds(run: Run) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin
