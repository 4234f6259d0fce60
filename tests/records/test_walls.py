"""What no role but the owner may do, tried in raw SQL as that role."""

import psycopg
import pytest

from tests.database import Database

FACT_TABLES = (
    *("summonses_summonsfact", "callups_callupfact"),
    *("register_registerfact", "register_personfact", "cases_casefact"),
)
#: What is append-only besides facts and readings -> some column of it.
COLUMNS = {
    "documents_content": "canonical",
    "ledger_commitment": "entry",
    "ledger_leaf": "index",
    "ledger_checkpoint": "note",
    "ledger_stamp": "token",
    "ledger_cosignature": "line",
    "work_assignment": "at",
}
APPEND_ONLY = (*FACT_TABLES, "access_reading", *COLUMNS)


def refused(database: Database, role: str, statement: str) -> None:
    """The statement fails for want of privilege, as that role."""
    with database.connect(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("role", ["app", "bulk", "sequencer"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET {column} = {column}",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TABLE {}",
    ],
)
def test_what_is_append_only_cannot_be_altered(
    suite_database: Database, table: str, role: str, statement: str
) -> None:
    column = COLUMNS.get(table, "person_id")
    refused(suite_database, role, statement.format(table, column=column))


@pytest.mark.parametrize("role", ["app", "bulk", "retention", "sequencer", "migrator"])
def test_no_role_that_signs_in_is_powerful(suite_database: Database, role: str) -> None:
    with suite_database.connect(role) as connection:
        found = connection.execute(
            """SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls
               FROM pg_roles WHERE rolname = session_user"""
        ).fetchone()
    assert found == (False, False, False, False, False)


@pytest.mark.parametrize("role", ["app", "bulk", "retention", "sequencer"])
def test_the_roles_own_nothing(suite_database: Database, role: str) -> None:
    with suite_database.connect(role) as connection:
        owned = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = session_user::regrole"
        ).fetchone()
        member = connection.execute(
            "SELECT pg_has_role(session_user, 'vocatio_owner', 'MEMBER')"
        ).fetchone()
    assert (owned, member) == ((0,), (False,))


@pytest.mark.parametrize("table", FACT_TABLES)
def test_even_the_owner_cannot_alter_facts(suite_database: Database, table: str) -> None:
    with (
        suite_database.connect("migrator") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"),
    ):
        connection.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("role", ["app", "bulk", "retention"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ledger_leaf (index, record_id, entry) VALUES (0, gen_random_uuid(), '')",
        "INSERT INTO ledger_checkpoint (size, root, note) VALUES (0, '', '')",
        "INSERT INTO ledger_queued (record_id, entry) VALUES (gen_random_uuid(), '')",
        "DELETE FROM ledger_queued",
    ],
)
def test_only_the_sequencer_writes_the_log(
    suite_database: Database, role: str, statement: str
) -> None:
    refused(suite_database, role, statement)


@pytest.mark.parametrize("table", [*FACT_TABLES, "access_reading", "ledger_salt"])
def test_the_sequencer_sees_commitments_alone(suite_database: Database, table: str) -> None:
    refused(suite_database, "sequencer", f"TABLE {table}")
