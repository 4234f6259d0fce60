"""Reading a TOML table strictly: what is missing, wrong or unknown is named by file, table, key."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Never

from vocatio.domain.errors import VocatioError


class PlanUnusable(VocatioError):
    """The file that says what a sample register is made of cannot be used."""


class Table:
    """One table of a TOML file; each reader takes a key out and checks it.

    Every reader raises PlanUnusable, one line with file, table, key and what is allowed.
    """

    def __init__(self, file: Path, name: str, values: dict[str, Any]) -> None:
        self.file = file
        self.name = name
        self._values = values
        self._read: set[str] = set()

    def refuse(self, key: str, why: str) -> Never:
        """Say what is wrong with `key`."""
        raise PlanUnusable(f"{self.file}: [{self.name}] {key}: {why}")

    def __iter__(self) -> Iterator[str]:
        """The keys in the order of the file."""
        return iter(self._values)

    def text(self, key: str) -> str:
        """A string that is not blank."""
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse(key, f"must be a text in quotes, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; it may be empty."""
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.refuse(key, f"must be a list of texts in quotes, not {value!r}")
        return tuple(value)

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self._take(key)
        if type(value) is not int or not least <= value <= most:
            self.refuse(key, f"must be a whole number from {least} to {most}, not {value!r}")
        return value

    def share(self, key: str) -> float:
        """A number from 0 to 1."""
        value = self._number(key)
        if not 0 <= value <= 1:
            self.refuse(key, f"must be a share from 0 to 1, not {value!r}")
        return value

    def weight(self, key: str) -> float:
        """A finite number above 0."""
        value = self._number(key)
        if not 0 < value < float("inf"):
            self.refuse(key, f"must be a weight above 0, not {value!r}")
        return value

    def table(self, key: str) -> "Table":
        """The table under `key`."""
        value = self._take(key)
        if not isinstance(value, dict):
            self.refuse(key, "must be a table")
        return Table(self.file, self._inside(key), value)

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables written [[key]], at least one; their names count from 1."""
        value = self._take(key)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            self.refuse(key, f"must be one or more tables written [[{self._inside(key)}]]")
        for place, values in enumerate(value, start=1):
            yield Table(self.file, f"{self._inside(key)} {place}", values)

    def finish(self) -> None:
        """Refuse a key that nobody read: it is probably misspelt."""
        for key in self._values:
            if key not in self._read:
                self.refuse(key, "is not known here; remove it or mend its spelling")

    def _inside(self, key: str) -> str:
        return key if self.name == TOP else f"{self.name}.{key}"

    def _number(self, key: str) -> float:
        value = self._take(key)
        if type(value) not in (int, float):
            self.refuse(key, f"must be a number, not {value!r}")
        return float(value)

    def _take(self, key: str) -> Any:
        if key not in self._values:
            self.refuse(key, "is missing")
        self._read.add(key)
        return self._values[key]


TOP = "top"


def read_table(file: Path) -> Table:
    """The whole of a TOML file as one table, called “top”.

    Raises:
        PlanUnusable: it cannot be opened, or is not TOML.
    """
    try:
        return Table(file, TOP, tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise PlanUnusable(f"{file}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanUnusable(f"{file}: is not TOML in UTF-8: {error}") from error
