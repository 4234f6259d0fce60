"""One invented person after another, as rows of a register file; none is remembered."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from vocatio.entry.commands.sample.ages import born_between, leap_days
from vocatio.entry.commands.sample.details import COLUMNS as DETAILS
from vocatio.entry.commands.sample.details import Details
from vocatio.entry.commands.sample.draw import Draw, Weighted
from vocatio.entry.commands.sample.faults import Row
from vocatio.entry.commands.sample.homes import Home, Homes
from vocatio.entry.commands.sample.numbers import Numbers
from vocatio.entry.commands.sample.plan import ADULT, YOUNGEST, Background, SamplePlan
from vocatio.entry.commands.sample.seconds import second
from vocatio.entry.commands.sample.statuses import Statuses
from vocatio.entry.commands.sample.words import SEXES, NameWords, name_words

COLUMNS = (
    "record", "number", "given_name", "family_name", "birth_date", "sex", "language",
    "street", "postcode", "locality", "district", "country", "address_source", "sealed",
    "category", "guardian", "status", *DETAILS,
)  # fmt: skip

SEX_CODES = ("f", "m", "x", "")
MALE = SEXES.index("m")
SECOND_GIVEN_NAME = 0.2

OLDEST_SON = 39
# In days; with the ages of the young above they keep every parent from 18 to 65.
PARENT_OLDER = (20 * 366, 44 * 365)
FATHER_OLDER = (20 * 366, 25 * 365)


class Origin:
    """A background, ready to draw from."""

    def __init__(self, background: Background) -> None:
        self.words: NameWords = name_words(background.locale)
        self.languages = Weighted(background.languages)


@dataclass(frozen=True, slots=True)
class Kin:
    """What relatives share."""

    origin: Origin
    family: str
    home: Home


@dataclass(frozen=True, slots=True)
class Body:
    """What is a person's own: sex (place in `SEXES`), day of birth (ordinal), given name."""

    sex: int
    born: int
    given: str


