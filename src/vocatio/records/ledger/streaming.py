"""Read many rows with bounded memory."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

CHUNK = 5_000


def stream(query: str, parameters: Sequence[UUID] | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows, fetched in chunks from a cursor of the server; what is binary as bytes."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(CHUNK):
            for row in rows:
                yield tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
