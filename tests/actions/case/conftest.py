"""A town with a court, a log and an authority for time-stamps; each test has its own person."""

from collections.abc import Iterator

import pytest

from tests import database as testing
from tests.actions.case.town import Town
from tests.actions.ledger.world import log_of
from vocatio.project import launch
from vocatio.project.authority import authority


@pytest.fixture(scope="module")
def town(server: launch.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Committed, since a time-stamp needs a log that has seen it."""
    with (
        testing.cloned(server) as database,
        authority(tmp_path_factory.mktemp("tsa") / "root.pem"),
        log_of(database) as log,
        testing.connected(database),
    ):
        found = Town(database, log)
        assert found.judges
        yield found
