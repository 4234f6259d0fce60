"""The invariants of cases can fail: plant what each forbids, and it is counted."""

import os
from collections.abc import Iterator

import psycopg
import pytest

from tests import database as testing
from tests.actions.case.town import Town
from vocatio.project import launch
from vocatio.records.cases.invariants import INVARIANTS, offenders

#: rule -> what breaks it, in SQL that no role of ours could run; in the order of the rules.
VIOLATIONS = dict(
    zip(
        INVARIANTS,
        (
            "UPDATE cases_body SET independent = false",
            (
                "ALTER TABLE cases_measure DROP CONSTRAINT cases_measure_signature_id_key;"
                "UPDATE cases_measure SET signature_id = (SELECT signature_id FROM cases_finding)"
            ),
            "DELETE FROM access_reading",
            "UPDATE cases_finding SET notice = gen_random_uuid()",
            "DELETE FROM summonses_summonsfact WHERE kind = 'ContentHandover'",
            (
                "INSERT INTO cases_casefact (id, kind, person_id, occurred_at, recorded_at, "
                "source, canonical, subject_id) SELECT gen_random_uuid(), kind, person_id, "
                "occurred_at, recorded_at + interval '1 day', source, canonical, subject_id "
                "FROM cases_casefact "
                "WHERE kind = 'Finding' LIMIT 1"
            ),
            (
                "ALTER TABLE cases_case DROP CONSTRAINT case_one_episode;"
                "INSERT INTO cases_case (id, reference, person_id, duty) "
                "SELECT gen_random_uuid(), 'X', person_id, duty FROM cases_case"
            ),
            "UPDATE cases_measure SET until = until + interval '1 year'",
            "UPDATE cases_document SET canonical = convert_to('{}', 'UTF8')",
        ),
        strict=True,
    )
)


@pytest.fixture(scope="module")
def decided(town: Town) -> Town:
    """A town in which a measure was decided."""
    town.summoned().until_decided()
    return town


@pytest.fixture
def violable(decided: Town) -> Iterator[testing.Database]:
    """A copy to break."""
    server = decided.database.server
    with testing.connected(decided.database):
        pass
    access = launch.copy(server, decided.database.name, f"vocatio_test_cases_{os.getpid()}")
    with testing.connected(testing.Database(server, access)):
        yield testing.Database(server, access)
    launch.discard(server, access.database)


def test_they_hold(decided: Town) -> None:
    assert set(offenders().values()) == {0}


@pytest.mark.parametrize("rule", VIOLATIONS)
def test_a_violation_is_counted(violable: testing.Database, rule: str) -> None:
    admin = psycopg.conninfo.make_conninfo(violable.access.admin, dbname=violable.name)
    with psycopg.connect(admin) as superuser:
        # Neither triggers nor foreign keys: this is what a thief of the server could do.
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(VIOLATIONS[rule])
    assert offenders()[rule] > 0
