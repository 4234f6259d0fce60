"""The section `liability`: who is liable, under which category."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vocatio.domain.law.citation import Citation
from vocatio.domain.law.profile.kinds import TEXTS, choice, choices, table
from vocatio.domain.law.profile.reader import Reader
from vocatio.domain.law.profile.schema import InForce, Key, Need, Section, code_of

COUNTED = ("birthday", "calendar_year")
SEXES = ("f", "m", "x")
DUTIES = ("military", "civil", "court")
RESIDENCE = ("resident", "anywhere")
REGISTRATION = ("required", "not_required")
OLDEST = 150


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Ages in completed years, both included.

    Attributes:
        counted: "birthday", or "calendar_year": the whole year in which the age is reached.
    """

    first: int
    last: int
    counted: str


@dataclass(frozen=True, slots=True)
class Born:
    """Birth dates, both included; None is no limit."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Category:
    """A duty, and who is liable to it.

    Attributes:
        age: the band of ages, or None while it is not known: then nobody is beyond doubt.
        born: limits on birth dates beside the age, or None.
        sexes: whom the law calls.
        duty: "military" is what the floor keeps minors and protected persons from (F22).
        residence: "resident": people who live abroad are not called.
        registration: "required": only those whom the register lists under this category.
        documents: codes of what someone is asked to bring.
    """

    code: str
    title: Mapping[str, str]
    age: AgeBand | None
    born: Born | None
    sexes: frozenset[str]
    duty: str
    residence: str
    registration: str
    documents: tuple[str, ...]
    citation: Citation

    @property
    def article(self) -> str:
        """Where the age stands, in short."""
        return self.citation.article


def _age(reader: Reader) -> AgeBand:
    band = AgeBand(
        first=reader.whole("from", 0, OLDEST),
        last=reader.whole("to", 0, OLDEST),
        counted=reader.choice("counted", COUNTED),
    )
    if band.last < band.first:
        reader.refuse("to", f"no age is from {band.first} to {band.last}")
    return band


def _born(reader: Reader) -> Born:
    first = reader.day("from") if "from" in reader else None
    last = reader.day("to") if "to" in reader else None
    if first and last and last < first:
        reader.refuse("to", "is before `from`: nobody was born then")
    return Born(first, last)


SECTION = Section(
    "liability",
    "who is liable under which category, one table for each",
    (
        Key(
            "age",
            table("`{ from, to, counted }`", _age),
            "completed years, both included; `counted` by `birthday` or by `calendar_year`",
            Need.REQUIRED,
        ),
        Key(
            "born",
            table("`{ from, to }`", _born),
            "birth dates, both included, either optional",
            Need.OPTIONAL,
        ),
        Key("sexes", choices(*SEXES), "whom the law calls", Need.REQUIRED),
        Key("duty", choice(*DUTIES), "what the duty is"),
        Key("residence", choice(*RESIDENCE), "whether people who live abroad are called"),
        Key("registration", choice(*REGISTRATION), "whether the register must list the person"),
        Key("documents", TEXTS, "codes of what to bring", Need.OPTIONAL),
    ),
    coded=True,
    titled=True,
)


def _category(values: InForce, path: str) -> Category | None:
    citation = values.citation(f"{path}.age") or values.citation(f"{path}.sexes")
    if citation is None:
        return None
    return Category(
        code=code_of(path),
        title=values.title(path),
        age=values(f"{path}.age"),
        born=values(f"{path}.born"),
        sexes=frozenset(values(f"{path}.sexes") or ()),
        duty=values(f"{path}.duty") or "military",
        residence=values(f"{path}.residence") or "resident",
        registration=values(f"{path}.registration") or "required",
        documents=values(f"{path}.documents") or (),
        citation=citation,
    )


def build(values: InForce) -> tuple[Category, ...]:
    """The categories that are in force on one day.

    Unsaid is read as what calls fewer: military, residents only, registered only.
    """
    return values.build("liability", _category)
