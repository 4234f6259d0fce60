"""Working days, as compiled data: the domain knows dates, not where holidays come from."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import canonical as canonicals
from vocatio.domain.evidence.canonical import Json, canonical

#: Why a day of the weekend is off; holidays have their names.
WEEKEND = "weekend"


class BadCalendar(VocatioError):
    """These bytes are not a compiled calendar."""


class OutsideCalendar(VocatioError):
    """The compiled calendar does not reach this date; compile it for more years."""


@dataclass(frozen=True)
class Calendar:
    """Days off for one region.

    Attributes:
        region: country and subdivision, such as "AT-9".
        first, last: the dates that the calendar knows about, both included.
        weekend: weekdays off, Monday is 0.
        holidays: date -> name.
        worked: single days that are worked although they fall on a weekend.
    """

    region: str
    first: date
    last: date
    weekend: frozenset[int]
    holidays: Mapping[date, str]
    worked: frozenset[date] = frozenset()

    @cached_property
    def version(self) -> str:
        """SHA-256 over the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical).hexdigest()

    @cached_property
    def canonical(self) -> bytes:
        """RFC 8785 bytes, which `read_calendar` reads again."""
        content: dict[str, Json] = {
            "region": self.region,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "weekend": sorted(self.weekend),
            "holidays": {day.isoformat(): name for day, name in self.holidays.items()},
            "worked": sorted(day.isoformat() for day in self.worked),
        }
        return canonical(content)

    @cached_property
    def _working(self) -> tuple[date, ...]:
        """All working days that the calendar knows, in order."""
        span = (self.last - self.first).days + 1
        days = (self.first + timedelta(days=n) for n in range(span))
        return tuple(day for day in days if self.off(day) is None)

    def off(self, day: date) -> str | None:
        """Why nobody works on `day`: the name of the holiday, `WEEKEND`, or None.

        Raises:
            OutsideCalendar: the calendar does not reach that day.
        """
        self._reach(day)
        if day in self.worked:
            return None
        return self.holidays.get(day) or (WEEKEND if day.weekday() in self.weekend else None)

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`.

        Raises:
            OutsideCalendar: the calendar does not reach that day.
        """
        return self.off(day) is None

    def working_days(self, first: date, last: date) -> list[date]:
        """The working days from `first` to `last`, both included, in order.

        Raises:
            OutsideCalendar: the calendar does not reach one of them.
        """
        if first > last:
            return []
        self._reach(first)
        self._reach(last)
        return list(self._working[bisect_left(self._working, first) : self._upto(last)])

    def days_off(self, first: date, last: date) -> list[tuple[date, str]]:
        """The days off from `first` to `last`, both included, each with why."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [(day, why) for day in days if (why := self.off(day))]

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, or before it if `count` is negative.

        `start` itself is not counted. A count of 0 is `start`.

        Raises:
            OutsideCalendar: the calendar does not reach that day.
        """
        self._reach(start)
        if count > 0:
            return self._at(self._upto(start) + count - 1, start)
        if count < 0:
            return self._at(bisect_left(self._working, start) + count, start)
        return start

    def next_working(self, day: date) -> date:
        """`day` itself if it is a working day, else the first one after it."""
        return self._at(bisect_left(self._working, day), day)

    def previous_working(self, day: date) -> date:
        """`day` itself if it is a working day, else the last one before it."""
        return self._at(self._upto(day) - 1, day)

    def _upto(self, day: date) -> int:
        """How many working days the calendar knows up to `day`, included."""
        return bisect_right(self._working, day)

    def _at(self, index: int, asked: date) -> date:
        self._reach(asked)
        if not 0 <= index < len(self._working):
            raise self._outside(self.last if index > 0 else self.first)
        return self._working[index]

    def _reach(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise self._outside(day)

    def _outside(self, day: date) -> OutsideCalendar:
        return OutsideCalendar(
            f"the calendar of {self.region} knows {self.first} to {self.last}: "
            f"{day.isoformat()} is at its end or beyond it"
        )


def read_calendar(content: bytes) -> Calendar:
    """The calendar whose canonical bytes these are.

    Raises:
        NotCanonical, BadCalendar: they are none.
    """
    read = canonicals.parse(content)
    try:
        return Calendar(
            region=str(read["region"]),
            first=date.fromisoformat(read["first"]),
            last=date.fromisoformat(read["last"]),
            weekend=frozenset(int(day) for day in read["weekend"]),
            holidays={date.fromisoformat(day): str(of) for day, of in read["holidays"].items()},
            worked=frozenset(map(date.fromisoformat, read["worked"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadCalendar(f"these bytes are not a compiled calendar: {error!r}") from error
