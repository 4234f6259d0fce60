"""A date of which the year, or year and month, may be all that is known.

Written as ISO 8601-1 writes it with reduced precision: “2004”, “2004-05”, “2004-05-17”.
It stands for every day from `earliest` to `latest`; a rule that gives the same answer for
both ends needs no more, and one that does not is for a human to decide.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

# ASCII digits and four of the year, always: two-digit years once drafted the dead.
TEXT = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, and the month and day in it as far as known; a day is never known without its month.

    `earliest` and `latest` are the first and the last day that it can be.

    Raises:
        ValueError: no such day in the calendar, or a day without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None
    earliest: date = field(init=False, compare=False, repr=False)
    latest: date = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        # Made once, since both are asked for again and again.
        first, month = date(self.year, self.month or 1, self.day or 1), self.month or 12
        last = self.day or monthrange(self.year, month)[1]
        object.__setattr__(self, "earliest", first)
        object.__setattr__(self, "latest", date(self.year, month, last))

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """The date that a text says.

        Raises:
            ValueError: not YYYY, YYYY-MM or YYYY-MM-DD, or no such day in the calendar.
        """
        match = TEXT.fullmatch(text)
        if match is None:
            raise ValueError("write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = match.group("year", "month", "day")
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """A date that is known to the day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def between(cls, earliest: date, latest: date) -> "PartialDate":
        """The date whose ends these are.

        Raises:
            ValueError: they are not the ends of a day, a month or a year.
        """
        year, month = earliest.year, earliest.month
        for found in (cls.of(earliest), cls(year, month), cls(year)):
            if (found.earliest, found.latest) == (earliest, latest):
                return found
        raise ValueError("not the ends of a day, a month or a year")

    @property
    def exact(self) -> bool:
        """Whether it is known to the day."""
        return self.day is not None

    def __str__(self) -> str:
        written = f"{self.year:04}"
        written += f"-{self.month:02}" if self.month else ""
        return written + (f"-{self.day:02}" if self.day else "")

    def ages(self, on: date) -> tuple[int, int]:
        """The least and the most completed years that someone born then can have."""
        return age_on(self.latest, on), age_on(self.earliest, on)


def age_on(birth: date, on: date) -> int:
    """Completed years.

    Someone born on 29 February completes a year on 1 March in common years, the reading
    that calls nobody too early.
    """
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
