"""The invariants can fail: plant what each forbids, and `vocatio check` reports it."""

import os
from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from tests import database as testing
from tests.actions.world import World, addressee
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.carry_out_correction import carry_out_correction
from vocatio.actions.callup.correct import approve_correction, correct_summons
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.delivery.rounds import go_round
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect.invariants import CACHE, QUEUE, RECEIPT, broken
from vocatio.actions.outage.certify import certify
from vocatio.actions.outage.record import record_outage
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import file
from vocatio.actions.summons.attendance import close_day, record_appearance
from vocatio.actions.summons.open import open_summons
from vocatio.domain.summons.corrections import Reason, Wanted, Way
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.entry.commands import check_command
from vocatio.project import launch
from vocatio.records.callups.invariants import COMMITTED, INVARIANTS
from vocatio.records.cases.invariants import INVARIANTS as OF_CASES
from vocatio.records.ledger.models import Committed
from vocatio.records.summonses.models import Summons

#: A fact like the one that is there, but of somebody else's making: `{}` is what changes in it.
REWRITE = """UPDATE {table} SET canonical = convert_to(
    jsonb_set(convert_from(canonical, 'UTF8')::jsonb, '{path}', '{value}')::text, 'UTF8')
WHERE kind = '{kind}'"""

#: Copy a fact under another kind and moment, as if it had been recorded then.
COPY = """INSERT INTO summonses_summonsfact
SELECT gen_random_uuid(), '{kind}', person_id, occurred_at, {moment}, source, canonical, subject_id
FROM summonses_summonsfact WHERE kind = '{like}' LIMIT 1"""

