"""The floor in SQL: what cannot be written as role app, whichever way it comes.

One person was summoned, read it, stayed away, was notified, and had their 14 days. From there
each attack is raw rows in a transaction that is rolled back.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests import database as testing
from tests.records.case_ground import DAY, Ground, ready
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.law import floor
from vocatio.domain.summons.kinds import Kind
from vocatio.gateways import identity
from vocatio.project import launch
from vocatio.records.access.models import Account
from vocatio.records.cases.models import (
    Case,
    Measure,
    Signature,
)
from vocatio.records.summonses.models import SummonsFact


@pytest.fixture(scope="module")
def ground(server: launch.Server) -> Iterator[Ground]:
    """Committed, so that each test can roll back to it."""
    with testing.cloned(server) as database, testing.connected(database):
        yield ready(database)


@pytest.fixture(autouse=True)
def undone(ground: Ground) -> Iterator[None]:
    """What a test writes is rolled back."""
    with testing.rolled_back():
        yield


def refused(act: Any, rule: str) -> None:
    """The act fails by that rule, at once or when the transaction ends."""
    with pytest.raises(DatabaseError) as raised:
        _whole(act)
    cause = raised.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert cause.diag.constraint_name == rule, str(cause)


def _whole(act: Any) -> None:
    with transaction.atomic():
        act()
        end()


def end() -> None:
    """What is checked at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_by_the_rules_it_can_be_written(ground: Ground) -> None:
    ground.measure(ground.find())
    end()


def test_a_file_is_read_without_those_of_others(ground: Ground) -> None:
    """Whatever is made whole before anything is taken from it grows with the number of cases."""
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN SELECT FROM cases_finding f JOIN cases_file c ON c.id = f.fact_id"
            " AND c.case_id = f.case_id WHERE f.case_id = %s",
            [ground.case.id],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "CTE" not in plan, plan


def test_a_decision_enters_with_the_row_that_is_checked(ground: Ground) -> None:
    for kind in (CaseKind.FINDING, CaseKind.MEASURE):
        refused(lambda kind=kind: ground.fact(kind, ground.judges[0]), "facts")


@pytest.mark.parametrize("who", ["officer", "planner", "servant"])
def test_nobody_of_the_issuer_signs(ground: Ground, who: str) -> None:
    refused(lambda: ground.find(getattr(ground, who)), "F11")


def test_who_took_part_does_not_sign(ground: Ground) -> None:
    ground.fact(CaseKind.REMINDER, ground.judges[0], document=str(identity.new_id()))
    refused(ground.find, "F10")
    ground.find(ground.judges[1])


def test_a_signature_is_of_one_decision_and_one_human(ground: Ground) -> None:
    finding = ground.find()
    refused(lambda: ground.measure(finding, signature_id=finding.signature_id), "F10")
    other = ground.sign(ground.fact("Evidence", ground.judges[1]), ground.judges[1])
    refused(lambda: ground.measure(finding, signature_id=other.id), "F10")


def test_nobody_signs_more_than_a_day_holds(ground: Ground) -> None:
    judge = ground.judges[0]
    for _ in range(floor.DECISIONS_A_DAY):
        ground.sign(ground.fact("Evidence", judge), judge)
    refused(lambda: ground.sign(ground.fact("Evidence", judge), judge), "F10")


def test_a_signature_is_not_dated_back(ground: Ground) -> None:
    judge = ground.judges[0]
    given: dict[str, Any] = {"human_id": judge.natural_person_id}
    given |= {"fact_id": ground.fact("Evidence", judge).id}
    given |= {"body_id": "court", "realm": judge.realm}
    early = now() - DAY
    refused(lambda: Signature.objects.create(id=identity.new_id(), signed_at=early, **given), "F2")


def test_a_signature_is_given_where_its_body_signs_in(ground: Ground) -> None:
    judge = ground.judges[0]
    elsewhere = Account.objects.create(
        id=identity.new_id(),
        username="also",
        password="x",
        natural_person_id=judge.natural_person_id,
        roles=["judge"],
    )
    refused(lambda: ground.find(replace(judge, account_id=elsewhere.id)), "F11")


