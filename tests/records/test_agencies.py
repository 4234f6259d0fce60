"""What no role can do to questions of other authorities, tried in raw SQL as that role."""

import json
import threading
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from itertools import product
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.database import Database
from vocatio.domain.evidence.canonical import canonical

#: A place in the future, so that the demo's clock need not be moved.
DAY = datetime(2030, 1, 1, tzinfo=UTC).date()
OLD = "interval '31 days'"


@pytest.fixture
def agency(own_database: Database) -> UUID:
    """An agency in the table, whoever registered it."""
    id_ = uuid4()
    with own_database.connect("migrator") as owner:
        owner.execute("INSERT INTO agencies_agency VALUES (%s, 'border')", [id_])
    return id_


def record(
    connection: psycopg.Connection[tuple[object, ...]],
    agency: UUID,
    person: UUID,
    answer: str = "nothing in force",
) -> UUID:
    """A question as the application keeps it; the id of its batch."""
    batch = uuid4()
    connection.execute(
        """SELECT agencies_record(%s, vocatio_now(), %s, ARRAY[%s::uuid], ARRAY[%s::uuid],
               ARRAY[%s], ARRAY['exit'], ARRAY['border-check'], ARRAY[%s::uuid], ARRAY[%s],
               ARRAY[NULL], %s)""",
        [batch, bytes(32), uuid4(), agency, uuid4().hex, person, answer, bytes(32)],
    )
    return batch


@pytest.fixture
def asked(own_database: Database, agency: UUID) -> tuple[UUID, UUID]:
    """A person about whom the answer was “nothing”, and one about whom it was not."""
    people = (uuid4(), uuid4())
    with own_database.connect() as app:
        record(app, agency, people[0])
        record(app, agency, people[1], "unknown")
    return people


def _seen(database: Database, role: str = "app", **settings: str) -> list[tuple[object, ...]]:
    with database.connect(role) as connection:
        for name, value in settings.items():
            connection.execute("SELECT set_config(%s, %s, true)", [f"vocatio.{name}", value])
        return connection.execute("SELECT person_id FROM agencies_query").fetchall()


def test_questions_are_read_one_person_at_a_time(
    own_database: Database, asked: tuple[UUID, UUID]
) -> None:
    nothing, other = asked
    assert _seen(own_database) == []
    assert _seen(own_database, own_record=str(nothing)) == [(nothing,)]
    assert _seen(own_database, record_of=str(nothing)) == []
    assert _seen(own_database, record_of=str(other)) == [(other,)]
    for role in ("bulk", "retention", "sequencer"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            _seen(own_database, role, own_record=str(nothing))


def test_no_role_writes_questions_or_places_past_the_functions(
    own_database: Database, asked: tuple[UUID, UUID]
) -> None:
    statements = (
        "INSERT INTO agencies_query SELECT * FROM agencies_query",
        "UPDATE agencies_query SET person_id = NULL",
        "DELETE FROM agencies_query",
        "TRUNCATE agencies_query",
        "UPDATE agencies_batch SET canonical = ''",
        "DELETE FROM agencies_batch",
        "ALTER TABLE agencies_query DISABLE ROW LEVEL SECURITY",
        "DELETE FROM agencies_place",
        "SELECT * FROM agencies_place",
    )
    for role, statement in product(("app", "bulk", "retention", "sequencer"), statements):
        with (
            own_database.connect(role) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)


def test_even_the_owner_shreds_nothing_before_its_time(
    own_database: Database, asked: tuple[UUID, UUID]
) -> None:
    with (
        own_database.connect("migrator") as owner,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="kept as it was asked"),
    ):
        owner.execute("DELETE FROM agencies_query")


def test_nothing_is_gone_after_30_days_for_everybody_and_then_shredded(
    own_database: Database, asked: tuple[UUID, UUID]
) -> None:
    nothing, other = asked
    with own_database.connect() as app:
        app.execute(f"SELECT vocatio_demo_advance({OLD})")
    assert _seen(own_database, own_record=str(nothing)) == []
    with own_database.connect() as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT agencies_shred()")
    with own_database.connect("retention") as retention:
        assert retention.execute("SELECT agencies_shred()").fetchone() == (1,)
        assert retention.execute("SELECT agencies_shred()").fetchone() == (0,)
    with own_database.connect("migrator") as owner:
        left = owner.execute("SELECT person_id FROM agencies_query").fetchall()
    assert left == [(other,)]