#: rule -> what breaks it, in SQL that no role of ours could run.
VIOLATIONS = {
    "every issued entry has its summons, for its person": (
        "UPDATE callups_manifestentry SET person_id = (SELECT id FROM register_person WHERE id "
        "NOT IN (SELECT person_id FROM callups_manifestentry) LIMIT 1) "
        "WHERE id = (SELECT min(id) FROM callups_manifestentry)"
    ),
    "what the search finds is what the register says": (
        "DELETE FROM register_searchentry WHERE person_id = (SELECT person_id FROM "
        "register_searchentry LIMIT 1)"
    ),
    "no withheld or waiting entry has a summons": (
        "UPDATE callups_manifestentry SET outcome = 'withheld' "
        "WHERE id = (SELECT min(id) FROM callups_manifestentry)"
    ),
    "no summons is beside a manifest": (
        "DELETE FROM callups_manifestentry WHERE id = (SELECT min(id) FROM callups_manifestentry)"
    ),
    "a released call-up has no entry left, and its numbers agree": (
        "UPDATE callups_manifestentry SET outcome = '' "
        "WHERE id = (SELECT min(id) FROM callups_manifestentry)"
    ),
    "the manifest has as many entries as it says": (
        "UPDATE callups_manifest SET entries = entries + 1"
    ),
    "one issue, and at most one arrival, for each summons": COPY.format(
        kind="ContentConsignment", like="ContentConsignment", moment="recorded_at"
    ),
    "the inbox shows what arrived, when it arrived, to its addressee": (
        "UPDATE deliveries_inboxitem SET available_at = available_at - interval '1 day'"
    ),
    "nobody is summoned twice by one call-up": (
        "UPDATE summonses_summons SET person_id = (SELECT min(id::text)::uuid FROM register_person)"
    ),
    "issue, new date and withdrawal name the hash of a content, and each content is named once": (
        "UPDATE documents_content SET canonical = canonical || 'x'::bytea"
    ),
    "two humans for every release (four eyes)": (
        "UPDATE callups_callupfact a SET canonical = s.canonical FROM callups_callupfact s "
        "WHERE a.kind = 'Approval' AND s.kind = 'Submission' AND s.subject_id = a.subject_id"
    ),
    "no summons for minors, the dead, the detained, the sick or the protected (F22)": (
        "UPDATE register_particulars SET born_earliest = '2015-01-01', born_latest = '2015-12-31'"
    ),
    "no summons without a number and an address from another source (F1)": (
        "UPDATE register_address SET source = 'number'"
    ),
    "no absence while a request was open (F7)": (
        "UPDATE summonses_summonsfact SET recorded_at = recorded_at + interval '1 year' "
        "WHERE kind = 'Decision'"
    ),
    "nobody is absent after they appeared": (
        "UPDATE summonses_summonsfact SET kind = 'Appearance' WHERE kind = 'ContentHandover'"
    ),
    "no absence before the time of the appointment": (
        "UPDATE summonses_summonsfact SET recorded_at = recorded_at - interval '60 days' "
        "WHERE kind = 'Absence'"
    ),
    "every new date leaves 14 days (F4)": (
        "UPDATE summonses_summonsfact SET recorded_at = recorded_at + interval '90 days' "
        "WHERE kind = 'Appointment'"
    ),
    "no slot holds more people than it has places": "UPDATE offices_slot SET capacity = 0",
    "only the addressee opens": REWRITE.format(
        table="summonses_summonsfact", path="{by,person}", value='"nobody"', kind="ContentHandover"
    ),
    "every fact, reading and version has its commitment, which its salt proves": (
        "UPDATE ledger_salt SET salt = sha256(salt)"
    ),
    "no commitment and no salt is about something that is not there": (
        "DELETE FROM ledger_profileversion"
    ),
    "every commitment waits for the log or is a leaf of it, never both": (
        "DELETE FROM ledger_queued"
    ),
    "nothing waits for the log or is a leaf of it without its commitment": (
        "INSERT INTO ledger_leaf (index, record_id, entry) VALUES (0, gen_random_uuid(), '')"
    ),
    "leaves are numbered from 0 without a gap, and checkpoints end within them": (
        "INSERT INTO ledger_leaf (index, record_id, entry) "
        "SELECT 7, record_id, entry FROM ledger_commitment LIMIT 1"
    ),
    "nobody is printed twice for one reason": COPY.format(
        kind="RelayToNonERDS", like="RelayToNonERDS", moment="recorded_at"
    ),
    "every batch's manifest says what its facts say": REWRITE.format(
        table="summonses_summonsfact", path="{data,last}", value="99", kind="RelayToNonERDS"
    ),
    "no alert was taken up after the opening of what it is about, or after a death": (
        "UPDATE summonses_summonsfact f SET kind = 'ConsignmentNotification', canonical = "
        "convert_to(jsonb_set(convert_from(canonical, 'UTF8')::jsonb, '{data}', "
        "jsonb_build_object('taken_up', now() + interval '9 years'))::text, 'UTF8') "
        "WHERE kind = 'Absence'"
    ),
    "two humans for every correction (four eyes), and none beside one": (
        "UPDATE callups_callupfact SET canonical = convert_to(jsonb_set(convert_from("
        "canonical, 'UTF8')::jsonb, '{by,human}', '\"one\"')::text, 'UTF8') "
        "WHERE kind LIKE 'Correction%'"
    ),
    "no outage counts by one human alone (F6)": (
        "UPDATE deliveries_outagefact SET canonical = convert_to(jsonb_set(convert_from("
        "canonical, 'UTF8')::jsonb, '{by,human}', '\"one\"')::text, 'UTF8')"
    ),
    "an alert that went out has one fact, and no other has one": (
        "UPDATE summonses_summonsfact SET kind = 'ConsignmentNotification' WHERE kind = 'Decision'"
    ),
    RECEIPT: (
        "UPDATE summonses_summonsfact SET canonical = convert_to(jsonb_set(convert_from("
        "canonical, 'UTF8')::jsonb, '{kind}', '\"ContentConsignment\"')::text, 'UTF8') "
        "WHERE kind = 'ContentHandover'"
    ),
    CACHE: "UPDATE summonses_summons SET state = 'excused'",
    QUEUE: "UPDATE work_item SET closed_at = since",
}


#: The same rule, broken in another way.
ALSO = {
    "no alert was taken up after the opening of what it is about, or after a death": (
        "INSERT INTO cases_casefact (id, kind, person_id, occurred_at, recorded_at, source, "
        "subject_id, canonical) SELECT gen_random_uuid(), kind, person_id, occurred_at, "
        "recorded_at, source, subject_id, convert_to(jsonb_set(convert_from("
        "canonical, 'UTF8')::jsonb, '{data,document}', '\"one\"')::text, 'UTF8') "
        "FROM summonses_summonsfact WHERE kind = 'ContentHandover';"
        "UPDATE summonses_summonsfact SET kind = 'ConsignmentNotification', canonical = "
        "convert_to(jsonb_set(convert_from(canonical, 'UTF8')::jsonb, '{data}', "
        "jsonb_build_object('taken_up', now() + interval '9 years', 'document', 'one'))::text, "
        "'UTF8') WHERE kind = 'Absence'"
    ),
}


