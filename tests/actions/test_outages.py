"""Outages: recorded, certified by a second person, applied wherever the law decides (F6)."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import pytest

from tests import database as testing
from tests.actions.ledger.world import log_of
from tests.actions.test_draft_rules import production
from tests.actions.world import Ship, World, addressee
from tests.database import Database, connected
from tests.domain.builders import dated_profile
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect import own
from vocatio.actions.inspect.bundle import bundle_of
from vocatio.actions.inspect.invariants import broken
from vocatio.actions.inspect.outages import outages as listed
from vocatio.actions.inspect.service import explain
from vocatio.actions.law import outages
from vocatio.actions.outage.apply import apply_outages
from vocatio.actions.outage.certify import certify, decline
from vocatio.actions.outage.probe import probe
from vocatio.actions.outage.record import end_outage, record_outage
from vocatio.actions.summons.append import status_at
from vocatio.domain.actors import Role, System
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.law.outages import SecondPerson
from vocatio.domain.law.service import NotServed, Served
from vocatio.gateways import health
from vocatio.gateways.ledger_log import signing
from vocatio.records.deliveries.models import Beat, Outage
from vocatio.records.documents.models import FreeText
from vocatio.records.summonses.models import Summons
from vocatio.verify import bundle as verifier
from vocatio.verify.findings import Verdict
from vocatio.verify.trust import Trust

__all__ = ["production"]


class Portals:
    """Answers like the page of the portals that probes ask for, well or not."""

    status = 200


@pytest.fixture
def portals(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portals]:
    """On loopback, in a thread."""
    told = Portals()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(told.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv(health.VARIABLE, f"http://127.0.0.1:{server.server_port}/health/")
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


WHY = "The portal could not be reached from outside."
LAPSE = {"after": {"fact": "ContentConsignment", "count": 4, "unit": "day"}}
HOUR = timedelta(hours=1)


def slow(ship: Ship, people: int) -> tuple[World, list[Summons]]:
    """Summonses that are served four days after they came to the inbox."""
    ship(dated_profile(inbox=LAPSE))
    world = World()
    world.crowd(people)
    world.released(people)
    return world, list(Summons.objects.order_by("id"))


def certified(world: World, begins: datetime, ends: datetime | None, **more: str) -> None:
    """An outage that counts."""
    outage = record_outage(begins, ends, WHY, by=world.officer, at=now(), **more)
    certify(outage, by=world.decider, at=now())


def served_at(summons: Summons) -> datetime:
    """When it is or will be served."""
    found = status_at(summons, now()).service
    at = found.at if isinstance(found, Served) else found.due_at
    assert at
    return at


def test_it_moves_every_deadline_that_it_overlaps(own_database: Database, ship: Ship) -> None:
    """Also of those who were served meanwhile, as it seemed; and the caches follow."""
    world, summonses = slow(ship, 3)
    was = served_at(summonses[0])
    began = (now() + timedelta(days=1)).replace(hour=10)  # It ends on the day on which it began.
    advance_to(was + HOUR)
    apply_outages()
    assert isinstance(status_at(summonses[0], now()).service, Served)
    outage = record_outage(began, began + HOUR, WHY, by=world.officer, at=now())
    assert served_at(summonses[0]) == was
    certify(outage, by=world.decider, at=now())
    found = status_at(summonses[0], now()).service
    assert isinstance(found, NotServed)
    assert found.due_at == was + timedelta(days=1)
    assert {s.state for s in Summons.objects.all()} == {"served"}
    apply_outages()
    assert {s.state for s in Summons.objects.all()} == {"available"}
    assert not any(broken(at=now()).values())


def test_the_explanation_says_so_to_officer_and_person(own_database: Database, ship: Ship) -> None:
    world, (summons,) = slow(ship, 1)
    on = served_at(summons).date()
    certified(world, now() - HOUR, now())
    page = own.summons(summons.reference, by=addressee(summons), purpose="own", at=now())
    assert any("outage" in line.text for line in page.because), page.because
    answer = explain(
        summons.reference, on, by=world.overseer, purpose="test", at=now(), language="en"
    )
    assert not answer.governing.served
    assert any("One day more for an outage" in line.text for line in answer.governing.lines)


def test_while_one_goes_on_no_time_runs_out_until_its_end_is_certified(
    own_database: Database, ship: Ship
) -> None:
    world, (summons,) = slow(ship, 1)
    was = served_at(summons)
    outage = record_outage(now() - HOUR, None, WHY, by=world.officer, at=now())
    certify(outage, by=world.decider, at=now())
    advance_to(was + timedelta(days=2))
    waiting = status_at(summons, now()).service
    assert isinstance(waiting, NotServed)
    assert "OutageEnd" in waiting.waits_for
    end_outage(outage, now() - HOUR, by=world.officer, at=now())
    assert isinstance(status_at(summons, now()).service, NotServed)
    certify(outage, by=world.decider, at=now())
    assert served_at(summons) > was + timedelta(days=2)


def test_nobody_certifies_what_they_recorded_under_whichever_account(world: World) -> None:
    outage = record_outage(now() - HOUR, now(), WHY, by=world.officer, at=now())
    same = world.hire("same", Role.DECIDER, human=world.officer.natural_person_id)
    with pytest.raises(SecondPerson):
        certify(outage, by=same, at=now())
    assert outages(now()) == ()
    decline(outage, by=world.decider, at=now())
    assert outages(now()) == ()
    (line,) = listed(by=world.overseer, purpose="test", at=now())
    assert (line.stage, line.words, line.everybody) == ("declined", WHY, True)


def test_one_persons_outage_moves_that_persons_deadlines_alone(
    own_database: Database, ship: Ship
) -> None:
    world, (first, second) = slow(ship, 2)
    was = served_at(first)
    certified(world, now() - HOUR, now(), summons=first.reference)
    assert (served_at(first), served_at(second)) == (was + timedelta(days=1), was)
    outage = Outage.objects.get()
    assert outage.words == ""
    assert FreeText.objects.filter(person_id=first.person_id).count() == 1
    with pytest.raises(InvalidInput, match="ends"):
        record_outage(now(), None, WHY, by=world.officer, at=now(), summons=first.reference)
    assert not any(broken(at=now()).values())


def test_the_bundle_carries_it_and_the_verifier_counts_it(
    own_database: Database, ship: Ship
) -> None:
    world, (summons,) = slow(ship, 1)
    certified(world, now() - HOUR, now())
    with log_of(own_database) as log:
        log.integrate()
        keys = signing.known(log.places)
    with connected(own_database):
        due = served_at(summons)
        content = bundle_of(summons.reference, by=world.overseer, purpose="test", at=now())
    found = verifier.check(content, Trust(keys))
    assert found.hold, [(one.code, one.where, one.cause) for one in found.all]
    assert [one.code for one in found.all if one.where.startswith("outages/")].count(
        "fact.logged"
    ) == 2
    bundle = layout.parse(content)
    assert json.loads(bundle.service or b"")["due_at"] == instant(due)
    # Without its outages the bundle states an answer that its own facts do not give.
    without = replace(bundle, outages={}).encode()
    found = verifier.check(without, Trust(keys))
    assert [one.code for one in found.all if one.verdict == Verdict.WRONG] == ["service.differs"]


def test_the_probe_records_what_did_not_answer_and_for_how_long(
    production: testing.Database, portals: Portals
) -> None:
    """Both kinds: portals that do not answer while jobs run, and a time when nothing ran."""
    overseer, start = World().overseer, now()

    def look(minutes: int, *, status: int) -> list[tuple[str, timedelta | None]]:
        portals.status = status
        probe(by=System("outage.probe", UUID(int=0)), at=start + timedelta(minutes=minutes))
        lines = listed(by=overseer, purpose="test", at=now())
        return [(one.stage, one.ends - one.begins if one.ends else None) for one in lines]

    assert look(-9, status=200) == []
    assert look(-8, status=503) == []
    assert look(-3, status=503) == [("waits", None)]
    assert look(-2, status=503) == [("waits", None)]
    assert look(-1, status=200) == [("waits", timedelta(minutes=8))]
    gap = timedelta(minutes=7)
    Beat.objects.update(at=start - gap)
    assert look(0, status=200) == [("waits", gap), ("waits", timedelta(minutes=8))]
