"""What verifying the log reads of questions: hashes alone, never whom they were about."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from vocatio.records.agencies.models import Batch

#: Batches looked at together.
CHUNK = 500


class BatchRow(NamedTuple):
    """A batch: its bytes, and the hashes of the questions that are there of it."""

    id: UUID
    at: datetime
    canonical: bytes
    held: frozenset[str]


def batches() -> Iterator[BatchRow]:
    """All of them, the oldest first."""
    stored = Batch.objects.order_by("at", "id").values_list("id", "at", "canonical")
    rows = stored.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        held: dict[UUID, set[str]] = {id_: set() for id_, _, _ in chunk}
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM agencies_leaves(%s)", [list(held)])
            for batch, leaf in cursor.fetchall():
                held[batch].add(bytes(leaf).hex())
        for id_, at, canonical in chunk:
            yield BatchRow(id_, at, bytes(canonical), frozenset(held[id_]))


def strays() -> list[UUID]:
    """Questions of no batch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies_stray()")
        return [id_ for (id_,) in cursor.fetchall()]
