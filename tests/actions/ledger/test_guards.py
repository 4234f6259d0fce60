"""`ledger verify` names each trigger that somebody took away, switched off, or made harmless."""

import pytest

from tests import database as testing
from tests.actions.ledger.tampering import replayed
from tests.actions.ledger.world import Log, superuser
from vocatio.actions.ledger.findings import Finding
from vocatio.records.ledger import guards

HARMLESS = """
CREATE OR REPLACE FUNCTION vocatio_check_fact() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RETURN NEW; END $$
"""


def found(log: Log, *changes: str) -> list[Finding]:
    """What is found once a superuser has done this."""
    log.commit(1)
    log.integrate()
    with superuser(log.database) as thief:
        for change in changes:
            thief.execute(change)
    return [one for one in replayed(log.database)[1] if one.table != "nothing"]


def test_the_migrations_are_read_as_the_server_read_them(own_database: testing.Database) -> None:
    with testing.connected(own_database):
        there = {one for one in guards.there() if not one.table.startswith("procrastinate")}
        assert guards.made() == there
    names = {one.name for one in there}
    assert {"append_only_rows", "append_only_table", "check_fact", "floor", "queued"} <= names


@pytest.mark.parametrize(
    ("change", "table", "trigger"),
    [
        ("DROP TRIGGER append_only_rows ON {}", "summonses_summonsfact", "append_only_rows"),
        ("ALTER TABLE {} DISABLE TRIGGER append_only_table", "cases_casefact", "append_only_table"),
        ("ALTER TABLE {} DISABLE TRIGGER ALL", "cases_measure", "floor"),
        ("ALTER TABLE {} ENABLE REPLICA TRIGGER queued", "ledger_commitment", "queued"),
        (HARMLESS, "callups_callupfact", "check_fact"),
    ],
)
def test_a_trigger_that_is_gone_off_or_harmless_is_named(
    log: Log, change: str, table: str, trigger: str
) -> None:
    assert (table, trigger) in {(one.table, one.row) for one in found(log, change.format(table))}


def test_where_all_are_there_none_is_named(log: Log) -> None:
    assert found(log) == []
