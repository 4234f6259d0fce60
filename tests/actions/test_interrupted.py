"""A release that is cut off goes on from where it stood: nothing lost, nothing doubled."""

from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection

from tests.actions.world import World
from tests.database import Database
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.issue import finish_release, issue_batch
from vocatio.actions.callup.manifest import write_manifest
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.inspect.callups import callup
from vocatio.actions.inspect.invariants import broken
from vocatio.domain.actors import System
from vocatio.records.callups.models import Manifest
from vocatio.records.summonses.models import Summons

PEOPLE, BATCH = 60, 20


@pytest.fixture
def released(own_database: Database) -> tuple[World, UUID, System]:
    """A call-up that a human has released and no job has carried out, in committed data."""
    world = World()
    world.crowd(PEOPLE)
    callup_id = world.approved(PEOPLE)
    release(callup_id, by=world.approver, at=now())
    return world, callup_id, System("test", world.approver.account_id)


def _whole(world: World, callup_id: UUID) -> None:
    carry_out(callup_id)
    found = callup(callup_id, by=world.overseer, purpose="test", at=now())
    assert (found.stage, found.issued, found.withheld) == ("released", PEOPLE, 0)
    assert Summons.objects.count() == PEOPLE
    assert set(broken(at=now()).values()) == {0}


def _cut_off(database: Database) -> None:
    """The server ends the connection in the middle of whatever it does, as in a crash."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with psycopg.connect(database.access.admin, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.mark.parametrize("batches", [0, 1, 2])
def test_after_some_batches(
    released: tuple[World, UUID, System], own_database: Database, batches: int
) -> None:
    world, callup_id, by = released
    write_manifest(callup_id, by=by, at=now())
    for _ in range(batches):
        issue_batch(callup_id, BATCH, by=by, at=now())
    _cut_off(own_database)
    connection.close()
    assert Summons.objects.count() == batches * BATCH
    _whole(world, callup_id)


def test_in_the_middle_of_a_batch(
    released: tuple[World, UUID, System], own_database: Database
) -> None:
    world, callup_id, by = released
    write_manifest(callup_id, by=by, at=now())
    with pytest.raises(DatabaseError), connection.execute_wrapper(_Cut(own_database, "inboxitem")):
        issue_batch(callup_id, BATCH, by=by, at=now())
    connection.close()
    assert Summons.objects.count() == 0
    _whole(world, callup_id)


class _Cut:
    """Ends the connection right before the first statement that names this, or is about it."""

    def __init__(self, database: Database, name: str) -> None:
        self._database, self._name, self._done = database, name, False

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # because Django types none
        text = sql if isinstance(sql, str) else sql.as_string(None)
        if self._name in f"{text} {params}" and not self._done:
            self._done = True
            _cut_off(self._database)
        return execute(sql, params, many, context)


def test_the_manifest_is_written_once(released: tuple[World, UUID, System]) -> None:
    world, callup_id, by = released
    write_manifest(callup_id, by=by, at=now())
    before = bytes(Manifest.objects.get().sha256)
    write_manifest(callup_id, by=by, at=now())
    assert bytes(Manifest.objects.get().sha256) == before
    assert not finish_release(callup_id, by=by, at=now())
    _whole(world, callup_id)


def test_two_workers_share_the_work(
    released: tuple[World, UUID, System], own_database: Database
) -> None:
    """The second one skips the entries that the first one has locked, and waits for nobody."""
    world, callup_id, by = released
    write_manifest(callup_id, by=by, at=now())
    with own_database.connect() as other:
        other.execute(
            """SELECT FROM callups_manifestentry WHERE manifest_id = %s
               ORDER BY position LIMIT %s FOR UPDATE""",
            [callup_id, BATCH],
        )
        taken = [issue_batch(callup_id, BATCH, by=by, at=now()) for _ in range(3)]
        assert taken == [BATCH, BATCH, 0]
        assert not finish_release(callup_id, by=by, at=now())
    _whole(world, callup_id)
