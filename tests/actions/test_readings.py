"""Whoever looks at a person's data leaves a reading, with the purpose."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from tests.actions.world import World, addressee
from tests.database import Database
from vocatio.actions import recording
from vocatio.actions.clock import now
from vocatio.actions.inspect import bundle, callups, day, own, queue, service, summary
from vocatio.actions.request.file import file
from vocatio.domain.actors import System
from vocatio.domain.errors import InvalidInput
from vocatio.domain.summons.kinds import RequestKind
from vocatio.records.access.models import Reading
from vocatio.records.summonses.models import Summons

Look = Callable[[World, Summons, str], object]

#: What is looked at -> how, by whom, and whether it shows the person's data.
LOOKS: dict[str, tuple[Look, bool]] = {
    "inbox": (lambda _, s, why: own.inbox(by=addressee(s), purpose=why, at=now()), True),
    "summons": (
        lambda _, s, why: own.summons(s.reference, by=addressee(s), purpose=why, at=now()),
        True,
    ),
    "own record": (lambda _, s, why: own.record(by=addressee(s), purpose=why, at=now()), True),
    "day list": (
        lambda w, s, why: day.day(
            w.office, s.slot.starts_at.date(), by=w.officer, purpose=why, at=now()
        ),
        True,
    ),
    "work queue": (
        lambda w, _, why: queue.queue(queue.Wanted(), by=w.decider, purpose=why, at=now()),
        True,
    ),
    "bundle": (
        lambda w, s, why: bundle.bundle_of(s.reference, by=w.overseer, purpose=why, at=now()),
        True,
    ),
    "service": (
        lambda w, s, why: service.explain(
            s.reference, date(2030, 1, 1), by=w.overseer, purpose=why, at=now()
        ),
        True,
    ),
    "offices": (lambda w, _, why: day.offices(by=w.officer, purpose=why, at=now()), False),
    "call-ups": (lambda w, _, why: callups.callups(by=w.overseer, purpose=why, at=now()), False),
    "call-up": (
        lambda w, s, why: callups.callup(s.callup_id, by=w.overseer, purpose=why, at=now()),
        False,
    ),
    "call-up in numbers": (
        lambda w, s, why: summary.summary(s.callup_id, by=w.overseer, purpose=why, at=now()),
        False,
    ),
}


@pytest.mark.parametrize("what", LOOKS)
def test_a_look_is_written_down(world: World, what: str) -> None:
    summons = world.summoned()
    file(summons.reference, RequestKind.DEFERRAL, "work", by=addressee(summons), at=now())
    look, personal = LOOKS[what]
    look(world, summons, "to test it")
    (reading,) = Reading.objects.filter(what=what)
    assert reading.purpose == "to test it"
    assert reading.person_id == (summons.person_id if personal else None)
    assert reading.at <= now()


@pytest.mark.parametrize("what", LOOKS)
def test_without_a_purpose_nobody_looks(world: World, what: str) -> None:
    look, _ = LOOKS[what]
    with pytest.raises(InvalidInput, match="purpose"):
        look(world, world.summoned(), " ")


def test_the_person_sees_who_looked_and_why(world: World) -> None:
    summons = world.summoned()
    LOOKS["day list"][0](world, summons, "to receive people")
    seen = own.record(by=addressee(summons), purpose="mine", at=now()).readings
    assert [(line.reader, line.what, line.purpose) for line in seen] == [
        ("self", "own record", "mine"),
        ("staff", "day list", "to receive people"),
    ]


def test_a_planner_is_shown_numbers_never_people(world: World) -> None:
    summons = world.summoned()
    page = callups.callup(summons.callup_id, by=world.planner, purpose="test", at=now())
    assert str(summons.person_id) not in str(page)
    assert summons.reference not in str(page)


def test_an_officer_sees_the_office_of_theirs_alone(world: World) -> None:
    summons = world.summoned()
    elsewhere = world.open("N", "3")
    officer = world.hire("bound", *world.officer.roles)
    bound = type(officer)(
        officer.account_id, officer.natural_person_id, officer.name, officer.roles, elsewhere
    )
    offices = day.offices(by=bound, purpose="test", at=now())
    assert [office.id for office in offices] == [elsewhere]
    with pytest.raises(Exception, match="nothing here"):
        day.day(world.office, summons.slot.starts_at.date(), by=bound, purpose="test", at=now())


def test_a_reading_and_its_commitment_are_one_transaction(
    own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has one open who only reads: a kill between the two once left a bare reading."""
    monkeypatch.setattr(recording, "commit", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        recording.read("inbox", [None], by=System("test", UUID(int=1)), purpose="test", at=now())
    assert own_database.name
    assert not Reading.objects.exists()
