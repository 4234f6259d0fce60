"""Birth dates as day numbers (`date.toordinal`), bounded by age in completed years."""

from calendar import isleap
from datetime import date


def born_between(on: date, youngest: int, oldest: int) -> tuple[int, int]:
    """First and last birth date of those `youngest` to `oldest` years old on the date `on`.

    Someone born on 29 February completes a year on 1 March where the year has no 29 February.
    """
    return _years_before(on, oldest + 1) + 1, _years_before(on, youngest)


def leap_days(first: int, last: int) -> tuple[int, ...]:
    """Every 29 February from `first` to `last`."""
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    days = (date(year, 3, 1).toordinal() - 1 for year in years if isleap(year))
    return tuple(day for day in days if first <= day <= last)


def _years_before(on: date, years: int) -> int:
    year = on.year - years
    if (on.month, on.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28).toordinal()
    return on.replace(year=year).toordinal()
