"""Keys change while everything stays readable, also when the change is killed half-way."""

import os
import signal
import subprocess
import sys
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models

from tests import database as testing
from tests.actions.world import PASSWORD, World, row
from vocatio.actions.clock import now
from vocatio.actions.keys.rotate import rotate
from vocatio.actions.register.claims import held
from vocatio.actions.register.sections import BY_FIELD
from vocatio.gateways import keys
from vocatio.records.register import sealed
from vocatio.records.register.models import Person

CHILD = f"""
import django
django.setup()
from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.keys.rotate import rotate
by = sign_in("planner", "{PASSWORD}", at=now())
rotate(by=by, at=now(), progress=lambda done, total: print(done, flush=True), batch=5)
"""
PEOPLE = 20


@pytest.fixture
def world(own_database: testing.Database) -> World:
    """People to rotate; the key file is this database's own, not shared with its template."""
    path = keys.current_path()
    content = path.read_bytes()
    path.unlink()
    path.touch(0o600)
    path.write_bytes(content)
    world = World()
    world.people(*(row(f"r{n}", email=f"Ada{n}@example.org") for n in range(PEOPLE)))
    return world


def numbers() -> list[str]:
    """Of everybody, deciphered."""
    found = held(BY_FIELD["identifier"], _everybody(), keys.ring())
    return sorted(str(one.values[-1]) for one in found)


def _everybody() -> list[UUID]:
    return list(Person.objects.values_list("id", flat=True))


def found_by(number: str) -> int:
    """How many persons a number finds."""
    hashes = keys.ring().lookups("number\0", number)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM register_identifier WHERE keyed_hash = ANY(%s)", [hashes]
        )
        return int(cursor.fetchone()[0])


def used() -> set[tuple[int, int]]:
    """Ids of the keys with which numbers are encrypted and hashed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT encrypted, keyed_hash FROM register_identifier")
        return {(keys.key_id(bytes(e)), keys.key_id(bytes(h))) for e, h in cursor.fetchall()}


def test_every_encrypted_column_is_rotated() -> None:
    encrypted = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField) and field.name == "encrypted"
    }
    assert encrypted == {column.table for column in sealed.COLUMNS}


@pytest.mark.parametrize("after", [5, 35])
def test_killed_half_way_all_is_readable_and_the_next_run_completes(
    world: World, own_database: testing.Database, after: int
) -> None:
    before, by = numbers(), world.planner
    environment = os.environ | {
        "VOCATIO_DSN": own_database.access.dsn("app"),
        "VOCATIO_HOME": str(own_database.server.home),
    }
    command = [sys.executable, "-c", CHILD]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        for line in child.stdout:
            if int(line) == after:
                child.send_signal(signal.SIGKILL)
                break
        assert child.wait(60) == -signal.SIGKILL
    assert numbers() == before
    assert found_by("Nr3") == 1
    assert keys.ring().purposes["encrypt"].former == (1,)
    world.people(row("r-new"))
    done = rotate(by=by, at=now(), progress=lambda *_: None)
    assert done.retired == len(("encrypt", "lookup"))
    assert numbers() == sorted([*before, "Nr-new"])
    assert found_by("Nr3") == 1
    assert used() == {(2, 2)}
    assert not keys.ring().purposes["lookup"].former


def test_a_file_is_unchanged_under_new_keys(world: World) -> None:
    by = world.planner
    rotate(by=by, at=now(), progress=lambda *_: None)
    again = [row(f"r{n}", email=f"Ada{n}@example.org") for n in range(PEOPLE)]
    assert world.applied(*again).changed == 0


def test_what_was_tampered_with_is_not_written_again(
    world: World, own_database: testing.Database
) -> None:
    by = world.planner
    with own_database.connect("migrator") as owner:
        owner.execute(
            """UPDATE register_address a SET encrypted = b.encrypted FROM register_address b
               WHERE a.id = (SELECT min(id) FROM register_address)
                 AND b.id = (SELECT max(id) FROM register_address)"""
        )
    with pytest.raises(keys.Undecipherable):
        rotate(by=by, at=now(), progress=lambda *_: None)
    assert keys.ring().purposes["encrypt"].former
