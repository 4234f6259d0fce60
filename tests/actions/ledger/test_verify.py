"""`ledger verify` finds every change that a superuser can make, and names table and row."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import transaction

from tests import database as testing
from tests.actions.agency_ground import Asking
from tests.actions.ledger.tables import EVIDENCE, OF_CASES, unplaced
from tests.actions.ledger.tampering import (
    EMPTY,
    changes_are_found,
    inserted_rows_are_found,
    missing_rows_are_found,
    replayed,
    unchecked,
    undone,
)
from tests.actions.ledger.world import Log, log_of, superuser
from tests.actions.world import World, addressee
from tests.domain.evidence.signing import WITNESS
from vocatio.actions.agency import manage
from vocatio.actions.agency.desk import Desk
from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.ledger.cosign import cosign
from vocatio.actions.ledger.stamp import keep
from vocatio.actions.ledger.verify import verify
from vocatio.actions.outage.record import record_outage
from vocatio.actions.register import correct
from vocatio.actions.request.acknowledge import acknowledge
from vocatio.actions.summons.attendance import close_day, record_appearance
from vocatio.actions.summons.attest import attest
from vocatio.actions.summons.copy import own_copy
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import System
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence import tiles
from vocatio.domain.evidence.canonical import commitment
from vocatio.domain.evidence.note import BadKey, Note
from vocatio.domain.evidence.outside import Attempt
from vocatio.domain.facts import happened
from vocatio.domain.summons.asking import Channel
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.files import CHECKPOINT
from vocatio.project import launch
from vocatio.records.cases.models import Case
from vocatio.records.ledger import facts as ledger
from vocatio.records.ledger.commitments import Bytes, commit
from vocatio.records.ledger.models import Committed, FactBase
from vocatio.records.ledger.replay import committed_tables
from vocatio.records.summonses.models import Summons

IMAGINE = "INSERT INTO {table} ({columns}) VALUES ({values})"
#: Those of cases are tried where there are some.
HERE = [table for table in EVIDENCE if table not in OF_CASES]


@pytest.fixture(scope="module")
def lived(server: launch.Server) -> Iterator[Log]:
    """A log of real acts: facts of all kinds of subject, readings, a profile."""
    with testing.cloned(server) as database:
        with testing.connected(database):
            world = World()
            world.crowd(3)
            callup_id = world.released(3)
            for summons in Summons.objects.filter(callup_id=callup_id):
                open_summons(summons.reference, by=addressee(summons), at=now())
                own.summons(summons.reference, by=addressee(summons), purpose="mine", at=now())
                own_copy(summons.reference, by=addressee(summons), at=now())
            attest(summons.reference, by=addressee(summons), at=now())
            asked = correct.ask_for(
                *(summons.person_id, "language", {"tag": "de"}, Channel.TELEPHONE),
                by=world.officer,
                at=now(),
            )
            acknowledge(asked.fact_id, by=world.officer, at=now())
            record_appearance(summons.id, by=world.officer, at=now())
            asked_about(world)
            why = "The portals did not answer."
            record_outage(now() - timedelta(hours=1), now(), why, by=world.officer, at=now())
            world.on_the_day(summons)
            close_day(world.office, summons.slot.starts_at.date(), by=world.officer, at=now())
            assert Case.objects.exists()
        with log_of(database) as log:
            log.integrate()
        with testing.connected(database):
            heard(log)
            for model in committed_tables():
                if not model._default_manager.exists():
                    imagined(database, model)
        with log_of(database) as log:
            log.integrate()
        unchecked(database)
        yield Log(database, log.places)


def asked_about(world: World) -> None:
    """Another authority asks about one whom the register knows, and one whom it does not."""
    manage.rotate_answering_key()
    border, desk = Asking(world), Desk(at=now())
    for number in ("Nc0", "nobody"):
        (reply,) = desk.ask([border.question(desk, number)], at=now())
        assert isinstance(reply, bytes)


def heard(log: Log) -> None:
    """What others say about the log: an attempt that failed, a token, a cosignature."""
    size = log.published().size
    for token, failure in ((None, "no answer"), (b"token", "")):
        keep(Attempt(uuid4(), size, "https://tsa.example/", now(), token, failure))
    note = notes.parse(log.files.read(CHECKPOINT))
    line = WITNESS.cosign(note.text, 1_800_000_000)
    cosign(Note(note.text, (*note.signatures, line)).encode(), [str(WITNESS.key)])


def imagined(database: testing.Database, model: type[Committed]) -> None:
    """A fact for a table that nothing here writes to, committed like any other."""
    assert issubclass(model, FactBase), f"{model} needs an act in this test"
    by = System("test", uuid4())
    fact = happened("Imagined", uuid4(), id=uuid4(), by=by, at=now(), person_id=uuid4())
    row = ledger._row(fact, fact.canonical())  # noqa: SLF001 because its table has no act yet
    with superuser(database) as thief:
        names, marks = ", ".join(ledger.COLUMNS), ", ".join(["%s"] * len(row))
        thief.execute(IMAGINE.format(table=model._meta.db_table, columns=names, values=marks), row)
    with transaction.atomic():
        commit(model, [Bytes(fact.id, fact.canonical(), bytes(32))])


def test_nothing_is_found_in_an_honest_database(lived: Log) -> None:
    verified, found = replayed(lived.database)
    assert found == []
    assert verified.size == verified.rows > 20
    assert (verified.waiting, verified.erased) == (0, 0)


def test_of_every_table_it_is_known_whether_it_holds_evidence() -> None:
    assert unplaced() == set(), "say in tables.py what they hold, and let `verify` look at it"


@pytest.mark.parametrize("table", HERE)
def test_every_change_of_a_column_is_found(lived: Log, table: str) -> None:
    changes_are_found(lived.database, table)


@pytest.mark.parametrize("table", HERE)
def test_every_row_that_is_gone_is_found(lived: Log, table: str) -> None:
    missing_rows_are_found(lived.database, table)


@pytest.mark.parametrize("table", HERE)
def test_every_row_that_was_slipped_in_is_found(lived: Log, table: str) -> None:
    inserted_rows_are_found(lived.database, table)


NOISE = "UPDATE {table} SET canonical = sha256(canonical)"
REWRITE = "UPDATE {table} SET entry = %s WHERE record_id = %s"
SWAP = """
UPDATE {table} a SET {column} = b.{column} FROM {table} b
WHERE a.ctid <> b.ctid AND a.ctid IN (SELECT {which}(ctid) FROM {table})
  AND b.ctid = (SELECT {other}(ctid) FROM {table})"""


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *((table, "canonical") for table in ("summonses_summonsfact", "access_reading")),
        *(("summonses_summonsfact", column) for column in ("subject_id", "person_id")),
        *(("summonses_summons", column) for column in ("person_id", "category", "slot_id")),
        *(("documents_content", column) for column in ("canonical", "summons_id")),
        *(("ledger_commitment", "entry"), ("ledger_leaf", "entry"), ("ledger_salt", "salt")),
        *(("ledger_checkpoint", "note"), ("access_reading", "person_id")),
    ],
)
def test_what_stands_in_one_row_and_belongs_to_another_is_found(
    lived: Log, table: str, column: str
) -> None:
    with superuser(lived.database) as thief, undone(thief, table):
        swap = SWAP.format(table=table, column=column, which="min", other="max")
        thief.execute(swap)
        thief.commit()
        changed = thief.execute(f"TABLE {table} EXCEPT TABLE kept").fetchone()
        _, found = replayed(lived.database)
        assert bool(found) == bool(changed), found


def test_a_thief_who_rewrites_everything_but_the_log_is_found(lived: Log) -> None:
    """A fact, its commitment and its leaf agree with each other; only the files do not."""
    tables = ("summonses_summonsfact", "ledger_commitment", "ledger_leaf")
    with superuser(lived.database) as thief:
        id_, content, salt = one(
            thief,
            """SELECT f.id, f.canonical, s.salt FROM summonses_summonsfact f
               JOIN ledger_salt s ON s.record_id = f.id WHERE f.kind = 'ContentHandover' LIMIT 1""",
        )
        lie = bytes(content).replace(b'"source":"system"', b'"source":"thieves"')
        assert lie != content
        entry = commitment(bytes(salt), lie)
        for table in tables:
            thief.execute(f"CREATE TABLE kept_{table} AS TABLE {table}")
        thief.execute(
            "UPDATE summonses_summonsfact SET canonical = %s, source = 'thieves' WHERE id = %s",
            [lie, id_],
        )
        for table in tables[1:]:
            thief.execute(REWRITE.format(table=table), [entry, id_])
        thief.commit()
        _, found = replayed(lived.database)
        for table in tables:
            thief.execute(EMPTY.format(table=table))
            thief.execute(f"INSERT INTO {table} TABLE kept_{table}")
            thief.execute(f"DROP TABLE kept_{table}")
    assert {finding.table for finding in found} == set(tables)
    assert replayed(lived.database)[1] == []


def test_bytes_that_are_no_text_are_found_and_stop_nothing(lived: Log) -> None:
    for table in ("summonses_summonsfact", "deliveries_outagefact", "callups_callupfact"):
        with superuser(lived.database) as thief, undone(thief, table):
            rows = thief.execute(NOISE.format(table=table)).rowcount
            thief.commit()
            _, found = replayed(lived.database)
        assert len({f.row for f in found if f.table == table}) == rows


def one(thief: psycopg.Connection[tuple[Any, ...]], query: str) -> tuple[Any, ...]:
    """The one row that this finds."""
    (found,) = thief.execute(query).fetchall()
    return found


def test_what_waits_is_told_and_what_was_taken_from_the_queue_is_found(lived: Log) -> None:
    with testing.connected(lived.database):
        summons = Summons.objects.all()[0]
        own.summons(summons.reference, by=addressee(summons), purpose="mine", at=now())
    verified, found = replayed(lived.database)
    assert (verified.waiting, found) == (1, [])
    with superuser(lived.database) as thief, undone(thief, "ledger_queued"):
        thief.execute("DELETE FROM ledger_queued")
        thief.commit()
        _, found = replayed(lived.database)
        assert [finding.what for finding in found] == ["neither in the log nor in the queue"]
    with superuser(lived.database) as thief, undone(thief, "access_reading"):
        thief.execute(
            "DELETE FROM access_reading WHERE id = (SELECT max(id::text)::uuid FROM access_reading)"
        )
        thief.commit()
        _, found = replayed(lived.database)
        assert [finding.table for finding in found] == ["access_reading"]


def test_damaged_files_are_named(lived: Log) -> None:
    size = lived.published().size
    for tile in (*tiles.packs_between(0, size), *tiles.tiles_of(size)):
        file = lived.places.files / tile.path
        content = file.read_bytes()
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        _, found = replayed(lived.database)
        file.write_bytes(content)
        assert "log" in {finding.table for finding in found}, file


def test_it_works_on_a_copy_of_the_files(lived: Log, tmp_path: Path) -> None:
    shutil.copytree(lived.places.files, tmp_path / "copy")
    key = str(signing.known(lived.places)[0])
    with testing.connected(lived.database):
        found = verify(print, lambda _: None, folder=tmp_path / "copy", vkeys=[key])
        assert found.findings == 0
        stranger = "x+e2b6a5a0+AQ=="
        with pytest.raises(BadKey):
            verify(print, lambda _: None, folder=tmp_path / "copy", vkeys=[stranger])
