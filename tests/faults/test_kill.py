"""SIGKILL in the middle of a release: it completes all the same, nothing lost, nothing doubled."""

import os
import random
import signal
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from tests import database as testing
from tests.actions.world import World
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.inspect.callups import CallUpPage, callup
from vocatio.actions.inspect.invariants import broken
from vocatio.domain.actors import Staff
from vocatio.gateways import provision
from vocatio.gateways.database_server import lease
from vocatio.project import launch
from vocatio.project.processes import Child, free_port
from vocatio.project.serve import web, worker

#: A release that does not complete within this many seconds is taken for lost. Long enough for a
#: machine that does much else: waiting longer costs nothing where nothing is lost.
PATIENCE = 900.0


@dataclass(frozen=True)
class Ready:
    """A call-up that only waits for its release, in a database to copy."""

    server: launch.Server
    database: str
    callup_id: UUID
    approver: Staff
    people: int


def prepare(server: launch.Server, database: testing.Database, people: int) -> Ready:
    """Fill a database up to the approval."""
    with testing.connected(database):
        world = World(capacity=people)
        world.crowd(people)
        callup_id = world.approved(people)
        return Ready(server, database.name, callup_id, world.approver, people)


@contextmanager
def copied(ready: Ready, name: str) -> Iterator[provision.Access]:
    """A copy for one kill, removed afterwards."""
    access = launch.copy(ready.server, ready.database, name)
    try:
        with testing.connected(testing.Database(ready.server, access)):
            yield access
    finally:
        connection.close()
        launch.discard(ready.server, name)


def released(ready: Ready, seen: Callable[[], None] = lambda: None) -> CallUpPage:
    """The call-up once it is released; connections that break meanwhile are made anew."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(DatabaseError, OSError):
            found = callup(ready.callup_id, by=ready.approver, purpose="test", at=now())
            if found.stage == "released":
                return found
            seen()
        connection.close_if_unusable_or_obsolete()
        time.sleep(0.05)
    pytest.fail(f"not released within {PATIENCE:.0f} s")


def agrees(ready: Ready, found: CallUpPage) -> None:
    """Manifest, facts and inbox say the same: everybody once."""
    assert (found.manifest, found.issued, found.withheld) == (ready.people, ready.people, 0)
    counts = [
        "SELECT count(*) FROM summonses_summons",
        "SELECT count(DISTINCT person_id) FROM summonses_summons",
        "SELECT count(*) FROM summonses_summonsfact WHERE kind = 'SubmissionAcceptance'",
        "SELECT count(*) FROM summonses_summonsfact WHERE kind = 'ContentConsignment'",
        "SELECT count(*) FROM deliveries_inboxitem",
        "SELECT count(*) FROM documents_content",
    ]
    with connection.cursor() as cursor:
        for query in counts:
            cursor.execute(query)
            assert cursor.fetchone() == (ready.people,), query
    assert {rule: count for rule, count in broken(at=now()).items() if count} == {}


@pytest.fixture(scope="module")
def small(server: launch.Server) -> Iterator[Ready]:
    """On the server of the suite, to kill a worker beside other tests."""
    with testing.cloned(server) as database:
        yield prepare(server, database, 1_500)


def test_a_killed_worker_is_followed_by_another(small: Ready) -> None:
    with (
        copied(small, f"vocatio_test_kill_{os.getpid()}") as access,
        worker(small.server, access) as child,
    ):
        release(small.callup_id, by=small.approver, at=now())
        kills: list[int] = []

        def kill_once() -> None:
            found = callup(small.callup_id, by=small.approver, purpose="test", at=now())
            if not kills and 0 < found.issued < small.people:
                kills.append(child.pid)
                os.kill(child.pid, signal.SIGKILL)

        agrees(small, released(small, kill_once))
        assert kills, "the release was over before the kill: give it more people"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ready]:
    """A PostgreSQL of its own, whose postmaster may be killed, with a larger call-up."""
    home = tmp_path_factory.mktemp("home")
    with lease(home) as embedded:
        server = launch.Server(embedded.admin_dsn, home)
        with testing.cloned(server) as database:
            yield prepare(server, database, 6_000)


@pytest.fixture(scope="module")
def undisturbed(alone: Ready) -> float:
    """Seconds from the human's release to the last summons, with nobody killed."""
    with copied(alone, "vocatio_test_undisturbed") as access, worker(alone.server, access):
        begin = time.monotonic()
        release(alone.callup_id, by=alone.approver, at=now())
        agrees(alone, released(alone))
        return time.monotonic() - begin


def postmaster(home: Path) -> int:
    """Its process id, as PostgreSQL writes it down."""
    file = home / "database" / "cluster" / "postmaster.pid"
    return int(file.read_text().splitlines()[0])


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("victim", ["worker", "web", "postmaster"])
def test_killed_at_a_random_moment(
    alone: Ready, undisturbed: float, victim: str, seed: int
) -> None:
    port = free_port(None)
    name = f"vocatio_test_{victim}_{seed}"
    with (
        copied(alone, name) as access,
        worker(alone.server, access) as hands,
        web(alone.server, access, port) as window,
    ):
        _answers(port)
        release(alone.callup_id, by=alone.approver, at=now())
        time.sleep(random.Random(f"{victim}{seed}").random() * undisturbed)
        os.kill(_pid(victim, hands, window, alone.server.home), signal.SIGKILL)
        agrees(alone, released(alone))
        _answers(port)


def _pid(victim: str, hands: Child, window: Child, home: Path) -> int:
    match victim:
        case "worker":
            return hands.pid
        case "web":
            return window.pid
        case _:
            return postmaster(home)


def _answers(port: int) -> None:
    """The portal answers, within the time that a restart takes."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
            return
        time.sleep(0.1)
    pytest.fail("the portal does not answer any more")
