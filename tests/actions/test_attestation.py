"""A paper for an employer or a school: when, and nothing about why."""

import json

import pytest

from tests.actions.world import World, addressee
from vocatio.actions.clock import now
from vocatio.actions.law import facts_of
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import file
from vocatio.actions.summons.append import append
from vocatio.actions.summons.attendance import record_appearance
from vocatio.actions.summons.attest import attest, attestation
from vocatio.actions.summons.open import open_summons
from vocatio.actions.verify.document import MOST, TooMany, check_code, confirmed
from vocatio.domain.actors import Addressee, Visitor
from vocatio.domain.errors import NotFound
from vocatio.domain.summons.attestation import NothingToAttest
from vocatio.domain.summons.genuine import Standing
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.records.documents.models import Attestation
from vocatio.records.summonses.models import Summons

REASONS = "Your case was looked at for itself, and this is what came of it."
ANYBODY = Visitor("192.0.2.9")


def opened(world: World) -> Summons:
    """A summons that its person has read."""
    summons = world.summoned()
    open_summons(summons.reference, by=addressee(summons), at=now())
    return summons


def test_it_says_when_and_nothing_about_why_or_where(world: World) -> None:
    summons = opened(world)
    code = attest(summons.reference, by=addressee(summons), at=now())
    said = json.loads(bytes(Attestation.objects.get(code=code).canonical))
    assert said.keys() == {"kind", "code", "name", "appointment", "zone", "appeared_at"}
    found = confirmed(code.lower(), by=ANYBODY, at=now())
    assert found
    assert (found.appointment, found.appeared_at) == (summons.slot.starts_at, None)
    assert check_code(code, by=ANYBODY, at=now()) == Standing.GENUINE


def test_asked_for_twice_it_is_one_paper_and_once_they_came_another(world: World) -> None:
    summons = opened(world)
    by = addressee(summons)
    first = attest(summons.reference, by=by, at=now())
    assert attest(summons.reference, by=by, at=now()) == first
    assert [f.kind for f in facts_of(summons.id)].count(Kind.ATTESTED) == 1
    world.on_the_day(summons)
    record_appearance(summons.id, by=world.officer, at=now())
    second = attest(summons.reference, by=by, at=now())
    shown = attestation(summons.reference, second, by=by, purpose="test", at=now())
    assert second != first
    assert shown.appeared_at
    assert shown.name == "Ada Invented"


def test_another_date_supersedes_it_and_a_recall_revokes_it(world: World) -> None:
    summons = opened(world)
    by = addressee(summons)
    code = attest(summons.reference, by=by, at=now())
    asked = file(summons.reference, RequestKind.RESCHEDULE, "work", by=by, at=now())
    decide(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    assert check_code(code, by=ANYBODY, at=now()) == Standing.SUPERSEDED
    assert confirmed(code, by=ANYBODY, at=now()) is None
    append(summons, Kind.RECALLED, by=world.planner, at=now())
    assert check_code(code, by=ANYBODY, at=now()) == Standing.REVOKED
    with pytest.raises(NothingToAttest):
        attest(summons.reference, by=by, at=now())


def test_reading_it_is_no_way_around_opening(world: World) -> None:
    summons = world.summoned()
    with pytest.raises(NothingToAttest):
        attest(summons.reference, by=addressee(summons), at=now())


def test_nobody_else_gets_it_and_nobody_tries_codes(world: World) -> None:
    summons = opened(world)
    code = attest(summons.reference, by=addressee(summons), at=now())
    with pytest.raises(NotFound):
        attestation(
            summons.reference,
            code,
            by=Addressee(world.officer.natural_person_id),
            purpose="test",
            at=now(),
        )
    at = now()
    for _ in range(MOST):
        confirmed("nothing", by=Visitor("192.0.2.8"), at=at)
    with pytest.raises(TooMany):
        confirmed(code, by=Visitor("192.0.2.8"), at=at)
