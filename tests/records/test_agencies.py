"""What no role can do to questions of other authorities, tried in raw SQL as that role."""

import json
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
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


KEEP = """
SELECT left_over, repeated FROM agencies_record(
    %(batch)s, vocatio_now() + %(late)s, %(salt)s, ARRAY[%(id)s::uuid], ARRAY[%(agency)s::uuid],
    ARRAY[%(jti)s], ARRAY['exit'], ARRAY['border-check'], ARRAY[%(person)s::uuid],
    ARRAY[%(answer)s], ARRAY[NULL], %(salt)s, %(who)s, ARRAY[%(budget)s], %(day)s)
"""


def record(
    connection: psycopg.Connection[tuple[object, ...]], agency: UUID, person: UUID, **more: object
) -> tuple[UUID, object]:
    """A question as the application keeps it: its batch, and who was left over and repeated."""
    given = {"batch": uuid4(), "late": timedelta(0), "salt": bytes(32), "id": uuid4()}
    given |= {"agency": agency, "jti": uuid4().hex, "person": person}
    given |= {"answer": "nothing in force", "budget": 100, "day": DAY}
    given |= {"who": sha256(person.bytes).digest() + bytes(4)} | more
    return given["batch"], connection.execute(KEEP, given).fetchone()  # type: ignore[return-value]  # because the batch is a uuid


@pytest.fixture
def asked(own_database: Database, agency: UUID) -> tuple[UUID, UUID]:
    """A person about whom the answer was “nothing”, and one about whom it was not."""
    people = (uuid4(), uuid4())
    with own_database.connect() as app:
        record(app, agency, people[0])
        record(app, agency, people[1], answer="unknown")
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
        batch, _ = record(app, agency, uuid4())
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
    for late in (timedelta(minutes=1), -timedelta(minutes=1)):
        with own_database.connect() as app, pytest.raises(psycopg.errors.CheckViolation):
            record(app, agency, uuid4(), late=late)


def test_no_agency_that_is_not_there_is_written_down(own_database: Database) -> None:
    with own_database.connect() as app, pytest.raises(psycopg.errors.ForeignKeyViolation):
        record(app, uuid4(), uuid4())


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
    left: list[bool] = []

    def ask(number: int) -> None:
        with closing(own_database.connect()) as app:
            app.autocommit = True
            for n in range(each):
                # Half of them are persons whom another thread asks about too.
                person = UUID(int=n if n % 2 else 1000 * number + n)
                _, found = record(app, agency, person, budget=budget)
                left.append(found == ([1], []))

    running = [threading.Thread(target=ask, args=(number,)) for number in range(1, threads + 1)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    with own_database.connect("migrator") as owner:
        taken = owner.execute("SELECT count(*), max(place) FROM agencies_place").fetchone()
        kept = owner.execute("SELECT count(*) FROM agencies_query").fetchone()
    assert taken == (budget, budget)
    persons = each // 2 + (each - each // 2) * threads
    assert sum(left) >= persons - budget
    assert kept == (threads * each - sum(left),)


def test_a_jti_is_kept_once(own_database: Database, agency: UUID) -> None:
    with own_database.connect() as app:
        kept = [record(app, agency, uuid4(), jti="same")[1] for _ in range(2)]
        batches = app.execute("SELECT count(*) FROM agencies_batch").fetchone()
    assert kept == [([], []), ([], [1])]
    assert batches == (1,)
