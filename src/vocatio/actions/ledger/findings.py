"""What does not match: which table, which row, what about it."""

import json
from typing import Any, NamedTuple

#: The “table” of what is wrong with the files of the log.
LOG = "log"


class Finding(NamedTuple):
    """One mismatch. `row` is an id, a place in the log, or the path of a file."""

    table: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.what}"


# house: authorship because it only reads bytes that it is given
def envelope_of(fact: bytes) -> dict[str, Any]:
    """A fact as its bytes have it; empty where they are none.

    Whether they are those that were committed is asked elsewhere.
    """
    try:
        return dict(json.loads(fact))
    except (ValueError, TypeError):
        return {}


# house: authorship because it only reads bytes that it is given
def data_of(fact: bytes) -> dict[str, Any]:
    """What a fact says."""
    data = envelope_of(fact).get("data")
    return data if isinstance(data, dict) else {}


# house: authorship because it only reads bytes that it is given
def person_of(fact: bytes) -> object:
    """Whom a fact is about, as its bytes say it."""
    return envelope_of(fact).get("person")
