"""How sections, tables and keys are described: one description reads, audits and documents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from vocatio.domain.law.citation import Citation
from vocatio.domain.law.profile.dated import Dated, in_force
from vocatio.domain.law.profile.kinds import Kind


class Need(StrEnum):
    """How much a profile lacks that leaves a key unsaid; only the audit asks, reading does not."""

    REQUIRED = "required"
    ASKED = "asked"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Key:
    """One key with a dated value."""

    name: str
    kind: Kind
    says: str
    need: Need = Need.ASKED


@dataclass(frozen=True, slots=True)
class Section:
    """One top-level table.

    Attributes:
        coded: whether its tables are named by codes (`[liability.conscript]`), each with the
            keys and, if `titled`, a title in every language; else the keys stand in it.
        codes: the codes that there are, or None where the profile makes its own.
        need: whether the audit asks for at least one table of a coded section.
    """

    name: str
    says: str
    keys: tuple[Key, ...]
    coded: bool = False
    titled: bool = False
    codes: tuple[str, ...] | None = None
    need: Need = Need.REQUIRED


Values = Mapping[str, tuple[Dated, ...]]
Titles = Mapping[str, Mapping[str, str]]


class InForce:
    """The values of a profile on one day, by path, such as "windows.reply"."""

    def __init__(self, values: Values, titles: Titles, on: date) -> None:
        self._dated = {path: in_force(several, on) for path, several in values.items()}
        self._titles = titles

    def __call__(self, path: str) -> Any:
        """The value, or None: unsaid, not in force, or a placeholder."""
        found = self._dated.get(path)
        return found.value if found else None

    def citation(self, path: str) -> Citation | None:
        """Where the value stands."""
        found = self._dated.get(path)
        return found.citation if found else None

    def title(self, table: str) -> Mapping[str, str]:
        """The title of a coded table, by language."""
        return self._titles.get(table, {})

    def codes(self, section: str) -> tuple[str, ...]:
        """The codes of a section of which anything is in force, in alphabetical order.

        Not in the order of a file, which the canonical form of a stored version loses.
        """
        parts = [path.split(".") for path, found in self._dated.items() if found]
        return tuple(sorted({part[1] for part in parts if part[0] == section}))

    def build(self, section: str, make: Callable[["InForce", str], Any]) -> tuple[Any, ...]:
        """What `make` makes of each coded table; it is given the table's path."""
        made = (make(self, f"{section}.{code}") for code in self.codes(section))
        return tuple(one for one in made if one is not None)


def code_of(path: str) -> str:
    """The code in a path: "conscript" of "liability.conscript.age"."""
    return path.split(".")[1]


def key_at(sections: Sequence[Section], path: str) -> Key:
    """The description of the key at a path."""
    section, *rest = path.split(".")
    found = next(each for each in sections if each.name == section)
    return next(key for key in found.keys if key.name == rest[-1])
