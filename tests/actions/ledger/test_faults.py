"""The fault table: every durable write, failing, failing though persisted, and killed after it.

One log goes through all of it, so that each fault meets what the others left.
"""

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests import database as testing
from tests.actions.ledger.faults import (
    FAILURES,
    WRITES,
    DiskError,
    everything_signed,
    faulty,
)
from tests.actions.ledger.world import Log, log_of
from tests.conftest import ROOT
from vocatio.actions.clock import now
from vocatio.domain.evidence import merkle
from vocatio.project import launch

DIE = """
import sys, django
django.setup()
from tests.actions.ledger.faults import die
die(*sys.argv[1:])
"""


@pytest.fixture(scope="module")
def battered(server: launch.Server) -> Iterator[Log]:
    """A log whose next entries fill a tile."""
    with testing.cloned(server) as database, log_of(database) as log:
        with log.opened(faulty(log.places, "none", "")) as sequencer:
            log.commit(250)
            sequencer.step(at=now())
        yield log


def strike(log: Log, write: str, failure: str) -> None:
    """Three entries come, and the write goes wrong while they are integrated."""
    log.commit(3)
    if failure == "killed":
        arguments = [str(log.places.files), str(log.places.keys), write]
        environment = log.database.server.environment(log.database.access, "sequencer")
        done = subprocess.run(
            [sys.executable, "-c", DIE, *arguments], env=environment, cwd=ROOT, check=False
        )
        assert done.returncode == -signal.SIGKILL
        return
    with pytest.raises(DiskError), log.opened(faulty(log.places, write, failure)) as sequencer:
        sequencer.step(at=now())


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("failure", FAILURES)
def test_nothing_is_lost_and_nothing_contradicts(battered: Log, write: str, failure: str) -> None:
    before = battered.published()
    strike(battered, write, failure)
    if failure != "killed":
        strike(battered, write, failure)
    battered.commit(3)
    with battered.opened(faulty(battered.places, "none", "")) as sequencer:
        while sequencer.step(at=now()):
            pass
    head = battered.check()
    assert head.size == before.size + (6 if failure == "killed" else 9)
    with battered.database.connect("app") as connection:
        query = "SELECT (SELECT count(*) FROM ledger_commitment), count(*) FROM ledger_leaf"
        assert connection.execute(query).fetchone() == (head.size, head.size)
    row = merkle.leaf_row(battered.entries())
    for size, root in everything_signed(battered.places):
        assert merkle.row_root(row[: size * merkle.HASH_BYTES]) == root
