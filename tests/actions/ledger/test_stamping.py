"""Time-stamps of a real authority on loopback: kept, retried, and what F2 asks of them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection

from tests import database as testing
from tests.actions.ledger.tampering import replayed
from tests.actions.ledger.test_cosign import cosigned
from tests.actions.ledger.world import Log, superuser
from tests.actions.world import World, addressee
from tests.domain.evidence.signing import WITNESS
from tests.tsa import Authority, make_root
from vocatio.actions.clock import now
from vocatio.actions.law import put_in_force
from vocatio.actions.ledger import stamp
from vocatio.actions.ledger.cosign import cosign
from vocatio.actions.ledger.stamping import JOB, bracket_of, covered_since
from vocatio.actions.ledger.status import status
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import file
from vocatio.domain.evidence.outside import Attempt, Line
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.entry.jobs.stamp import BadInterval, interval
from vocatio.gateways import timestamping
from vocatio.gateways.timestamping import AuthorityMissing, NoStamp
from vocatio.project.serve import sequencer, worker
from vocatio.records.ledger.models import Checkpoint, Commitment, Cosignature, Leaf, Queued, Stamp


@dataclass
class Served:
    """An authority behind HTTP; while `closed` it answers 503."""

    url: str
    closed: bool = False
    asked: int = 0


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """OpenSSL's authority on loopback, and the file with its root."""
    home, root = tmp_path_factory.mktemp("tsa"), make_root()
    real = Authority(home, root)
    (home / "root.pem").write_bytes(root.pem)
    served = Served("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            served.asked += 1
            self.send_response(503 if served.closed else 200)
            self.end_headers()
            if not served.closed:
                self.wfile.write(real.reply(query))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield served, home / "root.pem"
    server.shutdown()


@pytest.fixture
def tsa(authority: tuple[Served, Path], monkeypatch: pytest.MonkeyPatch) -> Served:
    """The authority, configured."""
    served, root = authority
    served.closed, served.asked = False, 0
    monkeypatch.setenv("VOCATIO_TSA_URL", served.url)
    monkeypatch.setenv("VOCATIO_TSA_ROOTS", str(root))
    return served


@contextmanager
def as_app(log: Log) -> Iterator[None]:
    """Act as the application, while the fixture works as the sequencer."""
    with testing.connected(log.database):
        yield


def committed(log: Log, count: int) -> UUID:
    """Integrate what waits, commit, integrate, and return the record of the last leaf."""
    log.integrate()
    log.commit(count)
    log.integrate()
    return Leaf.objects.order_by("-index")[0].record_id


def test_a_token_covers_what_was_in_the_log(log: Log, tsa: Served) -> None:
    first = committed(log, 3)
    with as_app(log):
        assert covered_since(first) is None
        stamp.stamp_record(first)
        since = covered_since(first)
        assert since is not None
        assert abs(since - datetime.now(UTC)) < timedelta(minutes=5)
        stamp.stamp_record(first)
        assert not stamp.stamp_last()
        assert tsa.asked == 1, "one token is enough"
    second = committed(log, 1)
    with as_app(log):
        assert bracket_of(second).before is None
        assert bracket_of(second).after is not None
        assert stamp.stamp_last()
        found = bracket_of(second)
        assert found.after
        assert found.before
        assert found.after.latest <= found.before.latest
        assert covered_since(first) == since
        assert (status().stamps, status().stamped, status().failure) == (2, 5, None)


def test_a_stamp_asks_for_no_stamp(log: Log, tsa: Served) -> None:
    """Its own entry makes the log grow; were that to be stamped, it would never end."""
    committed(log, 3)
    with as_app(log):
        assert stamp.stamp_last()
    assert log.integrate() == 4
    with as_app(log):
        assert not stamp.stamp_last()
        content = cosigned(log, (WITNESS, 1_800_000_000))
        cosign(content, [str(WITNESS.key)])
    assert log.integrate() == 5
    with as_app(log):
        assert not stamp.stamp_last()
    committed(log, 1)
    with as_app(log):
        assert stamp.stamp_last()
    assert tsa.asked == 2


def test_a_failure_is_written_down_and_tried_again(log: Log, tsa: Served) -> None:
    record = committed(log, 1)
    tsa.closed = True
    with as_app(log):
        with pytest.raises(NoStamp, match="503"):
            stamp.stamp_record(record)
        assert "503" in (status().failure or "")
        assert covered_since(record) is None
        tsa.closed = False
        with pytest.raises(stamp.NotYet):
            stamp.stamp_record(record)
        assert stamp.stamp_last()
        assert covered_since(record)
        assert Stamp.objects.exclude(failure="").count() == 1, "the failure stays"


def test_what_the_log_does_not_cover_yet_waits(log: Log, tsa: Served) -> None:
    log.commit(1)
    log.integrate()
    log.commit(1)
    with as_app(log):
        (waits,) = _one("SELECT record_id FROM ledger_queued")
        with pytest.raises(stamp.NotYet):
            stamp.stamp_record(waits)
    assert tsa.asked == 0


def test_a_foreign_authority_is_refused(
    log: Log, tsa: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.pem").write_bytes(make_root("other").pem)
    monkeypatch.setenv("VOCATIO_TSA_ROOTS", str(tmp_path / "other.pem"))
    committed(log, 1)
    with as_app(log), pytest.raises(NoStamp, match="trusted"):
        stamp.stamp_last()
    assert tsa.asked == 1


def test_a_token_that_stamps_something_else_is_found(log: Log, tsa: Served) -> None:
    """Even where its row was committed as it is: whoever runs the machine can write such a row."""
    committed(log, 1)
    with as_app(log):
        stamp.stamp_last()
        honest = Stamp.objects.get()
        committed_as = (honest.checkpoint_id, "elsewhere", now(), bytes(honest.token or b"")[:-1])
        stamp.keep(Attempt(uuid4(), *committed_as, ""))
    log.integrate()
    _, found = replayed(log.database)
    assert {finding.table for finding in found} == {"nothing", "ledger_stamp"}
    assert tsa.asked == 1


def test_the_database_holds_the_columns_against_the_bytes(log: Log) -> None:
    committed(log, 1)
    with as_app(log):
        lie = Attempt(uuid4(), 1, "https://tsa.example/", now(), b"token", "")
        about = {"id": lie.id, "checkpoint_id": 1, "authority": lie.authority}
        for token in (b"other", None):
            with pytest.raises(IntegrityError, match="hashed bytes"):
                Stamp.objects.create(
                    **about,
                    asked_at=lie.asked_at,
                    token=token,
                    failure=lie.failure,
                    canonical=lie.canonical(),
                )
        said = Line(uuid4(), 1, "witness.example/w1", b"line", "vkey")
        with pytest.raises(IntegrityError, match="hashed bytes"):
            Cosignature.objects.create(
                id=said.id,
                checkpoint_id=1,
                witness="another",
                line=said.line,
                canonical=said.canonical(),
            )


def test_releases_and_decisions_ask_for_one(db: testing.Database, tsa: Served) -> None:
    assert tsa.asked == 0, db.name
    world = World()
    summons = world.summoned()
    asked = file(summons.reference, RequestKind.DEFERRAL, "work", by=addressee(summons), at=now())
    reasons = "Your employer needs you on that day, as you showed us."
    decide(asked, Outcome.GRANTED, reasons, by=world.decider, at=now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [JOB])
        assert cursor.fetchone() == (3,), "release, its completion, decision"


def awaited(what: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for other processes."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


def stamped_facts() -> bool:
    """Whether a token covers everything that is in the log but stamps."""
    facts = Commitment.objects.exclude(held_in="ledger_stamp").count()
    return Stamp.objects.exclude(token=None).filter(checkpoint_id__gte=facts).exists()


def test_a_worker_has_the_log_stamped_without_being_asked(
    own_database: testing.Database, tsa: Served
) -> None:
    """The job of the interval, in a worker beside a sequencer; nothing here defers it."""
    put_in_force("arrival")
    on = own_database.server, own_database.access
    with sequencer(*on):
        awaited(lambda: Checkpoint.objects.filter(size__gt=0).exists())
        with worker(*on):
            awaited(stamped_facts)
            awaited(lambda: not Queued.objects.exists())
    record = Commitment.objects.exclude(held_in="ledger_stamp").first()
    assert record
    assert covered_since(record.record_id)
    assert tsa.asked == Stamp.objects.count() == 1


@pytest.mark.long
def test_a_worker_tries_again_what_failed(own_database: testing.Database, tsa: Served) -> None:
    put_in_force("arrival")
    tsa.closed = True
    on = own_database.server, own_database.access
    with sequencer(*on):
        awaited(lambda: Checkpoint.objects.filter(size__gt=0).exists())
        with worker(*on):
            awaited(lambda: Stamp.objects.filter(token=None).exists())
            assert "503" in (status().failure or "")
            tsa.closed = False
            awaited(stamped_facts)
    assert status().failure is None
    assert Stamp.objects.filter(token=None).exists(), "the failure stays"


@pytest.mark.parametrize("said", ["0", "60", "-1", "ten", "1.5", ""])
def test_an_interval_that_is_none_is_said(said: str) -> None:
    with pytest.raises(BadInterval, match="from 1 to 59"):
        interval(said)


def test_production_does_not_start_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VOCATIO_TSA_URL", raising=False)
    with pytest.raises(AuthorityMissing, match="VOCATIO_TSA_URL"):
        timestamping.require()
    monkeypatch.setenv("VOCATIO_TSA_URL", "ftp://nowhere/")
    with pytest.raises(AuthorityMissing, match="no http address"):
        timestamping.require()
    monkeypatch.setenv("VOCATIO_TSA_URL", "http://127.0.0.1:9/")
    with pytest.raises(AuthorityMissing, match="VOCATIO_TSA_ROOTS"):
        timestamping.require()
    monkeypatch.setenv("VOCATIO_TSA_ROOTS", "/nowhere.pem")
    with pytest.raises(AuthorityMissing, match="nowhere"):
        timestamping.require()


def _one(query: str) -> tuple[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return (UUID(str(cursor.fetchone()[0])),)


#: Rows as they were before they had bytes to commit.
BEFORE = (
    """INSERT INTO ledger_stamp (id, checkpoint_id, authority, asked_at, failure, canonical)
       VALUES (gen_random_uuid(), 1, 'x', now(), 'no answer', '')""",
    """INSERT INTO ledger_stamp (id, checkpoint_id, authority, asked_at, token, failure, canonical)
       VALUES (gen_random_uuid(), 1, 'x', now(), 'token', '', '')""",
    """INSERT INTO ledger_cosignature (id, checkpoint_id, witness, line, canonical)
       VALUES (gen_random_uuid(), 1, 'w', 'line', '')""",
)


def test_rows_of_before_are_committed_by_the_migration(log: Log) -> None:
    migration = import_module("vocatio.records.ledger.migrations.0007_outside")
    committed(log, 1)
    with superuser(log.database) as thief:
        for statement in BEFORE:
            thief.execute(statement)
    with testing.connected(log.database, "migrator"), connection.schema_editor() as editor:
        migration.commit_what_is_there(apps, editor)
    log.integrate()
    _, found = replayed(log.database)
    assert {finding.table for finding in found} == {"nothing"}
    with superuser(log.database) as thief:
        thief.execute("DELETE FROM ledger_stamp WHERE token IS NULL")
    _, found = replayed(log.database)
    assert {finding.table for finding in found} == {"nothing", "ledger_stamp"}
    with testing.connected(log.database, "migrator"), pytest.raises(ProgrammingError, match="only"):
        Stamp.objects.all().delete()
