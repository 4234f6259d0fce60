"""SIGKILL in the middle of an import: imported again, the register is the same."""

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import database as testing
from tests.actions.world import SOUND, World
from vocatio.actions.register.claims import held
from vocatio.actions.register.sections import SECTIONS
from vocatio.domain.register.rows import COLUMNS
from vocatio.entry.commands.register_import import Wish, import_file
from vocatio.gateways import keys
from vocatio.records.callups.invariants import offenders
from vocatio.records.register.models import SourceRecord

#: Imports in small batches, and says after each how far it is, then waits to be let on.
CHILD = """
import sys, django
django.setup()
from pathlib import Path
from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.entry.commands.register_import import Wish, import_file
by = sign_in("planner", "{password}", at=now())
path = Path(sys.argv[1])
def told(stage, done):
    print(stage, done, flush=True)
import_file(path, path.with_suffix(".err"), Wish("test", batch=20), by=by, progress=told)
"""

PEOPLE, MOVED = 100, 60
Content = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def world(own_database: testing.Database) -> World:
    """A world that commits."""
    return World()


def write(path: Path, street: str = "Old") -> Path:
    """A file of people, every tenth with a guardian; the first live in another street if told."""
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for n in range(PEOPLE):
            more = {
                "record": f"r{n}",
                "number": f"n{n}",
                "street": f"{street if n < MOVED else 'Old'} {n}",
            }
            more["birth_date"] = f"{1970 + n % 30}-05-17"
            more |= {"guardian": f"r{n - 1}"} if n % 10 == 9 else {}
            writer.writerow(dict.fromkeys(COLUMNS, "") | SOUND | more)
    return path


def content() -> Content:
    """What the register says of each record, in plain values, whoever they are by id."""

    ring = keys.ring()
    record_of = {
        s.person_id: ring.decrypt(bytes(s.encrypted), "register_sourcerecord", s.person_id.bytes)
        for s in SourceRecord.objects.all()
    }
    found: Content = {record: [] for record in sorted(record_of.values())}
    for section in SECTIONS:
        for one in held(section, list(record_of), ring):
            values = tuple(record_of.get(v, v) for v in one.values)
            said = (section.field, one.source, one.valid_from, one.valid_until, values)
            found[record_of[one.person_id]].append(said)
    return {record: sorted(said, key=repr) for record, said in found.items()}


def killed_after(line: str, path: Path, access_dsn: str, home: Path) -> None:
    """Import in a process of its own, and kill it once it has said this line."""
    environment = os.environ | {"VOCATIO_DSN": access_dsn, "VOCATIO_HOME": str(home)}
    command = [sys.executable, "-c", CHILD.format(password="long-enough-for-a-test"), str(path)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        for said in child.stdout:
            if said.strip() == line:
                child.send_signal(signal.SIGKILL)
                break
        assert child.wait(60) == -signal.SIGKILL


@pytest.mark.parametrize("line", ["read 100", "applied 40", "applied 80"])
def test_killed_and_imported_again_it_is_the_same(
    world: World, own_database: testing.Database, tmp_path: Path, line: str
) -> None:
    dsn, home = own_database.access.dsn("app"), own_database.server.home
    by = world.planner
    first, second = write(tmp_path / "a.csv"), write(tmp_path / "b.csv", "New")
    for path in (first, second):
        killed_after(line, path, dsn, home)
        wish = Wish("test")
        done = import_file(path, path.with_suffix(".err"), wish, by=by, progress=lambda *_: None)
        assert sum(done.counts.values()) == PEOPLE
        again = import_file(path, path.with_suffix(".err"), wish, by=by, progress=lambda *_: None)
        assert again.counts["unchanged"] == PEOPLE
        assert not offenders()["what the search finds is what the register says"]
    found = content()
    assert len(found) == PEOPLE
    assert sorted(map(_streets, found.values())) == [1] * (PEOPLE - MOVED) + [2] * MOVED


def _streets(said: list[tuple[object, ...]]) -> int:
    """Addresses of one person, that which ended included."""
    return sum(1 for one in said if one[0] == "address")
