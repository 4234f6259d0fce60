"""Compile the days off of a region from the package `holidays` into data for the domain."""

from datetime import date
from functools import lru_cache

import holidays

from vocatio.domain.law.calendar import Calendar

#: Years before and after the one asked for: periods are shorter than that.
REACH = 2


@lru_cache(maxsize=256)
def compile_calendar(
    country: str, subdivision: str, weekend: frozenset[int], year: int
) -> Calendar:
    """The calendar of a region around a year; `subdivision` may be "" for the whole country."""
    years = range(year - REACH, year + REACH + 1)
    days = holidays.country_holidays(country, subdiv=subdivision or None, years=years)
    return Calendar(
        region="-".join(filter(None, (country, subdivision))),
        first=date(years[0], 1, 1),
        last=date(years[-1], 12, 31),
        weekend=weekend,
        holidays=dict(sorted(days.items())),
    )
