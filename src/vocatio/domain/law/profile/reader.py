"""Reading one table of TOML strictly: what is missing, wrong or unknown is noted, never guessed.

Every method returns something of the right type even after a problem, so that the rest of
the file is read as well; a profile with any problem is refused at the end.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from vocatio.domain.law.profile.problems import Problems

#: No value of a profile is older: nothing before the first automobile code is served here.
EARLIEST = date(1900, 1, 1)
NEVER = object()


class Reader:
    """One table; each method takes a key out of it and checks the value.

    Attributes:
        table: its name in the file, such as "windows.reply".
    """

    def __init__(self, values: Mapping[str, Any], table: str, problems: Problems) -> None:
        self.table_name = table
        self.problems = problems
        self._values = values
        self._read: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order of the file."""
        return iter(self._values)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def refuse(self, key: str, says: str) -> None:
        """Note what is wrong with a key."""
        self.problems.add(self.table_name, key, says)

    def raw(self, key: str) -> Any:
        """The value as it stands; `NEVER`, which is noted, when the key is missing."""
        self._read.add(key)
        if key not in self._values:
            self.refuse(key, "is missing")
            return NEVER
        return self._values[key]

    def text(self, key: str, *, blank: bool = False) -> str:
        """A text; not blank unless that is allowed."""
        value = self.raw(key)
        if isinstance(value, str) and (blank or value.strip()):
            return value
        self._unfit(key, value, "a text in quotes")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, at least one, each once."""
        return self._several(key, self.raw(key), str, "texts in quotes")

    def choice(self, key: str, options: Sequence[str]) -> str:
        """One of the options."""
        value = self.raw(key)
        if value in options:
            return str(value)
        self._unfit(key, value, f"one of {', '.join(options)}")
        return options[0]

    def choices(self, key: str, options: Sequence[str]) -> tuple[str, ...]:
        """A list of options, at least one, each once."""
        found = self._several(key, self.raw(key), str, f"some of {', '.join(options)}")
        for value in found:
            if value not in options:
                self.refuse(key, f"{value!r} is not one of {', '.join(options)}")
        return found

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self.raw(key)
        if type(value) is int and least <= value <= most:
            return value
        self._unfit(key, value, f"a whole number from {least} to {most}")
        return least

    def wholes(self, key: str, least: int, most: int) -> tuple[int, ...]:
        """A list of whole numbers from `least` to `most`, each once; it may be empty."""
        value = self.raw(key)
        if value == []:
            return ()
        found = self._several(key, value, int, f"whole numbers from {least} to {most}")
        if any(not least <= number <= most for number in found):
            self._unfit(key, value, f"a list of whole numbers from {least} to {most}")
        return found

    def flag(self, key: str) -> bool:
        """`true` or `false`."""
        value = self.raw(key)
        if type(value) is bool:
            return value
        self._unfit(key, value, "true or false")
        return False

    def day(self, key: str) -> date:
        """A date, not before 1900, written without quotes; stored versions hold it as text."""
        value = self.raw(key)
        found = _date(value)
        if found is None:
            self._unfit(key, value, "a date, such as 2026-01-01")
            return EARLIEST
        if found < EARLIEST:
            self.refuse(key, f"{found.isoformat()} is before {EARLIEST.isoformat()}")
        return found

    def table(self, key: str) -> "Reader":
        """The table under the key; an empty one after a problem."""
        value = self.raw(key)
        if not isinstance(value, Mapping):
            self._unfit(key, value, "a table")
            value = {}
        return Reader(value, f"{self.table_name}.{key}" if self.table_name else key, self.problems)

    def tables(self, key: str) -> tuple["Reader", ...]:
        """The tables in a list, which may be empty; counted from 1 in messages."""
        value = self.raw(key)
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            self._unfit(key, value, "a list of tables")
            return ()
        name = f"{self.table_name}.{key}"
        return tuple(Reader(item, f"{name} {n}", self.problems) for n, item in enumerate(value, 1))

    def finish(self) -> None:
        """Note every key that nobody read: it is unknown, or misspelt."""
        for key in self._values:
            if key not in self._read:
                known = ", ".join(sorted(self._read))
                self.refuse(key, f"is unknown; known here: {known}")

    def _several(self, key: str, value: Any, kind: type, expected: str) -> tuple[Any, ...]:
        fits = isinstance(value, list) and value and all(type(item) is kind for item in value)
        if not fits:
            self._unfit(key, value, f"a list of {expected}")
            return ()
        if len(set(value)) < len(value):
            self.refuse(key, "names something twice")
        return tuple(value)

    def _unfit(self, key: str, value: Any, expected: str) -> None:
        """`NEVER` was noted when it was found missing."""
        if value is not NEVER:
            self.refuse(key, f"expected {expected}, found {value!r}")


def _date(value: Any) -> date | None:
    if type(value) is date:
        return value
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    # Python reads 20260101 and 2026-W01-4 as well: one day would have several hashes.
    return found if found and found.isoformat() == value else None
