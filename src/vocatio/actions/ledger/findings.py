"""What does not match: which table, which row, what about it."""

from typing import NamedTuple

#: The “table” of what is wrong with the files of the log.
LOG = "log"


class Finding(NamedTuple):
    """One mismatch. `row` is an id, a place in the log, or the path of a file."""

    table: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.what}"
