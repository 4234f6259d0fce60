"""A request or a reply that comes late is taken, marked with the reason, and decided by a human."""

from datetime import timedelta
from typing import Any

import pytest

from tests.actions.test_requests import REASONS, page
from tests.actions.world import Ship, World, addressee
from tests.domain.builders import dated, tables
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect import requests
from vocatio.actions.outage.certify import certify
from vocatio.actions.outage.record import record_outage
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import file
from vocatio.actions.summons.append import status_at
from vocatio.actions.summons.attendance import close_day
from vocatio.actions.summons.open import open_summons
from vocatio.actions.summons.reply import confirm
from vocatio.domain.law.profile import DatedProfile, parse
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.domain.summons.states import State
from vocatio.records.summonses.models import Summons

WHY = "The portal could not be reached from outside."
KIND = RequestKind.DEFERRAL


def closing(days: int) -> DatedProfile:
    """Rules under which requests end so many days before the appointment."""

    def before(count: int) -> dict[str, Any]:
        return dated({"before": {"fact": "Appointment", "count": count, "unit": "day"}})

    found = tables()
    found["windows"] |= {"request": before(days), "minimum_notice": before(14)}
    return parse(found)


@pytest.fixture
def summons(world: World, ship: Ship) -> Summons:
    """Opened in time, and now it is two days before the appointment: all windows are closed."""
    ship(closing(10))
    found = world.summoned()
    open_summons(found.reference, by=addressee(found), at=now())
    advance_to(found.slot.starts_at - timedelta(days=2))
    return found


def test_a_late_request_is_taken_and_whoever_decides_sees_why(
    world: World, summons: Summons
) -> None:
    who = addressee(summons)
    asked = file(summons.reference, KIND, "study", by=who, at=now())
    shown = requests.request(asked, by=world.decider, purpose="test", at=now()).asked
    (own,) = page(summons).requests
    for late in (shown.late, own.late):
        assert late
        assert late.closed_at < now()
        assert any("10 days before that" in line.text for line in late.because)
    world.on_the_day(summons)
    assert close_day(world.office, now().date(), by=world.officer, at=now()).held_back == 1
    decide(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    assert status_at(summons, now()).state == State.EXCUSED


def test_a_late_reply_confirms_and_says_so(summons: Summons) -> None:
    before = page(summons)
    assert before.reply_by
    assert before.reply_by < now()
    assert before.late_reply is None
    confirm(summons.reference, by=addressee(summons), at=now())
    after = page(summons)
    assert after.state == State.CONFIRMED
    assert after.late_reply
    assert after.late_reply.closed_at == before.reply_by


def test_f6_an_outage_that_is_certified_afterwards_takes_the_mark_away(
    world: World, summons: Summons
) -> None:
    file(summons.reference, KIND, "study", by=addressee(summons), at=now())
    closed = page(summons).requests[0].late
    assert closed
    outage = record_outage(
        closed.closed_at - timedelta(days=9), closed.closed_at, WHY, by=world.officer, at=now()
    )
    assert page(summons).requests[0].late
    certify(outage, by=world.decider, at=now())
    assert page(summons).requests[0].late is None


def test_f21_a_longer_window_that_came_since_counts(summons: Summons, ship: Ship) -> None:
    file(summons.reference, KIND, "study", by=addressee(summons), at=now())
    assert page(summons).requests[0].late
    ship(closing(0))
    assert page(summons).requests[0].late is None
