"""Periods: how long, and how it is counted."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Unit(StrEnum):
    """What a period counts."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Start(StrEnum):
    """Whether the day (or the hour) of the fact itself is counted."""

    EXCLUDE = "exclude"
    INCLUDE = "include"


class Boundary(StrEnum):
    """Whether the last day of the period counts, or the day after it."""

    ON_LAST = "on_last"
    DAY_AFTER = "day_after"


class Roll(StrEnum):
    """Where a day moves that would fall on a day off."""

    NONE = "none"
    NEXT = "next"
    PREVIOUS = "previous"


class MonthEnd(StrEnum):
    """What happens when the month has no such day: its last day, or no answer."""

    CLAMP = "clamp"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Period:
    """How long, and how it is counted.

    Attributes:
        cutoff: local time of day; a fact later than that counts as of the next day.
        working_days: the least number of working days that the period holds.
    """

    count: int
    unit: Unit
    start: Start = Start.EXCLUDE
    boundary: Boundary = Boundary.ON_LAST
    roll: Roll = Roll.NONE
    month_end: MonthEnd = MonthEnd.CLAMP
    cutoff: time | None = None
    working_days: int = 0