def test_a_batch_commits_to_its_questions(own_database: Database, agency: UUID) -> None:
    with own_database.connect() as app:
        batch = record(app, agency, uuid4())
        content, salt, entry = _bytes(
            app,
            """SELECT b.canonical, s.salt, c.entry FROM agencies_batch b
               JOIN ledger_salt s ON s.record_id = b.id
               JOIN ledger_commitment c ON c.record_id = b.id""",
        )
    with own_database.connect("migrator") as owner:
        own_salt, question = _bytes(owner, "SELECT salt, canonical FROM agencies_query")
    said = json.loads(content)
    assert (said["id"], said["other"]) == (str(batch), [])
    assert said["nothing"] == [sha256(own_salt + question).hexdigest()]
    assert entry == sha256(salt + content).digest()
    # What the database wrote is in the one form that RFC 8785 has for it.
    assert [canonical(json.loads(each)) for each in (content, question)] == [content, question]


def _bytes(connection: psycopg.Connection[tuple[object, ...]], query: str) -> tuple[bytes, ...]:
    found = connection.execute(query).fetchone()
    assert found
    assert all(isinstance(each, bytes) for each in found)
    return tuple(each for each in found if isinstance(each, bytes))


def test_a_question_is_answered_now(own_database: Database, agency: UUID) -> None:
    with own_database.connect() as app, pytest.raises(psycopg.errors.CheckViolation):
        app.execute(
            "SELECT agencies_record(%s, vocatio_now() - interval '1 minute', %s, ARRAY[%s::uuid], "
            "ARRAY[%s::uuid], ARRAY['j'], ARRAY['exit'], ARRAY['p'], ARRAY[NULL]::uuid[], "
            "ARRAY['unknown'], ARRAY[NULL], %s)",
            [uuid4(), bytes(32), uuid4(), agency, bytes(32)],
        )


def test_who_may_ask_is_said_by_two_humans_whoever_writes_it(
    own_database: Database, agency: UUID
) -> None:
    account, human = uuid4(), uuid4()
    with own_database.connect() as app:
        app.execute("INSERT INTO access_naturalperson VALUES (%s, 'One')", [human])
        app.execute(
            "INSERT INTO access_account (id, username, password, natural_person_id, roles, active)"
            " VALUES (%s, 'one', '', %s, '{}', true)",
            [account, human],
        )
    reference = {"account": str(account), "human": str(human)}
    for second in (reference, {"account": str(uuid4()), "human": str(uuid4())}, None):
        with (
            own_database.connect() as app,
            pytest.raises(psycopg.errors.CheckViolation, match="two natural persons"),
        ):
            _registered(app, agency, reference, second)


def _registered(
    app: psycopg.Connection[tuple[object, ...]],
    agency: UUID,
    by: dict[str, str],
    second: dict[str, str] | None,
) -> None:
    (now,) = app.execute("SELECT vocatio_now()").fetchone() or (None,)
    assert isinstance(now, datetime)
    at, id_ = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), uuid4()
    said = {
        "by": by,
        "data": {"confirmed_by": second},
        "id": str(id_),
        "kind": "AgencyRegistered",
        "occurred_at": at,
        "person": None,
        "recorded_at": at,
        "source": "system",
        "subject": str(agency),
    }
    app.execute(
        """INSERT INTO agencies_agencyfact
               (id, kind, subject_id, occurred_at, recorded_at, source, canonical)
           VALUES (%s, 'AgencyRegistered', %s, %s, %s, 'system', %s)""",
        [id_, agency, now, now, json.dumps(said).encode()],
    )


def test_many_who_ask_at_once_get_no_more_places_than_there_are(
    own_database: Database, agency: UUID
) -> None:
    budget, threads, each = 40, 4, 25
    left: list[int] = []

    def ask(number: int) -> None:
        with closing(own_database.connect()) as app:
            app.autocommit = True
            for n in range(each):
                # Half of them are persons whom another thread asks about too.
                who = sha256(f"{n if n % 2 else (number, n)}".encode()).digest() + bytes(4)
                found = app.execute(
                    "SELECT agencies_take_places(ARRAY[%s::uuid], %s, ARRAY[%s], %s)",
                    [agency, who, budget, DAY],
                ).fetchone()
                assert found
                left.append(len(found[0]))  # type: ignore[arg-type]  # because it is an array

    running = [threading.Thread(target=ask, args=(number,)) for number in range(threads)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    with own_database.connect("migrator") as owner:
        taken = owner.execute("SELECT count(*), max(place) FROM agencies_place").fetchone()
    assert taken == (budget, budget)
    persons = each // 2 + (each - each // 2) * threads
    assert len(left) == threads * each
    assert sum(left) >= persons - budget