class People:
    """An endless supply of people; equal arguments give equal people.

    `first` is the place of the first person, counted from 1; record keys and numbers follow
    from the place. `counts` says how many had each hard case, named as in `Shares`; `same`
    names each two records that are one person.
    """

    def __init__(self, plan: SamplePlan, seed: int, purpose: str, on: date, first: int) -> None:
        self.counts: Counter[str] = Counter()
        self.same: list[tuple[str, str]] = []
        self._draw = Draw(seed, purpose)
        self._place = first
        self._plan = plan
        self._numbers = Numbers(plan.number_prefix, seed)
        self._homes = Homes(plan, self._draw, seed)
        self._statuses = Statuses(plan.shares, self._draw, on, self.counts)
        self._details = Details(plan, seed, purpose, on)
        self._again = Draw(seed, f"second records of {purpose}")
        self._sexes = Weighted((SEXES.index(sex), weight) for sex, weight in plan.sexes)
        self._sources = Weighted(plan.address_sources)
        self._set_origins()
        self._set_ages(on)
        self._set_groups()

    def _set_origins(self) -> None:
        origins = [(Origin(each), each.weight) for each in self._plan.backgrounds]
        self._origins = Weighted(origins)
        # Where her name has another form than his, Faker does not say which belong together;
        # families come from elsewhere as long as there is an elsewhere.
        shared = [pair for pair in origins if pair[0].words.one_form]
        self._shared_names = Weighted(shared or origins)

    def _set_ages(self, on: date) -> None:
        self._adults = born_between(on, ADULT, self._plan.oldest)
        self._minors = born_between(on, YOUNGEST, ADULT - 1)
        self._sons = born_between(on, ADULT, min(OLDEST_SON, self._plan.oldest))
        self._leap_days = leap_days(*self._adults)
        self._categories = [
            (*born_between(on, each.youngest, each.oldest), each) for each in self._plan.categories
        ]

    def _set_groups(self) -> None:
        """How often each group comes, so that the people in it have the share in the plan."""
        shares = self._plan.shares
        alone = 1 - 2 * shares.minors - shares.twins - shares.namesakes
        self._groups = Weighted(
            (
                (self._parent_and_minor, shares.minors),
                (self._twins, shares.twins / 2),
                (self._namesakes, shares.namesakes / 2),
                (self._alone, alone),
            )
        )
        # Some people cannot have these, so more of the others do.
        self._leap_share = shares.leap_day / alone
        self._one_word_share = shares.one_word_name / alone
        self._dependent_share = shares.dependent_address / (1 - shares.without_number)
        self._second_share = shares.second_record / alone

    def rows(self, people: int) -> Iterator[Row]:
        """The next `people` persons; a guardian comes before the minor."""
        left = people
        while left > 0:
            group = self._groups.at(self._draw.point()) if left > 1 else self._alone
            rows = group()
            left -= len(rows)
            yield from rows
            if left and len(rows) == 1 and self._again.chance(self._second_share):
                left -= 1
                yield self._second(rows[0])

    def next_sound(self) -> Row:
        """The next person, a grown-up whom no other row knows and whose birth is known."""
        while True:
            (row,) = self._alone()
            if len(row["birth_date"]) == len("2004-05-17"):
                return row

    def _alone(self) -> tuple[Row, ...]:
        kin, sex = self._kin(self._origins, self._sex())
        born = self._draw.whole(*self._adults)
        if self._draw.chance(self._leap_share):
            born = self._draw.pick(self._leap_days)
        body = self._body(kin, sex, born)
        if self._draw.chance(self._one_word_share):
            self.counts["one_word_name"] += 1
            kin, body = Kin(kin.origin, body.given, kin.home), Body(sex, born, "")
        return (self._row(kin, body, alone=True),)

    def _second(self, row: Row) -> Row:
        """Somebody who came to be in the register twice."""
        draw = self._again
        origin = self._shared_names.at(draw.point())
        maiden = draw.pick(origin.words.family[SEX_CODES.index(row["sex"])])
        home = self._homes.somewhere(draw)
        place, self._place = self._place, self._place + 1
        again = second(row, f"R{place:07d}", maiden, home, draw)
        again["address_source"] = self._sources.at(draw.point())
        self.same.append((row["record"], again["record"]))
        self.counts.update(_repeated(again))
        return again

    def _parent_and_minor(self) -> tuple[Row, ...]:
        kin, sex = self._kin(self._shared_names, self._sex())
        born = self._draw.whole(*self._minors)
        parent = self._body(kin, sex, born - self._draw.whole(*PARENT_OLDER))
        minor = self._body(kin, self._sex(), born)
        self.counts["minors"] += 1
        # A guardian who has died is none.
        guardian = self._row(kin, parent, spared="dead")
        return guardian, self._row(kin, minor, guardian=guardian["record"])

    def _twins(self) -> tuple[Row, ...]:
        kin, sex = self._kin(self._shared_names, self._sex())
        one = other = self._body(kin, sex, self._draw.whole(*self._adults))
        while other.given == one.given:
            other = self._body(kin, self._sex(), one.born)
        self.counts["twins"] += 2
        return self._row(kin, one), self._row(kin, other)

    def _namesakes(self) -> tuple[Row, ...]:
        """Father and son: same given and family name, same home."""
        kin, _ = self._kin(self._origins, MALE)
        given = self._given(kin, MALE)
        son = self._draw.whole(*self._sons)
        father = son - self._draw.whole(*FATHER_OLDER)
        self.counts["namesakes"] += 2
        return self._row(kin, Body(MALE, father, given)), self._row(kin, Body(MALE, son, given))

    def _kin(self, origins: Weighted[Origin], sex: int) -> tuple[Kin, int]:
        origin = origins.at(self._draw.point())
        family = self._draw.pick(origin.words.family[sex])
        return Kin(origin, family, self._homes.at_home()), sex

    def _body(self, kin: Kin, sex: int, born: int) -> Body:
        return Body(sex, born, self._given(kin, sex))

    def _sex(self) -> int:
        return self._sexes.at(self._draw.point())

    def _given(self, kin: Kin, sex: int) -> str:
        words = kin.origin.words.given[sex]
        if self._draw.chance(SECOND_GIVEN_NAME):
            return f"{self._draw.pick(words)} {self._draw.pick(words)}"
        return self._draw.pick(words)

    def _row(
        self, kin: Kin, body: Body, *, guardian: str = "", spared: str = "", alone: bool = False
    ) -> Row:
        known, unknown = self._statuses.next(spared=spared)
        town, street = self._home(kin, known)
        birth_date = date.fromordinal(body.born).isoformat()
        self.counts["leap_day"] += birth_date.endswith("-02-29")
        number = self._number()
        place, self._place = self._place, self._place + 1
        row = {
            "record": f"R{place:07d}",
            "number": number,
            "given_name": body.given,
            "family_name": kin.family,
            "birth_date": birth_date,
            "sex": SEX_CODES[body.sex],
            "language": kin.origin.languages.at(self._draw.point()),
            "street": street,
            "postcode": town.postcode,
            "locality": town.name,
            "district": town.district,
            "country": town.country,
            "address_source": self._source(number),
            "sealed": self._sealed(known),
            "category": self._category(body.born),
            "guardian": guardian,
            "status": ";".join((*known.values(), *unknown)),
        }
        maiden = kin.origin.words.family[body.sex][place % len(kin.origin.words.family[body.sex])]
        return self._details.complete(row, self.counts, maiden=maiden, alone=alone)

    def _home(self, kin: Kin, known: Mapping[str, str]) -> Home:
        # Who is away for a time keeps an address at home, and can be called once they are back.
        if known.get("abroad") == "abroad" and self._draw.chance(self._plan.abroad_address):
            return self._homes.abroad()
        return kin.home

    def _number(self) -> str:
        if self._draw.chance(self._plan.shares.without_number):
            self.counts["without_number"] += 1
            return ""
        return self._numbers(self._place)

    def _source(self, number: str) -> str:
        # Without a number no address can come from where the number comes from.
        if number and self._draw.chance(self._dependent_share):
            self.counts["dependent_address"] += 1
            return "number"
        return self._sources.at(self._draw.point())

    def _sealed(self, known: Mapping[str, str]) -> str:
        if "protected" in known or self._draw.chance(self._plan.shares.sealed_address):
            self.counts["sealed_address"] += 1
            return "yes"
        return "no"

    def _category(self, born: int) -> str:
        for first, last, category in self._categories:
            if first <= born <= last:
                return category.code if self._draw.chance(category.share) else ""
        return ""


def _repeated(again: Row) -> Counter[str]:
    """The hard cases of a second record."""
    held = {
        "second_record": True,
        "without_number": True,
        "one_word_name": not again["given_name"],
        "leap_day": again["birth_date"].endswith("-02-29"),
        "sealed_address": again["sealed"] == "yes",
        "birth_name": again["birth_name"],
        "moved": again["moved_on"],
        "needs": again["needs"].removesuffix("paper"),
        "paper": again["needs"].endswith("paper"),
        "unknown_birth": not again["birth_date"],
        "partly_unknown_birth": 0 < len(again["birth_date"]) < len("2004-05-17"),
    }
    return Counter(kind for kind, holds in held.items() if holds)
