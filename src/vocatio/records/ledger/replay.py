"""Read everything that is committed, as raw values in streams: hashing is for whoever verifies.

Nothing here asks the server for a verdict. A server that somebody took over could give any.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction

from vocatio.domain.evidence.canonical import instant
from vocatio.records.ledger.models import Committed, FactBase
from vocatio.records.ledger.streaming import stream


class LeafRow(NamedTuple):
    """A leaf, with the commitment that it is about, where there is one."""

    place: int
    record_id: UUID
    entry: bytes
    committed: bytes | None


class WaitingRow(NamedTuple):
    """A commitment without a leaf, or a place in the queue without a commitment, or both."""

    record_id: UUID
    held_in: str | None
    committed: bytes | None
    queued: bytes | None


class HeldRow(NamedTuple):
    """A row whose bytes are committed; what should be beside it is None where it is not.

    `said` has each typed column as the canonical JSON should say it, by its key there.
    """

    record_id: UUID
    canonical: bytes
    salt: bytes | None
    place: int | None
    committed: bytes | None
    held_in: str | None
    said: dict[str, str | int | None]


class CheckpointRow(NamedTuple):
    """A checkpoint as it is stored."""

    size: int
    root: bytes
    note: bytes
    previous: int | None


class StampRow(NamedTuple):
    """A time-stamp token as it is stored, with the size and the note of its checkpoint."""

    id: UUID
    size: int
    token: bytes
    note: bytes


@contextmanager
def snapshot() -> Iterator[None]:
    """One view of the database for everything that is read inside."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def committed_tables() -> tuple[type[Committed], ...]:
    """Every table whose rows are committed."""
    return tuple(model for model in apps.get_models() if issubclass(model, Committed))


def leaves() -> Iterator[LeafRow]:
    """All leaves, in the order of the log."""
    query = """SELECT l.index, l.record_id, l.entry, c.entry
               FROM ledger_leaf l LEFT JOIN ledger_commitment c USING (record_id)
               ORDER BY l.index"""
    for place, record_id, entry, committed in stream(query):
        yield LeafRow(place, record_id, entry, committed)


def waiting() -> Iterator[WaitingRow]:
    """What has no place in the log yet."""
    query = """SELECT coalesce(c.record_id, q.record_id), c.held_in, c.entry, q.entry
               FROM ledger_commitment c FULL JOIN ledger_queued q USING (record_id)
               WHERE q.record_id IS NOT NULL
                  OR NOT EXISTS (SELECT FROM ledger_leaf l WHERE l.record_id = c.record_id)"""
    for record_id, held_in, committed, queued in stream(query):
        yield WaitingRow(record_id, held_in, committed, queued)


def held(model: type[Committed]) -> Iterator[HeldRow]:
    """All rows of one table."""
    columns = "".join(f", t.{column}" for column in model.typed.values())
    record_id = model.record_id
    query = f"""SELECT {record_id}, t.canonical, s.salt, l.index, c.entry, c.held_in{columns}
        FROM {model._meta.db_table} t
        LEFT JOIN ledger_commitment c ON c.record_id = {record_id}
        LEFT JOIN ledger_leaf l ON l.record_id = {record_id}
        LEFT JOIN ledger_salt s ON s.record_id = {record_id}"""  # noqa: S608 because the names are ours
    for about, canonical, salt, place, committed, held_in, *values in stream(query):
        said = dict(zip(model.typed, map(_said, values), strict=True))
        yield HeldRow(about, canonical, salt, place, committed, held_in, said)


def naming_words() -> Iterator[bytes]:
    """The canonical bytes of each fact that names words or files by their hash.

    Looked for as bytes: those that somebody changed may be no text.
    """
    for model in committed_tables():
        if issubclass(model, FactBase):
            query = f"""SELECT canonical FROM {model._meta.db_table}
                WHERE position('_sha256":'::bytea IN canonical) > 0
                   OR position('"files":'::bytea IN canonical) > 0"""  # noqa: S608 because the names are ours
            for (canonical,) in stream(query):
                yield canonical


def lost_salts() -> Iterator[UUID]:
    """Salts of commitments that are not there."""
    for (record_id,) in stream(
        """SELECT s.record_id FROM ledger_salt s
           WHERE NOT EXISTS (SELECT FROM ledger_commitment c WHERE c.record_id = s.record_id)"""
    ):
        yield record_id


def checkpoints() -> Iterator[CheckpointRow]:
    """All checkpoints, the smallest first."""
    query = "SELECT size, root, note, previous_id FROM ledger_checkpoint ORDER BY size"
    for size, root, note, previous in stream(query):
        yield CheckpointRow(size, root, note, previous)


def stamps() -> Iterator[StampRow]:
    """All time-stamp tokens, those of the smallest checkpoint first."""
    query = """SELECT s.id, s.checkpoint_id, s.token, c.note
               FROM ledger_stamp s LEFT JOIN ledger_checkpoint c ON c.size = s.checkpoint_id
               WHERE s.token IS NOT NULL ORDER BY s.checkpoint_id, s.asked_at"""
    for id_, size, token, note in stream(query):
        yield StampRow(id_, size, token, bytes(note or b""))


def about_leaves(indexes: Sequence[int]) -> dict[int, tuple[UUID, str | None]]:
    """What leaves are about: record, and the table that its commitment names."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT l.index, l.record_id, c.held_in
               FROM ledger_leaf l LEFT JOIN ledger_commitment c USING (record_id)
               WHERE l.index = ANY (%s)""",
            [list(indexes)],
        )
        return {index: (record_id, held_in) for index, record_id, held_in in cursor.fetchall()}


def _said(value: object) -> str | int | None:
    """A column as the canonical JSON would say it: numbers as they are, bytes by their hash."""
    match value:
        case None | int():
            return value
        case datetime():
            return instant(value)
        case bytes() | memoryview():
            return sha256(value).hexdigest()
        case _:
            return str(value)
