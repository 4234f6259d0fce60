"""Offices and their slots."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.gateways import calendars, identity, profiles
from vocatio.records.ledger.copying import write_rows
from vocatio.records.offices.models import Office, Slot

#: Days that are opened, changed or closed at once.
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Hours:
    """Slots of a day: from `first` to before `last`, every `minutes`, `capacity` people each."""

    first: time
    last: time
    minutes: int
    capacity: int

    def starts(self) -> list[time]:
        """The times at which a slot begins."""
        begin = self.first.hour * 60 + self.first.minute
        end = self.last.hour * 60 + self.last.minute
        return [time(m // 60, m % 60) for m in range(begin, end, self.minutes)]


def add_office(
    code: str, *, name: Mapping[str, str], district: str, address: str, by: Staff, at: datetime
) -> UUID:
    """Add an office, or return the one that has this code already."""
    permissions.require("offices.manage", by)
    office, _ = Office.objects.get_or_create(
        code=code,
        defaults={
            "id": identity.new_id(),
            "name": dict(name),
            "district": district,
            "address": address,
        },
    )
    return office.id


def open_slots(
    office_id: UUID, first: date, last: date, hours: Hours, *, by: Staff, at: datetime
) -> int:
    """Open slots on the working days of the office's district; return how many.

    Nobody works there on its own holidays, whoever's region governs periods. A time that was
    closed is opened again; one that is open keeps its places.

    Raises:
        InvalidInput: the hours leave no slot, or the days are too many or in the wrong order.
        UnknownRegion: the district is no part of the country whose holidays are known.
    """
    permissions.require("offices.manage", by)
    if not hours.starts() or hours.capacity < 1:
        raise InvalidInput("last_time", "leave no slot: give a later end, or a capacity")
    require_days(first, last)
    profile = profiles.load(profiles.default()).profile.on(first)
    office = Office.objects.get(id=office_id)
    calendar = calendars.compile_calendar(profile.days, office.district, first.year)
    zone = ZoneInfo(profile.zone)
    wanted = [
        datetime.combine(day, start, zone)
        for day in calendar.working_days(first, last)
        for start in hours.starts()
    ]
    with transaction.atomic():
        Office.objects.select_for_update().get(id=office_id)
        known = Slot.objects.filter(office_id=office_id, starts_at__in=wanted)
        there = set(known.values_list("starts_at", flat=True))
        again = known.exclude(closed_at=None).update(closed_at=None)
        rows = [
            (identity.new_id(), office_id, start, hours.capacity)
            for start in wanted
            if start not in there
        ]
        write_rows(Slot, ("id", "office_id", "starts_at", "capacity"), rows)
    return len(rows) + again


# house: authorship because it only looks at two dates
def require_days(first: date, last: date) -> None:
    """Refuse days in the wrong order, or more than a year of them.

    Raises:
        InvalidInput: naming the last day.
    """
    if last < first:
        raise InvalidInput("last", "cannot come before the first day")
    if last - first > LONGEST:
        raise InvalidInput("last", f"at most {LONGEST.days} days at a time")
