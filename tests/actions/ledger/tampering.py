"""What a superuser can do to a table: change a column, take a row away, slip one in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from tests import database as testing
from tests.actions.ledger.tables import EVIDENCE
from tests.actions.ledger.world import superuser
from vocatio.actions.ledger.findings import Finding
from vocatio.actions.ledger.verify import Verified, verify

UPDATE = "UPDATE {table} SET {column} = {value} WHERE ctid = (SELECT max(ctid) FROM {table})"
DELETE = "DELETE FROM {table} WHERE ctid = (SELECT {which}(ctid) FROM {table})"
INSERT = """INSERT INTO {table} ({columns})
SELECT {values} FROM {table} WHERE ctid = (SELECT min(ctid) FROM {table})"""
DROP = "ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE"
PRIMARY = """SELECT a.attname FROM pg_index i
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
WHERE i.indisprimary AND i.indrelid = %s::regclass"""
EMPTY, REFILL = "DELETE FROM {table}", "INSERT INTO {table} SELECT * FROM kept"


def replayed(database: testing.Database) -> tuple[Verified, list[Finding]]:
    """What `verify` finds, as role app."""
    found: list[Finding] = []
    with testing.connected(database):
        verified = verify(found.append, lambda _: None)
    return verified, found


def unchecked(database: testing.Database) -> None:
    """Whoever took over the server can drop the checks of a table as well."""
    with superuser(database) as thief:
        checks = thief.execute(
            """SELECT conrelid::regclass::text, conname FROM pg_constraint
               WHERE contype IN ('c', 'u') AND connamespace = 'public'::regnamespace"""
        )
        for table, name in checks.fetchall():
            thief.execute(DROP.format(table=table, name=name))


#: Type of a column -> another value of it.
CHANGED = {
    "uuid": "gen_random_uuid()",
    "integer": "{} + 1000",
    "text": "{} || 'x'",
    "timestamp with time zone": "{} + interval '1 second'",
    "bytea": "sha256({})",
    "bigint": "coalesce({}, 0) + 100000",
}


@contextmanager
def undone(thief: psycopg.Connection[tuple[Any, ...]], table: str) -> Iterator[None]:
    """Put a table back as it was."""
    thief.execute(f"CREATE TEMPORARY TABLE kept AS TABLE {table}")
    yield
    thief.execute(EMPTY.format(table=table))
    thief.execute(REFILL.format(table=table))
    thief.execute("DROP TABLE kept")
    thief.commit()


def changed(thief: psycopg.Connection[tuple[Any, ...]], table: str, column: str) -> str:
    """SQL for another value of this column."""
    if column == "previous_id":
        return "-1"
    query = """SELECT data_type FROM information_schema.columns
               WHERE table_name = %s AND column_name = %s"""
    (kind,) = thief.execute(query, [table, column]).fetchone() or ("",)
    return CHANGED[kind].format(column)


def changes_are_found(database: testing.Database, table: str) -> None:
    """Another value in each evidential column, one after the other."""
    with superuser(database) as thief:
        for column in EVIDENCE[table]:
            with undone(thief, table):
                value = changed(thief, table, column)
                thief.execute(UPDATE.format(table=table, column=column, value=value))
                thief.commit()
                _, found = replayed(database)
            assert named(table) & {finding.table for finding in found}, column
    assert replayed(database)[1] == []


def named(table: str) -> set[str]:
    """Where a change shows: a wrong salt or leaf at its row, a content that moved at its seal,
    a signature at the measure that rests on it.
    """
    beside = {"ledger_salt", "ledger_leaf", "ledger_commitment", "documents_content"}
    beside |= {"cases_signature"}
    return set(EVIDENCE) if table in beside else {table}


def missing_rows_are_found(database: testing.Database, table: str) -> None:
    """The first one, then the last one. A salt may be erased, which is told."""
    with superuser(database) as thief:
        for which in ("min", "max"):
            with undone(thief, table):
                thief.execute(DELETE.format(table=table, which=which))
                thief.commit()
                verified, found = replayed(database)
            if table == "ledger_salt":
                assert (found, verified.erased) == ([], 1)
            else:
                assert table in {finding.table for finding in found}, found


def inserted_rows_are_found(database: testing.Database, table: str) -> None:
    """The like of one that is there."""
    with superuser(database) as thief:
        query = "SELECT column_name::text FROM information_schema.columns WHERE table_name = %s"
        columns = [name for (name,) in thief.execute(query, [table])]
        own = {name for (name,) in thief.execute(PRIMARY, [table])}
        values = [changed(thief, table, c) if c in own else c for c in columns]
        with undone(thief, table):
            thief.execute(
                INSERT.format(table=table, columns=", ".join(columns), values=", ".join(values))
            )
            thief.commit()
            _, found = replayed(database)
        assert table in {finding.table for finding in found}, found