def test_the_application_makes_no_account_of_a_court(ground: Ground) -> None:
    human = ground.judges[0].natural_person_id
    given = {"id": identity.new_id(), "username": "false", "roles": [], "natural_person_id": human}
    refused(lambda: Account.objects.create(realm="court.example", password="x", **given), "F11")
    real = Account.objects.filter(natural_person_id=human)
    refused(lambda: real.update(password="known to the authority"), "F11")


@pytest.mark.parametrize("kind", ["AppealDecision", "EnforcementOrder"])
def test_an_appeal_is_decided_by_the_body_and_by_somebody_fresh(ground: Ground, kind: str) -> None:
    refused(lambda: ground.fact(kind, ground.planner, outcome="dismissed"), "F11")
    refused(lambda: ground.fact(kind, ground.judges[2], outcome="dismissed"), "F11")
    ground.find()
    stale, fresh = ground.judges[0], ground.judges[1]
    refused(lambda: ground.sign(ground.fact(kind, stale, outcome="dismissed"), stale), "F14")
    ground.sign(ground.fact(kind, fresh, outcome="dismissed"), fresh)
    end()


def test_a_review_that_nobody_of_the_body_signed_keeps_nothing_going(ground: Ground) -> None:
    refused(lambda: ground.fact(CaseKind.MEASURE_REVIEW, ground.officer), "F11")
    ground.sign(ground.fact(CaseKind.MEASURE_REVIEW, ground.judges[0]), ground.judges[0])
    end()


def test_the_same_request_blocks_once(ground: Ground) -> None:
    said = {"kind": "reschedule", "ground": "other"}
    request = ground.of_summons(Kind.REQUEST, ground.person, **said)
    data = {"request": str(request.id), "outcome": "refused"}
    ground.of_summons(Kind.DECISION, ground.officer, **data)
    ground.of_summons(Kind.REQUEST, ground.person, **said)
    ground.find()


def test_one_finding_and_no_case_after_it(ground: Ground) -> None:
    ground.find()
    refused(ground.find, "cases_finding_case_id_key")
    absence = SummonsFact.objects.get(subject=ground.summons, kind=Kind.ABSENCE)
    refused(lambda: ground.fact(CaseKind.OPENED, ground.officer, absence=str(absence.id)), "F17")


def test_no_second_episode_for_the_same_duty(ground: Ground) -> None:
    again = {"person_id": ground.summons.person_id, "duty": ground.summons.category}
    again |= {"reference": identity.new_reference()}
    refused(lambda: Case.objects.create(id=identity.new_id(), **again), "case_one_episode")


def test_the_hearing_takes_its_time(ground: Ground) -> None:
    document = identity.new_id()
    data = {"document": str(document), "considers": ["fine"]}
    ground.fact(CaseKind.NOTICE, ground.officer, **data)
    refused(ground.find, "F8")  # on the notice before
    refused(lambda: ground.find(notice=document), "F8")  # not received
    ground.fact(Kind.OPENED, ground.officer, document=str(document))
    refused(lambda: ground.find(notice=document), "F8")  # an officer helped: no receipt
    ground.fact(Kind.OPENED, ground.person, document=str(document))
    advance_to(now() + 13 * DAY)
    refused(lambda: ground.find(notice=document), "F8")
    advance_to(now() + 2 * DAY)
    ground.find(notice=document)


def test_a_request_blocks(ground: Ground) -> None:
    request = ground.of_summons(Kind.REQUEST, ground.person, kind="reschedule", ground="other")
    refused(ground.find, "F7")
    data = {"request": str(request.id), "outcome": "refused"}
    ground.of_summons(Kind.DECISION, ground.officer, **data)
    ground.find()


@pytest.mark.parametrize(
    ("kind", "rule"), [(CaseKind.NOT_ME, "F1"), (CaseKind.STAY, "F26"), (CaseKind.RECALL, "F16")]
)
def test_what_stops_a_case(ground: Ground, kind: str, rule: str) -> None:
    until = instant(now() + 90 * DAY)
    fact = ground.of_summons if kind == CaseKind.RECALL else ground.fact
    fact(kind, ground.planner, until=until)
    refused(ground.find, rule)


def test_who_appeared_refused_nothing(ground: Ground) -> None:
    ground.of_summons(Kind.APPEARANCE, ground.officer)
    refused(ground.find, "F16")


