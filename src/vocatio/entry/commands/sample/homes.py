"""Where people live: a town as likely as it is large, an invented street, a house number."""

from vocatio.entry.commands.sample.draw import Draw, Weighted
from vocatio.entry.commands.sample.plan import SamplePlan
from vocatio.entry.commands.sample.towns import Town, towns, towns_abroad
from vocatio.entry.commands.sample.words import Words, street_names

STREETS = 3_000
STREETS_ABROAD = 300
HIGHEST_HOUSE = 120
HIGHEST_DOOR = 40
HOUSE_WITH_DOORS = 0.4

Home = tuple[Town, str]


class Homes:
    """Draws homes in the plan's country and abroad; a home is a town and a street with number."""

    def __init__(self, plan: SamplePlan, draw: Draw, seed: int) -> None:
        self._draw = draw
        self._towns = Weighted((town, town.population) for town in towns(plan))
        self._streets = street_names(plan.streets, seed=f"{seed}:streets", size=STREETS)
        self._abroad = Weighted(
            (
                (there, street_names(abroad.locale, seed=f"{seed}:abroad", size=STREETS_ABROAD)),
                abroad.weight,
            )
            for abroad, there in zip(plan.abroad, towns_abroad(plan), strict=True)
        )

    def at_home(self) -> Home:
        """A home in the plan's country."""
        return self._towns.at(self._draw.point()), self._street(self._streets)

    def somewhere(self, draw: Draw) -> Home:
        """A home in the plan's country, from another stream of chance."""
        street = f"{draw.pick(self._streets)} {draw.whole(1, HIGHEST_HOUSE)}"
        return self._towns.at(draw.point()), street

    def abroad(self) -> Home:
        """A home in one of the other countries, whose towns are all as likely."""
        there, streets = self._abroad.at(self._draw.point())
        return self._draw.pick(there), self._street(streets)

    def _street(self, streets: Words) -> str:
        street = f"{self._draw.pick(streets)} {self._draw.whole(1, HIGHEST_HOUSE)}"
        if self._draw.chance(HOUSE_WITH_DOORS):
            return f"{street}/{self._draw.whole(1, HIGHEST_DOOR)}"
        return street
