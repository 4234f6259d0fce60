"""What a period is: how long it lasts, how it is counted, and where it was found to end."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


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


DAYS = (Unit.DAY, Unit.WORKING_DAY)

#: Art. 3(5) of Regulation 1182/71: “any period of two days or more shall include at least two
#: working days”.
REGULATION_WORKING_DAYS = 2


def regulated(period: Period) -> Period:
    """The period under Regulation (EEC, Euratom) 1182/71, whatever else it said.

    Art. 3(1): the day or hour of the event is excluded; 3(2)(c): same weekday or date, or the
    month's last day; 3(4): to the end of the next working day, not for hours; 3(5).
    """
    hours = period.unit == Unit.HOUR
    short = hours or (period.unit in DAYS and period.count < REGULATION_WORKING_DAYS)
    return replace(
        period,
        start=Start.EXCLUDE,
        boundary=Boundary.ON_LAST,
        roll=Roll.NONE if hours else Roll.NEXT,
        month_end=MonthEnd.CLAMP,
        working_days=0 if short else REGULATION_WORKING_DAYS,
    )


@dataclass(frozen=True, slots=True)
class Outage:
    """A time during which the system could not be used, by all or as shown for one person.

    Attributes:
        ends: the first instant at which it worked again, or None: it still goes on.
    """

    begins: datetime
    ends: datetime | None

    def days(self, zone: ZoneInfo) -> frozenset[date]:
        """Every local day that it touched; none is known while it goes on."""
        first = self.begins.astimezone(zone).date()
        last = (self.ends or self.begins).astimezone(zone)
        untouched = last.time() == time.min and last.date() > first
        span = (last.date() - first).days + (not untouched)
        return frozenset(first + timedelta(days=n) for n in range(span))


class Reason(StrEnum):
    """Why a period does not end where plain counting would end it."""

    CUTOFF = "cutoff"
    HOUR_OF_FACT = "hour_of_fact"
    NO_SUCH_DAY = "no_such_day"
    NOT_COUNTED = "not_counted"
    WORKING_DAYS = "working_days"
    DAY_AFTER = "day_after"
    ROLLED = "rolled"
    OUTAGE = "outage"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened while counting.

    Attributes:
        day: the day that it is about.
        why: for a day off, the name of the holiday or "weekend"; else "".
    """

    reason: Reason
    day: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ran:
    """Where a period ends: a local day and, derived from it, the last instant of that day.

    Attributes:
        start: the local day of the fact, or the day after it when the cut-off had passed.
        at: in UTC; a period of hours ends at an instant of its own.
    """

    start: date
    day: date
    at: datetime
    steps: tuple[Step, ...] = ()
