"""Why something may not be done, or does not hold: every reason at once, each with its rule.

A check yields obstacles; a decider collects those of all its checks, so that the answer to
“why not” is complete, and the answer to “what would end it” stands beside each reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from vocatio.domain.errors import Refusal


class Effect(StrEnum):
    """What an obstacle does to a measure."""

    PREVENTS = "prevents"
    SUSPENDS = "suspends"
    ENDS = "ends"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason.

    Attributes:
        rule: code of the floor's rule, such as "F8".
        name: what is the matter, such as "hearing_runs"; screens have words for it.
        fact: what it rests on, or None where something is missing.
        ends_at: when it ends by itself, or None where somebody must act.
        effect: on a measure that has been decided.
    """

    rule: str
    name: str
    fact: UUID | None = None
    ends_at: datetime | None = None
    effect: Effect = Effect.PREVENTS


class NotAllowed(Refusal):
    """The floor does not allow this now."""

    basis = "floor"

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles = tuple(obstacles)
        names = ", ".join(f"{obstacle.name} ({obstacle.rule})" for obstacle in self.obstacles)
        super().__init__(f"not allowed: {names}", basis=self.obstacles[0].rule)


def refuse(found: Iterator[Obstacle]) -> None:
    """Refuse if there is any obstacle.

    Raises:
        NotAllowed: with all of them.
    """
    if obstacles := tuple(found):
        raise NotAllowed(obstacles)