@pytest.fixture(scope="module")
def finished(
    server: launch.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[testing.Database]:
    """A small call-up in which everything has happened once."""
    with testing.cloned(server) as database:
        with testing.connected(database), pytest.MonkeyPatch.context() as patch:
            patch.setenv("VOCATIO_PRINT_FOLDER", str(tmp_path_factory.mktemp("print")))
            _live()
        yield database


def _live() -> None:
    world = World()
    world.crowd(8)
    callup_id = world.approved(6)
    release(callup_id, by=world.approver, at=now())
    carry_out(callup_id)
    moved, refused, silent, withdrawn, *others = Summons.objects.filter(
        callup_id=callup_id
    ).order_by("id")
    asked = {
        one: file(one.reference, RequestKind.RESCHEDULE, "work", by=addressee(one), at=now())
        for one in (moved, refused)
    }
    reasons = (
        "Your employer needs you on that day, as you showed us. "
        "On any other day of that week you are free to come."
    )
    decide(asked[moved], Outcome.GRANTED, reasons, by=world.decider, at=now())
    decide(asked[refused], Outcome.REFUSED, reasons, by=world.decider, at=now())
    outage = record_outage(
        now() - timedelta(hours=1), now(), "Nobody could sign in.", by=world.officer, at=now()
    )
    certify(outage, by=world.decider, at=now())
    wanted = Wanted(Way.RECALL, Reason.ERROR)
    correction = correct_summons(withdrawn.reference, wanted, by=world.planner, at=now())
    approve_correction(correction, by=world.approver, at=now())
    carry_out_correction(correction)
    file(others[0].reference, RequestKind.HELP, "step_free", by=addressee(others[0]), at=now())
    open_summons(silent.reference, by=addressee(silent), at=now())
    advance_to(now() + timedelta(days=11))
    go_round()
    world.on_the_day(max(others, key=lambda one: one.slot.starts_at))
    for one in others:
        record_appearance(one.id, by=world.officer, at=now())
    for day in {one.slot.starts_at.date() for one in (refused, silent)}:
        close_day(world.office, day, by=world.officer, at=now())


@pytest.fixture
def violable(finished: testing.Database) -> Iterator[testing.Database]:
    """A copy to break."""
    access = launch.copy(finished.server, finished.name, f"vocatio_test_broken_{os.getpid()}")
    database = testing.Database(finished.server, access)
    with testing.connected(database):
        yield database
    launch.discard(finished.server, access.database)


def test_they_hold_at_first(finished: testing.Database, capsys: pytest.CaptureFixture[str]) -> None:
    with testing.connected(finished):
        assert check_command.run() == 0
    count = len(VIOLATIONS) + len(OF_CASES)
    assert f"{count} of {count} invariants hold." in capsys.readouterr().out


def test_every_invariant_is_tried() -> None:
    assert set(VIOLATIONS) == {*INVARIANTS, CACHE, QUEUE, RECEIPT}


@pytest.mark.parametrize(("rule", "violation"), [*VIOLATIONS.items(), *ALSO.items()])
def test_a_violation_is_reported(
    violable: testing.Database, capsys: pytest.CaptureFixture[str], rule: str, violation: str
) -> None:
    admin = psycopg.conninfo.make_conninfo(violable.access.admin, dbname=violable.name)
    with psycopg.connect(admin) as superuser:
        # Neither triggers nor foreign keys: this is what a thief of the server could do.
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(violation)
    assert broken(at=now())[rule] > 0
    assert check_command.run() == 1
    assert f"BROKEN  {rule}" in capsys.readouterr().out
    connection.close()


def test_every_table_that_is_committed_is_asked_about() -> None:
    tables = {m._meta.db_table for m in apps.get_models() if issubclass(m, Committed)}
    assert {table for table in tables if f" FROM {table}" not in COMMITTED} == set()
