"""A log for each test, in a database of its own."""

from collections.abc import Iterator

import pytest

from tests.actions.ledger.world import Log, log_of
from tests.database import Database


@pytest.fixture
def log(own_database: Database) -> Iterator[Log]:
    """A new log with its key."""
    with log_of(own_database) as found:
        yield found
