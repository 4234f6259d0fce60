"""What an office has opened, and what becomes of people when that changes."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from tests.actions.world import WINDOW, World
from vocatio.actions.callup.carry_out_correction import carry_out_correction
from vocatio.actions.callup.correct import approve_correction
from vocatio.actions.clock import now
from vocatio.actions.inspect.calendar import DayCell, foreseen, month
from vocatio.actions.inspect.callups import callup
from vocatio.actions.inspect.invariants import broken
from vocatio.actions.offices.calendar import (
    Capacity,
    Closing,
    Otherwise,
    Promised,
    change_capacity,
    close_days,
    foresee_closing,
)
from vocatio.actions.offices.manage import Hours, open_slots
from vocatio.actions.summons import attendance
from vocatio.domain.callup.allocation import NotEnoughPlaces
from vocatio.domain.callup.stages import Kind
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.law.floor import MINIMUM_NOTICE
from vocatio.domain.summons.kinds import Kind as SummonsKind
from vocatio.records.callups.models import CallUpFact
from vocatio.records.ledger import facts as ledger
from vocatio.records.offices.models import Office, Slot
from vocatio.records.summonses.models import Summons, SummonsFact

WHY = "to test it"


def closing(world: World, first: date, last: date) -> Closing:
    """What closing the days would do."""
    found = foreseen(world.office, first, last, None, by=world.planner, purpose=WHY, at=now())
    assert isinstance(found, Closing)
    return found


def first_slot(callup_id: UUID) -> Slot:
    """The earliest time that somebody of the call-up has."""
    return Slot.objects.filter(
        id__in=Summons.objects.filter(callup_id=callup_id).values("slot_id")
    ).earliest("starts_at")


def test_whoever_had_a_place_on_a_closed_day_is_told_of_another_one(world: World) -> None:
    world.capacity = 2
    world.crowd(6)
    callup_id = world.released(6)
    day = first_slot(callup_id).starts_at.date()
    there = set(Slot.objects.filter(starts_at__date=day).values_list("id", flat=True))
    moved = Summons.objects.filter(slot_id__in=there).count()
    assert moved
    before = closing(world, day, day)
    assert (before.slots, before.people, before.promising) == (2, {callup_id: moved}, ())
    assert before.free >= moved
    with pytest.raises(Otherwise, match=f"{moved} people"):
        close_days(world.office, day, day, expected=moved - 1, by=world.planner, at=now())
    assert close_days(world.office, day, day, expected=moved, by=world.planner, at=now()) == 1
    # Nobody was moved yet: a second human approves first, and the notice says so.
    assert Summons.objects.filter(slot_id__in=there).count() == moved
    (line,) = callup(callup_id, by=world.planner, purpose=WHY, at=now()).corrections
    assert line.closed
    assert (line.closed.office, line.closed.first, line.closed.last) == ("Office", day, day)
    cell = _cell(world, day)
    assert (cell.slots, cell.closed, cell.waiting, cell.free) == (0, 2, moved, 0)
    correction = ledger.of(CallUpFact, callup_id)[-1]
    assert correction.kind == Kind.CORRECTION
    approve_correction(correction.id, by=world.approver, at=now())
    carry_out_correction(correction.id)
    done = ledger.of(CallUpFact, callup_id)[-1]
    assert (done.data["corrected"], done.data["left"]) == (moved, 0)
    assert not Summons.objects.filter(slot_id__in=there).exists()
    facts = SummonsFact.objects.filter(kind=SummonsKind.APPOINTMENT)
    assert facts.count() == moved
    assert _cell(world, day).waiting == 0
    assert not any(broken(at=now()).values())


def test_nobody_is_absent_from_a_time_that_was_closed(world: World) -> None:
    summons = world.summoned()
    day = summons.slot.starts_at.date()
    close_days(world.office, day, day, expected=1, by=world.planner, at=now())
    world.on_the_day(summons)
    closed = attendance.close_day(world.office, day, by=world.officer, at=now())
    assert (closed.absent, closed.held_back) == (0, 1)


def test_what_is_promised_is_not_closed(world: World) -> None:
    world.crowd(1)
    world.allocated(1)
    last = world.first_day + WINDOW
    assert closing(world, world.first_day, last).promising == ("O-1",)
    with pytest.raises(Promised, match="O-1"):
        close_days(world.office, world.first_day, last, expected=0, by=world.planner, at=now())
    assert not Slot.objects.exclude(closed_at=None).exists()


def test_a_place_counts_as_free_when_a_correction_could_give_it(world: World) -> None:
    office = Office.objects.get(id=world.office)
    first = Slot.objects.earliest("starts_at").starts_at

    def free(notice: timedelta) -> int:
        """Places of the first day that are left when another day is closed so long before."""
        at = first - notice
        later = Slot.objects.filter(starts_at__date__gt=first.date())
        elsewhere = sum(later.values_list("capacity", flat=True))
        return foresee_closing(office, at.date(), at.date(), at).free - elsewhere

    assert free(MINIMUM_NOTICE + timedelta(days=1)) == 2 * world.capacity
    # Whoever opens it a day later would have less than the least notice.
    assert free(MINIMUM_NOTICE + timedelta(minutes=1)) == 0


def test_days_are_not_closed_when_there_is_nowhere_to_go(world: World) -> None:
    summons = world.summoned()
    first, last = summons.slot.starts_at.date(), world.first_day + 5 * WINDOW
    with pytest.raises(NotEnoughPlaces, match="open more first"):
        close_days(world.office, first, last, expected=1, by=world.planner, at=now())


def test_fewer_may_come_but_nobody_loses_a_place(world: World) -> None:
    world.capacity = 3
    world.crowd(3)
    callup_id = world.released(3)
    slot = first_slot(callup_id)
    day = slot.starts_at.date()
    found = foreseen(world.office, day, day, 1, by=world.planner, purpose=WHY, at=now())
    assert found == Capacity(slots=2, keep=1)
    assert change_capacity(world.office, day, day, 1, by=world.planner, at=now()) == 2
    slot.refresh_from_db()
    assert slot.capacity == 3
    other = Slot.objects.get(starts_at=slot.starts_at + timedelta(hours=1))
    assert other.capacity == 1
    with pytest.raises(InvalidInput, match="close the days"):
        change_capacity(world.office, day, day, 0, by=world.planner, at=now())


def test_a_closed_day_can_be_opened_again_and_an_open_one_stays(world: World) -> None:
    day = world.first_day
    hours = Hours(time(9), time(12), 60, 4)
    world.offices.add(world.office)
    working = Slot.objects.earliest("starts_at").starts_at.date()
    close_days(world.office, day, working, expected=0, by=world.planner, at=now())
    closed = Slot.objects.exclude(closed_at=None)
    assert closed.count() == 2
    assert open_slots(world.office, working, working, hours, by=world.planner, at=now()) == 3
    assert not closed.exists()
    capacities = Slot.objects.filter(starts_at__date=working).order_by("starts_at")
    assert list(capacities.values_list("capacity", flat=True)) == [50, 50, 4]
    with pytest.raises(InvalidInput):
        open_slots(world.office, day, day - timedelta(days=1), hours, by=world.planner, at=now())


def test_no_calendar_of_another_office(world: World) -> None:
    with pytest.raises(NotFound):
        month(UUID(int=7), now().date(), by=world.officer, purpose=WHY, at=now())


def _cell(world: World, day: date) -> DayCell:
    found = month(world.office, day, by=world.officer, purpose=WHY, at=now())
    return next(cell for cell in found.days if cell.on == day)
