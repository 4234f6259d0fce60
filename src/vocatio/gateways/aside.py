"""A connection beside the one of the work: what it writes is seen while the work goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper


@contextmanager
def aside() -> Iterator[CursorWrapper]:
    """A cursor whose statements are committed one by one, whatever becomes of the transaction."""
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()
