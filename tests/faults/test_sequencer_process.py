"""The sequencer as `./run demo` starts it: a process that comes back when it is killed."""

import os
import signal
import time

import pytest

from tests import database as testing
from tests.actions.ledger.world import COMMIT, Log
from vocatio.actions.ledger.opening import of_this_database
from vocatio.domain.errors import VocatioError
from vocatio.project.serve import sequencer

PATIENCE = 60.0


def covered(log: Log, size: int) -> None:
    """Wait until the published checkpoint covers so many entries."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if log.published().size >= size:
                return
        except (VocatioError, IndexError):
            pass  # the first checkpoint is still to come
        time.sleep(0.1)
    pytest.fail(f"{size} entries are not covered within {PATIENCE:.0f} s")


def test_it_integrates_by_itself_and_comes_back(own_database: testing.Database) -> None:
    log = Log(own_database, of_this_database())
    with sequencer(own_database.server, own_database.access) as process:
        for size in (3, 6, 9):
            with own_database.connect("app") as connection:
                connection.execute(COMMIT, [3])
            covered(log, size)
            os.kill(process.pid, signal.SIGKILL)
    assert log.check().size == 9
