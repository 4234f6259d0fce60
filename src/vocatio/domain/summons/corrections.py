"""A released summons is withdrawn, or replaced by a new notice: what speaks of which.

A correction is itself a notice to the person, with a receipt of its own (F9): what they opened
or received before says nothing about it. A withdrawal asks nothing of anybody; a replacing
notice is served anew, by the rules of the issue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import Kind

#: In the data of an Appointment: by which correction a notice replaces the one before.
CORRECTS = "corrects"
#: In the data of a correction: that it is about those who had a place on closed days.
CLOSED = "closed"
#: In the data of a postal fact: that the letter was printed for an earlier notice.
EARLIER = "earlier"


class Way(StrEnum):
    """What a correction does."""

    RECALL = "recall"
    SUPERSEDE = "supersede"


class Reason(StrEnum):
    """Why; every language of a template says each in words, since the notice gives it."""

    ERROR = "error"
    PLACE = "place"
    NOT_NEEDED = "not_needed"
    NOT_LIABLE = "not_liable"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done, and why.

    Attributes:
        move: a replacing notice names another place or time, the next free one; otherwise the
            same one again, if it leaves the person 14 days.
    """

    way: Way
    reason: Reason
    move: bool = False


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days on which an office was closed: whom a correction of part of a call-up is about."""

    office: UUID
    first: date
    last: date

    def said(self) -> dict[str, Json]:
        """As the fact of a correction has it."""
        days = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return {CLOSED: {"office": str(self.office), **days}}

    @classmethod
    def of(cls, correction: Fact) -> Self | None:
        """The days that a correction is about; None for one that is about no such days."""
        said = correction.data.get(CLOSED)
        if not isinstance(said, Mapping):
            return None
        first, last = (date.fromisoformat(str(said[end])) for end in ("first", "last"))
        return cls(UUID(str(said["office"])), first, last)


def corrections(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that corrected a summons, in the order of the facts."""
    return [fact for fact in facts if fact.kind == Kind.RECALLED or replaces(fact)]


def replaces(fact: Fact) -> bool:
    """Whether this notice replaces the one before; a new date that was asked for does not."""
    return fact.kind == Kind.APPOINTMENT and CORRECTS in fact.data


def dated(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that name a time to appear, in the order of the facts."""
    return [fact for fact in facts if fact.kind in (Kind.ISSUED, Kind.APPOINTMENT)]


def names_new_time(facts: Sequence[Fact]) -> bool:
    """Whether the notice that holds names another time than the one before it.

    Args:
        facts: of one summons, in the order in which they were recorded.
    """
    times = [fact.data["starts_at"] for fact in dated(facts)]
    return len(times) > 1 and times[-1] != times[-2]


def of_latest_notice(facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts that can speak of the notice that holds now: all, where nothing was corrected."""
    return _since(facts, max((f.occurred_at for f in corrections(facts)), default=None))


def of_latest_service(facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts that can serve the notice that holds, or held when it was withdrawn."""
    return _since(facts, max((f.occurred_at for f in facts if replaces(f)), default=None))


def _since(facts: Sequence[Fact], at: datetime | None) -> Sequence[Fact]:
    if at is None:
        return facts
    return [fact for fact in facts if fact.occurred_at >= at and not fact.data.get(EARLIER)]
