"""Compile the days off of a region from the package `holidays` into data for the domain."""

from datetime import date
from functools import lru_cache

import holidays

from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.profile import Days

#: Years before and after the one asked for: periods are shorter than that.
REACH = 2


@lru_cache(maxsize=256)
def compile_calendar(rules: Days, subdivision: str, year: int) -> Calendar:
    """The calendar of a region around a year; `subdivision` may be "" for the whole country."""
    years = range(year - REACH, year + REACH + 1)
    part = subdivision if rules.regional else ""
    days = _holidays(rules.country, part, years) | rules.added
    return Calendar(
        region="-".join(filter(None, (rules.country, part))),
        first=date(years[0], 1, 1),
        last=date(years[-1], 12, 31),
        weekend=rules.weekend,
        holidays={day: days[day] for day in sorted(days) if day not in rules.removed},
    )


def _holidays(country: str, subdivision: str, years: range) -> dict[date, str]:
    """None where the profile names no country."""
    if not country:
        return {}
    return dict(holidays.country_holidays(country, subdiv=subdivision or None, years=years))
