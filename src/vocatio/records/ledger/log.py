"""What the sequencer reads and writes in the database, over the one connection of its lock."""

from typing import Any, NamedTuple

from django.db import connection

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence.merkle import HASH_BYTES
from vocatio.records.ledger.models import Checkpoint, Installation

#: Key of the advisory lock: one sequencer for each database.
LOCK = 0x766F6C6F67

#: The next place is found by the index of `Leaf`; whoever takes part in no other order than
#: that of the queue cannot be overtaken: nothing asks for rows “after the last one seen”.
PLACE = """
WITH taken AS (
    DELETE FROM ledger_queued
    WHERE ctid = ANY (ARRAY (SELECT ctid FROM ledger_queued LIMIT %(limit)s))
    RETURNING record_id, entry)
INSERT INTO ledger_leaf (index, record_id, entry)
SELECT %(first)s + row_number() OVER (ORDER BY record_id) - 1, record_id, entry FROM taken
"""

ENTRIES = """
SELECT coalesce(string_agg(entry, ''::bytea ORDER BY index), ''::bytea)
FROM ledger_leaf WHERE index >= %s AND index < %s
"""

#: Stamps and cosignatures speak of the log, and of nothing that happened.
SAYS_MORE = """
SELECT EXISTS (
    SELECT FROM ledger_leaf l LEFT JOIN ledger_commitment c USING (record_id)
    WHERE l.index >= %s AND l.index < %s
      AND coalesce(c.held_in, '') NOT IN ('ledger_stamp', 'ledger_cosignature'))
"""


class LockTaken(VocatioError):
    """Another sequencer works on this database."""


class LockLost(VocatioError):
    """The connection that held the lock of the sequencer broke: start it again."""


class EntriesGone(VocatioError):
    """Leaves are gone from the database, or are no hashes of 32 bytes: see the how-to."""


class Overtaken(VocatioError):
    """Somebody else stored a checkpoint first: nothing was changed."""


class Head(NamedTuple):
    """The last checkpoint that was stored, with its signed note."""

    size: int
    root: bytes
    note: bytes


class LogTables:
    """The tables of the log, for whoever holds the lock."""

    def __init__(self) -> None:
        self._held: Any = None

    def lock(self) -> None:
        """Take the lock of this database; it is gone with the connection.

        Raises:
            LockTaken: somebody has it.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                raise LockTaken
        self._held = connection.connection

    def unlock(self) -> None:
        """Let somebody else in."""
        if self._held and connection.connection is self._held and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        self._held = None

    def check_lock(self) -> None:
        """Ask the server over the connection that took the lock: while it answers, it is ours.

        Raises:
            LockLost: it is another connection by now. One that broke raises by itself.
        """
        if self._held is None or connection.connection is not self._held:
            raise LockLost
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    def head(self) -> Head | None:
        """The last checkpoint; None in a new log."""
        found = Checkpoint.objects.order_by("-size").first()
        if found is None:
            return None
        return Head(found.size, bytes(found.root), bytes(found.note))

    def placed(self) -> int:
        """How many leaves have a place, whether a checkpoint covers them or not."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(index) + 1, 0) FROM ledger_leaf")
            return int(cursor.fetchone()[0])

    def place(self, first: int, limit: int) -> int:
        """Give up to `limit` commitments of the queue the places from `first` on; say how many.

        One statement, so one transaction. It may run in a thread beside the others: they wait
        for each other at the connection.

        Raises:
            LockLost: the lock was never taken.
        """
        if self._held is None:
            raise LockLost
        return int(self._held.execute(PLACE, {"first": first, "limit": limit}).rowcount)

    def entries(self, first: int, end: int) -> bytes:
        """The entries at these places, 32 bytes each, one after the other.

        Raises:
            EntriesGone: not all of them are there.
        """
        with connection.cursor() as cursor:
            cursor.execute(ENTRIES, [first, end])
            found = bytes(cursor.fetchone()[0])
        if len(found) != (end - first) * HASH_BYTES:
            raise EntriesGone
        return found

    def store(self, head: Head, previous: Head | None) -> None:
        """Store a checkpoint after the one that was the last: compare and set.

        Raises:
            Overtaken: the last one is another by now.
        """
        self.check_lock()
        with connection.cursor() as cursor:
            # Two that follow the same one cannot both be stored: `previous_id` is unique.
            cursor.execute(
                """INSERT INTO ledger_checkpoint (size, root, note, previous_id)
                   VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING""",
                [*head, previous.size if previous else None],
            )
            if cursor.rowcount != 1:
                raise Overtaken


def says_more(size: int, than: int) -> bool:
    """Whether anything but stamps and cosignatures came between two sizes of the log."""
    with connection.cursor() as cursor:
        cursor.execute(SAYS_MORE, [size, than])
        return bool(cursor.fetchone()[0])


def is_demo() -> bool:
    """Whether this database was created as a demo."""
    return Installation.objects.filter(kind=Installation.Kind.DEMO).exists()
