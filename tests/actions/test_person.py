"""A person on one page for the office: calls noted, how it stood on a day, and who may look."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import database as testing
from tests.actions.world import World, addressee, row
from vocatio.actions.access.sign_in import SignInFailed, confirm
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect import own
from vocatio.actions.inspect.person import person, stood_on
from vocatio.actions.law import today
from vocatio.actions.summons.note_call import LONGEST, note_call
from vocatio.actions.summons.open import open_summons
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.register.protected import UNTOLD
from vocatio.records.access.models import Reading
from vocatio.records.register.models import Name

SAID = "They asked whether to bring glasses."


def test_a_call_is_noted_and_the_person_reads_it(db: testing.Database) -> None:
    assert db.name
    world = World()
    summons = world.summoned()
    note_call(summons.reference.lower(), f" {SAID} ", by=world.officer, at=now())
    page = person(summons.person_id, by=world.officer, purpose="to answer a call", at=now())
    (line,) = page.summonses
    (call,) = line.calls
    assert (call.details, call.by) == (SAID, "Officer")
    mine = own.summons(summons.reference, by=addressee(summons), purpose="test", at=now())
    assert [one.details for one in mine.calls] == [SAID]
    assert "TelephoneCall" in [one.kind for one in mine.history]
    assert not mine.opened
    reading = Reading.objects.get(person_id=summons.person_id, what="person")
    assert reading.purpose == "to answer a call"


@pytest.mark.parametrize("sealed", [True, False])
def test_what_leads_to_a_sealed_address_is_told_to_nobody(
    db: testing.Database, *, sealed: bool
) -> None:
    assert db.name
    world = World()
    world.people(row("a", sealed="yes" if sealed else "no"))
    found = Name.objects.get().person_id
    page = person(found, by=replace(world.officer, office_id=None), purpose="test", at=now())
    fields = {one.field for one in page.held}
    assert page.sealed == sealed
    assert "name" in fields
    assert ({"address", "identifier"} <= fields) != sealed
    assert bool(fields & UNTOLD) != sealed


@pytest.mark.parametrize("said", ["  ", "x" * (LONGEST + 1)])
def test_an_empty_or_endless_note_is_returned(db: testing.Database, said: str) -> None:
    assert db.name
    world = World()
    summons = world.summoned()
    with pytest.raises(InvalidInput, match="details"):
        note_call(summons.reference, said, by=world.officer, at=now())


def test_how_it_stood_on_a_day(db: testing.Database) -> None:
    assert db.name
    world = World()
    summons = world.summoned()
    first = today(now())
    advance_to(now() + timedelta(days=2))
    open_summons(summons.reference, by=addressee(summons), at=now())

    def state(days: int) -> str:
        return stood_on(
            summons.reference,
            first + timedelta(days=days),
            by=world.officer,
            purpose="test",
            at=now(),
            language="en",
        ).state

    assert (state(0), state(1), state(2)) == ("served", "served", "opened")
    with pytest.raises(NotFound):
        state(-1)


def test_another_office_sees_nothing(db: testing.Database) -> None:
    assert db.name
    world = World()
    summons = world.summoned()
    elsewhere = world.open("E", "8")
    bound = replace(world.officer, office_id=elsewhere)
    with pytest.raises(NotFound):
        person(summons.person_id, by=bound, purpose="curious", at=now())
    assert not Reading.objects.filter(person_id=summons.person_id, what="person").exists()


def test_a_password_is_confirmed_for_its_own_account_alone(db: testing.Database) -> None:
    assert db.name
    world = World()
    confirm("long-enough-for-a-test", by=world.officer, at=now())
    with pytest.raises(SignInFailed):
        confirm("guess", by=world.officer, at=now())
