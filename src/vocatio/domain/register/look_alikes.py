"""Two records that may be one person: what speaks for it, and what against.

Nothing is concluded here. A human is told both sides and decides; look-alikes are never merged
automatically (F1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

#: From so many years between two births on, they may be a parent and a child of one name.
GENERATION = 15
WRONG_BIRTHS = ("swapped", "one_digit", "year", "generation", "different")


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a record is compared; everything in the form in which it is searched.

    Attributes:
        given: words of the given names with blanks between, "" for none.
        family: words of the family name borne now.
        former: words of all other names ever borne.
        born: ISO 8601, reduced where less is known: "2004-05-17", "2004-05", "2004", "".
        home: something that is equal for equal addresses only, "" for none.
        place: the same for the postcode.
    """

    id: UUID
    given: str
    family: str
    former: str
    born: str
    sex: str
    home: str
    place: str


class Doubt(StrEnum):
    """Why two records that are alike might yet be two people."""

    TWINS = "twins"
    PARENT_AND_CHILD = "parent_and_child"
    RELATIVES = "relatives"
    NUMBERS_DIFFER = "numbers_differ"
    SEX_DIFFERS = "sex_differs"
    BIRTH_DIFFERS = "birth_differs"
    BIRTH_UNSURE = "birth_unsure"
    NAME_DIFFERS = "name_differs"
    HOME_DIFFERS = "home_differs"
    NAMESAKES = "namesakes"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that are alike, and how they compare.

    Attributes:
        likeness: 0 to 1, how likely they are one person as the model sees it; it orders the list
            and decides nothing.
        compared: trait -> how it compares, such as {"given": "same", "born": "swapped"}.
        years: between the two births, 0 when unknown.
        told: what was compared, in an order that does not depend on the pair's.
    """

    one: UUID
    other: UUID
    likeness: float
    compared: Mapping[str, str]
    years: int
    told: str

    def also(self, **compared: str) -> "Pair":
        """The pair with another trait compared."""
        return replace(self, compared={**self.compared, **compared})


def pair(one: Traits, other: Traits, likeness: float, compared: Mapping[str, str]) -> Pair:
    """Two records and how they compare."""
    told = "\x1f".join(sorted((_told(one), _told(other))))
    return Pair(one.id, other.id, likeness, compared, years_apart(one.born, other.born), told)


def _told(one: Traits) -> str:
    return f"{one.given}\x1e{one.family}\x1e{one.born}\x1e{one.sex}\x1e{one.home}"


def doubts(found: Pair) -> tuple[Doubt, ...]:
    """What a human must ask before saying that two records are one person; never nothing."""
    how = found.compared
    near = ("same", "sound", "one_letter")
    same_names = how["given"] in near and how["family"] in near
    held = {
        Doubt.TWINS: how["born"] in ("same", "swapped", "one_digit")
        and how["given"] in ("different", "part", "one_letter"),
        Doubt.PARENT_AND_CHILD: same_names and found.years >= GENERATION,
        Doubt.RELATIVES: how["home"] == "same" and how["given"] != "same",
        Doubt.NUMBERS_DIFFER: how.get("number") in ("different", "one_digit"),
        Doubt.SEX_DIFFERS: how["sex"] == "different",
        Doubt.BIRTH_DIFFERS: how["born"] in WRONG_BIRTHS,
        Doubt.BIRTH_UNSURE: how["born"] in ("unknown", "partly"),
        Doubt.NAME_DIFFERS: "different" in (how["given"], how["family"]),
        Doubt.HOME_DIFFERS: how["home"] in ("place", "different"),
    }
    found_doubts = tuple(doubt for doubt, holds in held.items() if holds)
    # Two people of one name and birth date exist, and may live in one house.
    return found_doubts or (Doubt.NAMESAKES,)


def years_apart(one: str, other: str) -> int:
    """Years between two births of which at least the years are known, else 0."""
    return abs(int(one[:4]) - int(other[:4])) if one and other else 0


def compare_numbers(one: str, other: str) -> str:
    """How two numbers in the civil register compare: “one_digit” is what a machine misreads."""
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    wrong = [n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    same_length = len(one) == len(other)
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    swapped = swapped and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
    return "one_digit" if same_length and (len(wrong) == 1 or swapped) else "different"
