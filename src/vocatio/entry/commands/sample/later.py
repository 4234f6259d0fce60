"""The same people some time later: what one file alone cannot show.

Numbers that were given or replaced, moves, marriages, deaths, and deaths that were none.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date

from vocatio.entry.commands.sample.draw import Draw, Weighted
from vocatio.entry.commands.sample.faults import Row
from vocatio.entry.commands.sample.homes import Homes
from vocatio.entry.commands.sample.numbers import CAPACITY, Numbers
from vocatio.entry.commands.sample.people import SEX_CODES
from vocatio.entry.commands.sample.plan import SamplePlan
from vocatio.entry.commands.sample.words import name_words

#: What becomes of how many: a new number, another home, another name, death.
NUMBER, HOME, MARRIAGE, DEATH = 0.02, 0.03, 0.015, 0.005
#: Of those who had none or one that was never meant to last; of deaths that were none.
REGULAR_BY_NOW, ALIVE_AFTER_ALL = 0.5, 0.3
#: They moved in the year before the date of the sample, not in the last days of it.
MOVED = (60, 365)


class Later:
    """Changes one row after another. `counts` says how many had each change."""

    def __init__(self, plan: SamplePlan, seed: int, on: date) -> None:
        self.counts: Counter[str] = Counter()
        self._draw = Draw(seed, "later")
        self._homes = Homes(plan, self._draw, seed)
        self._numbers = Numbers(plan.number_prefix, seed)
        self._words = [name_words(each.locale) for each in plan.backgrounds]
        self._on = on.toordinal()
        self._place = 0
        self._changes: Weighted[Callable[[Row], Row] | None] = Weighted(
            (
                (None, 1 - NUMBER - HOME - MARRIAGE - DEATH),
                (self._number, NUMBER),
                (self._home, HOME),
                (self._marriage, MARRIAGE),
                (self._death, DEATH),
            )
        )

    def __call__(self, row: Row) -> Row:
        """The row as it is later; most are as they were."""
        self._place += 1
        draw, statuses = self._draw, row["status"].split(";")
        if (row["number_kind"] or not row["number"]) and draw.chance(REGULAR_BY_NOW):
            return self._number(row)
        if "dead" in statuses:
            return self._alive(row, statuses) if draw.chance(ALIVE_AFTER_ALL) else row
        change = self._changes.at(draw.point())
        return change(row) if change else row

    def _number(self, row: Row) -> Row:
        """A number of the civil register, of a place that no row of the first file has."""
        self.counts["replaced_number" if row["number"] else "given_number"] += 1
        number = self._numbers(CAPACITY - self._place)
        return row | {"number": number, "number_kind": "", "number_issuer": ""}

    def _home(self, row: Row) -> Row:
        self.counts["moved_since"] += 1
        town, street = self._homes.somewhere(self._draw)
        return row | {
            "street": street,
            "postcode": town.postcode,
            "locality": town.name,
            "district": town.district,
            "country": town.country,
            "moved_on": date.fromordinal(self._on - self._draw.whole(*MOVED)).isoformat(),
        }

    def _marriage(self, row: Row) -> Row:
        self.counts["married"] += 1
        words = self._draw.pick(self._words)
        name = self._draw.pick(words.family[SEX_CODES.index(row["sex"])])
        return row | {"family_name": name, "birth_name": row["birth_name"] or row["family_name"]}

    def _death(self, row: Row) -> Row:
        self.counts["died"] += 1
        return row | {"status": ";".join(filter(None, ("dead", row["status"])))}

    def _alive(self, row: Row, statuses: list[str]) -> Row:
        self.counts["death_undone"] += 1
        return row | {"status": ";".join(one for one in statuses if one != "dead")}
