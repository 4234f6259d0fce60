"""Whose region's holidays govern, wherever a period is counted."""

from datetime import time, timedelta

import pytest

from tests.actions.test_versions import until, version
from tests.actions.world import Ship, World, row
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.law import calendar_now, kept_calendar, rules_of
from vocatio.actions.offices.manage import Hours, add_office, open_slots
from vocatio.actions.register import life
from vocatio.domain.law.counting import count
from vocatio.domain.law.periods import Period, Unit
from vocatio.gateways.calendars import UnknownRegion
from vocatio.records.callups.models import Allocation
from vocatio.records.offices.models import Slot
from vocatio.records.summonses.models import Summons

HOME, ELSEWHERE = "BE", "BY"
GERMAN = {"country": "DE", "regional": True}
HOURS = Hours(time(9), time(11), 60, 1)
#: A year or so: it passes Epiphany, a day off in BY, and 8 March, which is one in BE.
LASTS = Period(250, Unit.WORKING_DAY)


def summoned(world: World, ship: Ship, region: str, **more: str) -> Summons:
    """Somebody who moved to another part of the country after a place was found for them."""
    ship(
        version(
            calendar={"region": region, "holidays": GERMAN},
            grounds={"study.lasts": {"count": LASTS.count, "unit": LASTS.unit.value}},
        )
    )
    world.office = world.open("W", HOME)
    world.people(row("p", district=HOME, **more))
    callup_id = world.approved(1)
    person = Allocation.objects.get(callup_id=callup_id).person_id
    life.transfer(person, ELSEWHERE, "", by=world.officer, at=now())
    release(callup_id, by=world.approver, at=now())
    carry_out(callup_id)
    return Summons.objects.get(callup_id=callup_id)


@pytest.mark.parametrize(
    ("region", "expected"),
    [("office", f"DE-{HOME}"), ("addressee", f"DE-{ELSEWHERE}"), ("authority", "DE")],
)
def test_service_and_deferral_are_counted_by_the_region_that_governs(
    world: World, ship: Ship, region: str, expected: str
) -> None:
    summons = summoned(world, ship, region)
    assert kept_calendar(summons.calendar_version).region == expected
    today = now().date()
    calendar = calendar_now(summons, rules_of(summons, at=now()), today)
    assert calendar.region == expected
    assert until(summons, world) == count(today, LASTS, calendar)[0]


def test_f23_the_calendar_does_not_tell_where_somebody_lives_whose_address_is_sealed(
    world: World, ship: Ship
) -> None:
    ship(version(calendar={"holidays": GERMAN}))
    world.open("N", "NW")
    summons = summoned(world, ship, "addressee", sealed="yes")
    assert summons.slot.office.district == "NW"
    assert kept_calendar(summons.calendar_version).region == "DE-NW"


def test_nobody_is_expected_on_a_holiday_of_the_office_whoever_governs_periods(
    world: World, ship: Ship
) -> None:
    ship(version(calendar={"region": "authority", "holidays": GERMAN}))
    office = add_office(
        "B", name={"en": "B"}, district=HOME, address="1", by=world.planner, at=now()
    )
    first = now().date()
    open_slots(office, first, first + timedelta(days=365), HOURS, by=world.planner, at=now())
    days = {slot.starts_at.date() for slot in Slot.objects.filter(office_id=office)}
    assert not {day for day in days if (day.month, day.day) == (3, 8)}


def test_a_district_whose_holidays_nobody_knows_is_named(world: World) -> None:
    office = add_office(
        "X", name={"en": "X"}, district="XX", address="1", by=world.planner, at=now()
    )
    with pytest.raises(UnknownRegion, match="“XX” is no part of AT"):
        open_slots(office, now().date(), now().date(), HOURS, by=world.planner, at=now())
