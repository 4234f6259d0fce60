"""Offices and their slots."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.gateways import calendars, identity, profiles
from vocatio.records.ledger.copying import write_rows
from vocatio.records.offices.models import Office, Slot


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

    Nobody works there on its own holidays, whoever's region governs periods.

    Raises:
        InvalidInput: the hours leave no slot.
        UnknownRegion: the district is no part of the country whose holidays are known.
    """
    permissions.require("offices.manage", by)
    if not hours.starts() or hours.capacity < 1:
        raise InvalidInput("hours", "leave no slot: give a later end, or a capacity")
    profile = profiles.load(profiles.default()).profile.on(first)
    office = Office.objects.get(id=office_id)
    calendar = calendars.compile_calendar(profile.days, office.district, first.year)
    days = calendar.working_days(first, last)
    zone = ZoneInfo(profile.zone)
    rows = [
        (identity.new_id(), office_id, datetime.combine(day, start, zone), hours.capacity)
        for day in days
        for start in hours.starts()
    ]
    with transaction.atomic():
        write_rows(Slot, ("id", "office_id", "starts_at", "capacity"), rows)
    return len(rows)
