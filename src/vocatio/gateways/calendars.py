"""Compile the days off of a region from the package `holidays` into data for the domain."""

from datetime import date
from functools import lru_cache

import holidays
from holidays.registry import COUNTRIES

from vocatio.domain.errors import VocatioError
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.profile import Days

#: Years before and after the one asked for: periods are shorter than that.
REACH = 2

#: What stands for no public holidays at all, weekends aside.
NO_COUNTRY = "none"
WEEKEND = frozenset({5, 6})


class UnknownCountry(VocatioError):
    """There is no calendar for a country of that name."""


class UnknownRegion(VocatioError):
    """There is no calendar for that part of the country."""


@lru_cache(maxsize=64)
def of_country(country: str, first: int, last: int) -> Calendar:
    """The public holidays of a country by its English name or its code, for whole years.

    Args:
        country: "austria", "AT", or with a subdivision "austria/9"; "none" has weekends alone.

    Raises:
        UnknownCountry: naming what was asked.
    """
    years = range(max(first, date.min.year), min(last, date.max.year) + 1)
    name, _, subdivision = country.partition("/")
    days, weekend = _country_days(name, subdivision, years)
    return Calendar(
        region=country,
        first=date(years[0], 1, 1),
        last=date(years[-1], 12, 31),
        weekend=weekend,
        holidays=dict(sorted(days.items())),
    )


def exists(country: str) -> bool:
    """Whether a country of that ISO 3166 code has a calendar."""
    return country in holidays.list_supported_countries()


def has_part(country: str, part: str) -> bool:
    """Whether the country has a part of that code whose own holidays are known."""
    return part in holidays.list_supported_countries().get(country, [])


def _country_days(
    name: str, subdivision: str, years: range
) -> tuple[dict[date, str], frozenset[int]]:
    if name.lower() == NO_COUNTRY:
        return {}, WEEKEND
    key = name.lower().replace(" ", "_")
    code = COUNTRIES[key][1] if key in COUNTRIES else name.upper()
    try:
        found = holidays.country_holidays(code, subdiv=subdivision or None, years=years)
    except NotImplementedError as error:
        raise UnknownCountry(f"“{name}” is no country that has a calendar") from error
    return dict(found.items()), frozenset(found.weekend)


@lru_cache(maxsize=256)
def compile_calendar(rules: Days, subdivision: str, year: int) -> Calendar:
    """The calendar of a region around a year; `subdivision` may be "" for the whole country.

    Raises:
        UnknownRegion: the profile counts the holidays of parts, and this is none.
    """
    years = range(year - REACH, year + REACH + 1)
    part = subdivision if rules.regional else ""
    if part and not has_part(rules.country, part):
        raise UnknownRegion(
            f"“{part}” is no part of {rules.country} whose holidays are known: give an office the "
            "code of its part as its district, or say `regional = false` in the profile"
        )
    days = _holidays(rules.country, part, years) | rules.added
    return Calendar(
        region="-".join(filter(None, (rules.country, part))),
        first=date(years[0], 1, 1),
        last=date(years[-1], 12, 31),
        weekend=rules.weekend,
        holidays={day: days[day] for day in sorted(days) if day not in rules.removed},
        worked=rules.removed,
    )


def _holidays(country: str, subdivision: str, years: range) -> dict[date, str]:
    """None where the profile names no country."""
    if not country:
        return {}
    return dict(holidays.country_holidays(country, subdiv=subdivision or None, years=years))
