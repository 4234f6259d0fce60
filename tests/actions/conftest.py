"""The world of these tests, on a real PostgreSQL; what they write is rolled back."""

import pytest

from tests.actions.world import World
from tests.database import Database


@pytest.fixture
def world(db: Database) -> World:
    """A world of the test's own."""
    return World()
