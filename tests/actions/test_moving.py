"""Who moves while a summons is open: the order says which office governs it from then on."""

from datetime import timedelta

import pytest

from tests.actions.world import World, addressee
from tests.database import Database
from vocatio.actions.clock import now
from vocatio.actions.offices.manage import add_office
from vocatio.actions.register.life import transfer
from vocatio.actions.summons.append import AtHand, status_at
from vocatio.actions.summons.moving import Followed
from vocatio.actions.summons.new_date import office_of
from vocatio.actions.summons.open import open_summons
from vocatio.domain.callup.moves import AfterMove
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import State
from vocatio.records.summonses.models import SummonsFact


@pytest.fixture
def world(db: Database) -> World:
    """A world of the test's own."""
    return World()


def test_it_stays_with_the_office_that_issued_it(world: World) -> None:
    summons = world.summoned()
    other = world.open("W7", "7")
    found = transfer(summons.person_id, "7", "", by=world.officer, at=now())
    assert found == (Followed(summons.reference, "stays"),)
    assert office_of(AtHand.of(summons, now())) == world.office != other


def test_it_goes_along_where_the_order_says_so(world: World) -> None:
    summons = world.summoned(AfterMove.REGISTRATION)
    open_summons(summons.reference, by=addressee(summons), at=now())
    there = world.open("W7", "7")
    before = status_at(summons, now())
    found = transfer(summons.person_id, "7", "", by=world.officer, at=now())
    assert found == (Followed(summons.reference, "goes along"),)
    summons.refresh_from_db()
    after = status_at(summons, now())
    assert office_of(AtHand.of(summons, now())) == summons.slot.office_id == there
    assert after.state is State.OPENED
    assert after.appointment > before.appointment
    assert after.appointment - now() >= timedelta(days=14)
    new = SummonsFact.objects.get(subject=summons, kind=Kind.APPOINTMENT)
    assert b'"transfer"' in bytes(new.canonical)


@pytest.mark.parametrize("outcome", ["no place", "stays"])
def test_without_a_place_or_an_office_there_it_stays(world: World, outcome: str) -> None:
    summons = world.summoned(AfterMove.REGISTRATION)
    if outcome == "no place":
        add_office("W7", name={"en": "W7"}, district="7", address="1", by=world.planner, at=now())
    (found,) = transfer(summons.person_id, "7", "", by=world.officer, at=now())
    assert found.outcome == outcome
    assert office_of(AtHand.of(summons, now())) == world.office


def test_what_is_over_stays_where_it_was(world: World) -> None:
    summons = world.summoned(AfterMove.REGISTRATION)
    world.open("W7", "7")
    world.on_the_day(summons)
    (found,) = transfer(summons.person_id, "7", "", by=world.officer, at=now())
    assert found.outcome == "stays"
    assert not SummonsFact.objects.filter(kind=Kind.APPOINTMENT).exists()
