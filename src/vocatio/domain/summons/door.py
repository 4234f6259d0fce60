"""At the door of an office: what was scanned or typed there, and what became of an appearance."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from vocatio.domain.facts import Fact
from vocatio.domain.summons.genuine import Standing
from vocatio.domain.summons.kinds import Kind


class Result(StrEnum):
    """What became of an appearance. They appeared all the same: none of it is held against them."""

    DONE = "done"
    NOT_RECEIVED = "not_received"
    LEFT = "left"


def scanned(typed: str) -> str:
    """The code in what a scanner read, which is an address; anything else is left as it is."""
    named = parse_qs(urlsplit(typed.strip()).query).get("code") if "://" in typed else None
    return named[0] if named else typed.strip()


def minutes_late(came_at: datetime, appointment: datetime) -> int:
    """Whole minutes after the appointment; below zero for early."""
    return int((came_at - appointment).total_seconds() / 60)


def appearance(facts: Sequence[Fact]) -> Fact | None:
    """The fact of the latest appearance, or None."""
    return next((fact for fact in reversed(facts) if fact.kind == Kind.APPEARANCE), None)


def result(facts: Sequence[Fact]) -> Fact | None:
    """What was recorded last of the latest appearance, or None."""
    came = appearance(facts)
    found = [f for f in facts if f.kind == Kind.RESULT and came]
    return next((f for f in reversed(found) if f.data["appearance"] == str(came and came.id)), None)


def receipt_standing(facts: Sequence[Fact], content: str) -> Standing:
    """How a door receipt stands: genuine while an appearance names its hash, which no act ends.

    Args:
        facts: of the summons.
        content: SHA-256 of what it says, in hexadecimal digits.
    """
    named = {fact.data.get("content") for fact in facts if fact.kind == Kind.APPEARANCE}
    return Standing.GENUINE if content in named else Standing.UNKNOWN
