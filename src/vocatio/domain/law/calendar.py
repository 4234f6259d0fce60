"""Working days, as compiled data: the domain knows dates, not where holidays come from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import canonical as canonicals
from vocatio.domain.evidence.canonical import Json, canonical


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
    """

    region: str
    first: date
    last: date
    weekend: frozenset[int]
    holidays: Mapping[date, str]

    @cached_property
    def canonical(self) -> bytes:
        """RFC 8785 bytes, which `read_calendar` reads again."""
        content: dict[str, Json] = {
            "region": self.region,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "weekend": sorted(self.weekend),
            "holidays": {day.isoformat(): name for day, name in self.holidays.items()},
        }
        return canonical(content)

    @cached_property
    def version(self) -> str:
        """SHA-256 over the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical).hexdigest()

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`.

        Raises:
            OutsideCalendar: the calendar does not reach that day.
        """
        if not self.first <= day <= self.last:
            raise OutsideCalendar(f"calendar {self.region} does not reach {day.isoformat()}")
        return day.weekday() not in self.weekend and day not in self.holidays

    def working_days(self, first: date, last: date) -> list[date]:
        """The working days from `first` to `last`, both included, in order."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in days if self.is_working(day)]

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, which itself is not counted."""
        day = start
        while count:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day


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
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadCalendar(f"these bytes are not a compiled calendar: {error!r}") from error
