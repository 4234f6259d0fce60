"""After a day is closed: what follows for somebody who did not come."""

from collections.abc import Iterator
from enum import StrEnum

from vocatio.domain.consequences.common import (
    refuse_absence_without_notice,
    refuse_cured,
    refuse_gate,
    refuse_identity,
    refuse_non_receipt,
    refuse_requests,
    refuse_stay,
)
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.obstacles import Effect, Obstacle
from vocatio.domain.facts import Fact


class Follow(StrEnum):
    """What follows an absence. Only the first is against the person, and a human looks at it."""

    CASE = "case"
    REMINDER = "reminder"
    NEW_DATE = "new date"
    NOTHING = "nothing"


def refuse_case(file: CaseFile, absence: Fact) -> Iterator[Obstacle]:
    """Everything that stands against opening a case on this absence."""
    yield from refuse_identity(file)
    yield from refuse_gate(file)
    yield from refuse_non_receipt(file)
    yield from refuse_stay(file)
    yield from refuse_requests(file)
    yield from refuse_absence_without_notice(file, absence)
    yield from refuse_cured(file, absence)
    yield from refuse_second_episode(file)


def refuse_second_episode(file: CaseFile) -> Iterator[Obstacle]:
    """F17: one refusal of the same duty is one episode, across summonses and orders."""
    for finding in file.of(CaseKind.FINDING):
        yield Obstacle("F17", "same_episode", finding.id)


def follows(file: CaseFile, absence: Fact) -> Follow:
    """What follows this absence; “nothing” while a request waits, or where it is over."""
    found = tuple(refuse_case(file, absence))
    if not found:
        return Follow.CASE
    if any(o.effect != Effect.PREVENTS or o.rule in ("F7", "F17") for o in found):
        return Follow.NOTHING
    unread = any(o.name == "summons_not_received" for o in found)
    return Follow.REMINDER if unread else Follow.NEW_DATE
