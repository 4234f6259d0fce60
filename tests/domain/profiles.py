"""Random profiles, drawn from the schema that reads them: a new key is drawn with no edit here.

A value is drawn by letting its own kind read from a reader that answers each question with
something drawn, and remembers it. What does not fit together is struck out where the error
says that it stands. Hypothesis draws which sections there are, rules, words and a seed; the
seed draws the rest, since a whole profile has more values than Hypothesis has patience.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import note
from hypothesis import strategies as st

from tests.domain.rules import LEAVES, RULES
from vocatio.domain.law.citation import CONFIDENCE
from vocatio.domain.law.profile import SECTIONS, BadProfile, DatedProfile, Section, parse
from vocatio.domain.law.profile.kinds import Kind
from vocatio.domain.law.profile.measures import STEPS
from vocatio.domain.law.profile.problems import Problems
from vocatio.domain.law.profile.reader import EARLIEST, Reader
from vocatio.domain.law.rules import rule_table

Tables = dict[str, Any]

CODES = ("conscript", "other", "fine", "exit_2")
LANGUAGES = ("ar", "de", "en", "lv", "pl", "fr")
ZONES = ("UTC", "Europe/Berlin", "America/Havana", "Asia/Kathmandu")
#: Most values change when law changes: near the dates that tests ask about, or anywhere.
NEAR, LAST = date(2027, 1, 1), date(2100, 12, 31)
ATTEMPTS = 500


@dataclass(frozen=True, slots=True)
class Chance:
    """What is drawn from: a seeded random, and rules and words to choose among."""

    random: Random
    rules: Sequence[Tables]
    words: Sequence[str]

    def often(self) -> bool:
        """Nine times in ten."""
        return self.random.random() < 0.9

    def flip(self) -> bool:
        """One time in two."""
        return self.random.random() < 0.5

    def word(self) -> str:
        """A code, a country, or any text."""
        return self.random.choice((*STEPS, *CODES, "AT", *self.words))

    def day(self) -> date:
        """A day that a profile may name."""
        if self.flip():
            return NEAR + timedelta(days=self.random.randrange(-400, 400))
        return EARLIEST + timedelta(days=self.random.randrange((LAST - EARLIEST).days))

    def some(self, options: Sequence[Any], least: int = 1, most: int = 3) -> list[Any]:
        """Some of them, each once."""
        each = list(dict.fromkeys(options))
        return self.random.sample(each, self.random.randint(least, min(most, len(each))))


class Drawing(Reader):
    """A table whose values are drawn when they are asked for.

    Attributes:
        drawn: the table, as a file would have it.
        refusals: why what was drawn here is no such table.
    """

    def __init__(self, chance: Chance) -> None:
        self.drawn: Tables = {}
        self.refusals: list[str] = []
        self._chance = chance
        self._inner: list[Drawing] = []
        super().__init__(self.drawn, "drawn", Problems({}))

    def __contains__(self, key: str) -> bool:
        return key in self.drawn or self._chance.flip()

    @property
    def sound(self) -> bool:
        """Whether nothing in it was refused."""
        return not self.refusals and all(inner.sound for inner in self._inner)

    def refuse(self, key: str, says: str) -> None:
        self.refusals.append(f"{key} {says}")

    def raw(self, key: str) -> Any:
        """A rule, which has a grammar of its own, or a word where there may be either."""
        both = (self._chance.word(), self._chance.random.choice(self._chance.rules))
        return self._keep(key, self._chance.random.choice(both))

    def text(self, key: str, *, blank: bool = False) -> str:
        return str(self._keep(key, "" if blank and self._chance.flip() else self._chance.word()))

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._keep(key, self._chance.some([self._chance.word() for _ in range(3)])))

    def choice(self, key: str, options: Sequence[str]) -> str:
        return str(self._keep(key, str(self._chance.random.choice(options))))

    def choices(self, key: str, options: Sequence[str]) -> tuple[str, ...]:
        return tuple(self._keep(key, self._chance.some(options)))

    def whole(self, key: str, least: int, most: int) -> int:
        return int(self._keep(key, self._chance.random.randint(least, most)))

    def wholes(self, key: str, least: int, most: int) -> tuple[int, ...]:
        return tuple(self._keep(key, self._chance.some(range(least, most + 1), least=0)))

    def flag(self, key: str) -> bool:
        return bool(self._keep(key, self._chance.flip()))

    def day(self, key: str) -> date:
        found: date = self._keep(key, self._chance.day())
        return found

    def table(self, key: str) -> Reader:
        inner = Drawing(self._chance)
        self._inner.append(inner)
        self._keep(key, inner.drawn)
        return inner

    def tables(self, key: str) -> tuple[Reader, ...]:
        inner = [Drawing(self._chance) for _ in range(self._chance.random.randint(0, 2))]
        self._inner += inner
        self._keep(key, [one.drawn for one in inner])
        return tuple(inner)

    def _keep(self, key: str, value: Any) -> Any:
        self._read.add(key)
        self.drawn[key] = value
        return value


def value(chance: Chance, kind: Kind) -> Any:
    """A value of a kind, as a file would have it.

    Raises:
        AssertionError: nothing that was drawn is one: `Drawing` does not know what it reads.
    """
    for _ in range(ATTEMPTS):
        reader = Drawing(chance)
        kind.read(reader, "value")
        if reader.sound:
            return reader.drawn["value"]
    raise AssertionError(kind.form)


def dated(chance: Chance, kind: Kind) -> Any:
    """One value with its dates, or several that follow each other in time."""
    turns = sorted({chance.day() for _ in range(chance.random.randint(1, 2))})
    found: list[Tables] = []
    for number, since in enumerate(turns):
        entry: Tables = {"from": since, "citation": _citation(chance)}
        if number + 1 < len(turns):
            entry["until"] = turns[number + 1] - timedelta(days=1)
        known = chance.often()
        found.append(entry | ({"value": value(chance, kind)} if known else {"placeholder": True}))
    return found if len(found) > 1 or chance.flip() else found[0]


def _citation(chance: Chance) -> Tables:
    return {
        "act": chance.word(),
        "article": chance.word(),
        "confidence": chance.random.choice(CONFIDENCE),
        chance.random.choice(("url", "source")): chance.word(),
    }


def _head(chance: Chance) -> Tables:
    languages = chance.some(LANGUAGES)
    return {
        "code": "atlantis",
        "languages": languages,
        "zones": chance.some(ZONES),
        "known_at": chance.day(),
        "reviewed_by": "" if chance.flip() else chance.word(),
        "title": _title(chance, languages),
    }


def _title(chance: Chance, languages: Sequence[str]) -> Tables:
    return {language: chance.word() for language in languages}


def _section(chance: Chance, section: Section, languages: Sequence[str]) -> Tables:
    if not section.coded:
        return _keys(chance, section)
    return {
        code: ({"title": _title(chance, languages)} if section.titled else {})
        | _keys(chance, section)
        for code in chance.some(section.codes or CODES, least=0)
    }


def _keys(chance: Chance, section: Section) -> Tables:
    return {key.name: dated(chance, key.kind) for key in section.keys if chance.often()}


@st.composite
def chances(draw: st.DrawFn) -> Chance:
    """What a profile is drawn from."""
    rules = draw(st.lists(LEAVES | RULES, min_size=1, max_size=4).map(_written))
    words = draw(st.lists(st.text(min_size=1, max_size=5).filter(str.strip), max_size=3))
    return Chance(Random(draw(st.integers(0, 2**32))), rules, words)


def _written(rules: Sequence[Any]) -> list[Tables]:
    """With a period each way at least: no combination is a window."""
    period = {"fact": "Appointment", "count": 3, "unit": "day"}
    return [*map(rule_table, rules), {"before": period}, {"after": period}]


@dataclass(frozen=True, slots=True, repr=False)
class Drawn:
    """A profile as TOML has it, and as it was read; a failing test prints its canonical form."""

    tables: Tables
    profile: DatedProfile

    def __repr__(self) -> str:
        return "Drawn(…)"


@st.composite
def profiles(draw: st.DrawFn) -> Drawn:
    """Any profile; any section and any key may be missing."""
    chance = draw(chances())
    head = _head(chance)
    wanted = draw(st.sets(st.sampled_from(SECTIONS)) | st.just(set(SECTIONS)))
    found: Tables = {"profile": head}
    for section in SECTIONS:
        if section in wanted:
            found[section.name] = _section(chance, section, head["languages"])
    profile = mended(found)
    note(profile.canonical.decode())
    return Drawn(found, profile)


def mended(found: Tables) -> DatedProfile:
    """The profile that is left once everything is struck out that leads nowhere."""
    while True:
        try:
            return parse(found)
        except BadProfile as error:
            for problem in error.problems:
                strike(found, f"{problem.table}.{problem.key}")


def strike(found: Mapping[str, Any], path: str) -> None:
    """Take out what a problem names; it may name what a problem before it has taken out.

    Raises:
        KeyError: there is no such table.
    """
    *way, key = path.split(".")
    place: Any = found
    for name in way:
        place = place[name]
    place.pop(key, None)