def test_no_case_without_receipt_or_absence(ground: Ground) -> None:
    opening = SummonsFact.objects.get(subject=ground.summons, kind=Kind.OPENED)
    ground.fact(CaseKind.RETRACTION, ground.officer, retracts=str(opening.id))
    refused(ground.find, "F9")
    ground.of_summons(Kind.OPENED, ground.person)
    refused(ground.find, "F4")  # received after the appointment
    absence = SummonsFact.objects.get(subject=ground.summons, kind=Kind.ABSENCE)
    ground.fact(CaseKind.RETRACTION, ground.officer, retracts=str(absence.id))
    refused(ground.find, "F9")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"kind": "credit"}, "measure_kind"),
        ({"scope": ""}, "measure_scope_said"),
        ({"code": "licence"}, "F8"),
        ({"notice": UUID(int=1)}, "F8"),
        ({"finding_id": UUID(int=1)}, "F9"),
    ],
)
def test_a_measure_is_bounded(ground: Ground, changes: dict[str, Any], rule: str) -> None:
    finding = ground.find()
    refused(lambda: ground.measure(finding, **changes), rule)


@pytest.mark.parametrize(
    ("starts", "ends", "reviewed", "rule"),
    [
        (13, 60, 30, "F13"),
        (20, 202, 30, "F15"),
        (20, 20, 20, "measure_ends_after"),
        (20, 60, 19, "measure_review_within"),
        (20, 60, 60, "measure_review_within"),
    ],
)
def test_a_measure_has_its_times(
    ground: Ground, starts: int, ends: int, reviewed: int, rule: str
) -> None:
    finding, at = ground.find(), now()
    times = {
        "starts": at + starts * DAY,
        "until": at + ends * DAY,
        "review_on": at + reviewed * DAY,
    }
    refused(lambda: ground.measure(finding, **times), rule)


def test_a_measure_repeats_its_fact(ground: Ground) -> None:
    finding = ground.find()
    fact = ground.fact(CaseKind.MEASURE, ground.judges[0], measure="fine")
    at = now() + 20 * DAY
    row = {
        "fact_id": fact.id,
        "case_id": ground.case.id,
        "finding_id": finding.fact_id,
        "signature_id": ground.sign(fact, ground.judges[0]).id,
        "code": "fine",
        "kind": "fine_proposal",
        "scope": "x",
        "document": identity.new_id(),
        "notice": ground.notice,
        "starts": at,
        "until": at + 60 * DAY,
        "review_on": at + 30 * DAY,
    }
    refused(lambda: Measure.objects.create(**row), "facts")


def test_a_notice_carries_one_measure_and_an_episode_twelve_months(ground: Ground) -> None:
    finding = ground.find()
    for days in (181, 181):
        at = now() + 20 * DAY
        ground.measure(finding, starts=at, until=at + days * DAY)
        short = {"starts": at, "until": at + DAY, "review_on": at}
        refused(lambda short=short: ground.measure(finding, **short), "cases_measure_notice_key")
        ground.notice = ground.notify()
    refused(lambda: ground.measure(finding), "F15")
    end()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO cases_body VALUES ('mine', 'Mine', true, 'mine.example')",
        "INSERT INTO cases_member SELECT id, 'court' FROM access_naturalperson",
        "UPDATE cases_body SET independent = true",
        "UPDATE cases_measure SET until = until + interval '1 year'",
        "DELETE FROM cases_finding",
        "ALTER TABLE cases_measure DISABLE TRIGGER ALL",
        "DROP FUNCTION vocatio_check_measure()",
        "CREATE OR REPLACE VIEW cases_file AS SELECT 1",
    ],
)
def test_the_rules_cannot_be_taken_away(ground: Ground, statement: str) -> None:
    with (
        pytest.raises(DatabaseError) as raised,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert isinstance(raised.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_the_numbers_in_sql_are_those_of_the_floor() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT string_agg(prosrc, ' ') FROM pg_proc
               WHERE proname ~ '^vocatio_(require|check)_(clear|heard|measure|signature)$'"""
        )
        (source,) = cursor.fetchone()
    days = {timedelta(days=int(found)) for found in re.findall(r"interval '(\d+) days'", source)}
    assert days == {
        floor.MINIMUM_NOTICE,
        floor.HEARING,
        floor.MEASURE_WAITS,
        floor.STAY_ENDS,
        floor.LONGEST_MEASURE,
        floor.LONGEST_EPISODE,
    }
    assert f">= {floor.DECISIONS_A_DAY} THEN" in source
