"""Change the keys: new ones write, what is stored is written again, the old ones go.

Killed at any moment, the next run goes on: each batch is one transaction, a row tells by which
key it was made, and the old keys stay in the file until no row needs them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import VocatioError
from vocatio.gateways import keys
from vocatio.records.register import sealed
from vocatio.records.register.sealed import COLUMNS, Column, Stored

#: Rows in one transaction.
BATCH = 2_000

Progress = Callable[[int, int], None]


class KeysInUse(VocatioError):
    """Values under a former key were written meanwhile: run the rotation again."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many rows were written again, and how many keys are gone."""

    rows: int
    retired: int


def rotate(*, by: Staff, at: datetime, progress: Progress, batch: int = BATCH) -> Rotated:
    """Begin a change of keys, or go on with one that was interrupted, to its end.

    Args:
        progress: told how many rows are done, and of how many.

    Raises:
        KeysInUse: somebody wrote under a former key in the last moment.
        Undecipherable: a stored value was tampered with; nothing of its batch is written.
    """
    permissions.require("register.rotate", by)
    with _alone():
        ring = _begun()
        current = {name: purpose.current for name, purpose in ring.purposes.items()}
        total = sum(_outdated(column, current) for column in COLUMNS)
        done = 0
        for column in COLUMNS:
            after: object = None
            while taken := _rewrite(column, ring, current, after, batch):
                after, count = taken
                done += count
                progress(done, total)
        return Rotated(done, _retire(ring, current))


class _alone:  # noqa: N801 because it is used like a function
    """One rotation at a time; the lock goes with the connection, so that a kill frees it."""

    LOCK = 0x6B657973

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [self.LOCK])

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [self.LOCK])


def _begun() -> keys.Ring:
    """The ring with new keys; the same one when a rotation was interrupted."""
    ring = keys.ring()
    if not any(purpose.former for purpose in ring.purposes.values()):
        new = {name: purpose.with_new() for name, purpose in ring.purposes.items()}
        keys.write(keys.current_path(), new)
        ring = keys.ring()
    return ring


def _outdated(column: Column, current: dict[str, int]) -> int:
    return sealed.outdated(column, current["encrypt"], current["lookup"])


def _rewrite(
    column: Column, ring: keys.Ring, current: dict[str, int], after: object, batch: int
) -> tuple[object, int] | None:
    """The next batch of a column; the key of its last row and how many there were, or None."""
    with transaction.atomic():
        rows = sealed.take(column, current["encrypt"], current["lookup"], after, batch)
        if not rows:
            return None
        sealed.put(column, [(row.key, *_anew(column, row, ring)) for row in rows])
    return rows[-1].key, len(rows)


def _anew(column: Column, row: Stored, ring: keys.Ring) -> tuple[bytes, bytes]:
    about = row.about.bytes
    content = ring.unseal(row.encrypted, column.table, about)
    sealed_anew = ring.seal(content, column.table, about)
    if not column.hashed:
        return sealed_anew, b""
    text = content.decode()
    value = text.lower() if column.table == "register_contactpoint" else text
    return sealed_anew, ring.lookup(row.scheme, value)


def _retire(ring: keys.Ring, current: dict[str, int]) -> int:
    """Let the former keys go, once no row is left that needs them; say how many they were."""
    with transaction.atomic():
        sealed.lock()
        if any(_outdated(column, current) for column in COLUMNS):
            raise KeysInUse
        left = {name: purpose.without_former() for name, purpose in ring.purposes.items()}
        keys.write(keys.current_path(), left)
    return sum(len(purpose.former) for purpose in ring.purposes.values())
