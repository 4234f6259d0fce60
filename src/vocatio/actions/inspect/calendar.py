"""What offices have opened, month by month, and what a change there would do; numbers alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from vocatio.actions.day import bounds
from vocatio.actions.inspect.day import OfficeLine, office_lines, office_name
from vocatio.actions.law import today
from vocatio.actions.offices.calendar import (
    Capacity,
    Closing,
    foresee_capacity,
    foresee_closing,
)
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.register.partial_date import PartialDate
from vocatio.gateways import calendars, profiles
from vocatio.records.offices.models import Office
from vocatio.records.offices.queries import Times, times


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of an office.

    Attributes:
        off: why nobody works there: the name of the holiday, or "weekend"; None on a working day.
        slots, places: times that are open, and how many people may come then.
        taken: places that were given, or promised to people not summoned yet.
        closed: times that were closed.
        waiting: people who still have a place at one of these, and need another one.
    """

    on: date
    off: str | None
    slots: int
    places: int
    taken: int
    closed: int
    waiting: int

    @property
    def free(self) -> int:
        """Places that can still be given."""
        return max(0, self.places - self.taken)


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month of an office; `today` says which days lie behind.

    Attributes:
        first, before, after: first days of this month, of the one before and of the next one.
    """

    office: OfficeLine
    first: date
    before: date
    after: date
    today: date
    days: tuple[DayCell, ...]


def offices(*, by: Staff, purpose: str, at: datetime, language: str = "") -> tuple[OfficeLine, ...]:
    """The offices, by their names in a language; an officer of one office sees that one alone."""
    permissions.require("inspect.calendar", by)
    read("offices", [None], by=by, purpose=purpose, at=at)
    return office_lines(by, language)


@transaction.atomic
def month(
    office_id: UUID, any_day: date, *, by: Staff, purpose: str, at: datetime, language: str = ""
) -> MonthPage:
    """The month of a day.

    Raises:
        NotFound: no such office, or not one of this officer's.
    """
    office = _office(office_id, by=by, purpose=purpose, at=at)
    this = PartialDate(any_day.year, any_day.month)
    first, after = this.earliest, this.latest + timedelta(days=1)
    return MonthPage(
        office=OfficeLine(office.id, office_name(office, language)),
        first=first,
        before=(first - timedelta(days=1)).replace(day=1),
        after=after,
        today=today(at),
        days=tuple(_days(office, first, after)),
    )


@transaction.atomic
def foreseen(
    office_id: UUID,
    first: date,
    last: date,
    capacity: int | None,
    *,
    by: Staff,
    purpose: str,
    at: datetime,
) -> Closing | Capacity:
    """What would happen if that many could come on these days; None: if they were closed.

    Raises:
        NotFound: no such office, or not one of this officer's.
        InvalidInput: the days or the number do not do.
    """
    office = _office(office_id, by=by, purpose=purpose, at=at)
    if capacity is None:
        return foresee_closing(office, first, last, at)
    return foresee_capacity(office, first, last, capacity, at)


def _office(office_id: UUID, *, by: Staff, purpose: str, at: datetime) -> Office:
    permissions.require("inspect.calendar", by)
    read("calendar", [None], by=by, purpose=purpose, at=at)
    found = Office.objects.filter(id=office_id).first()
    if found is None or by.office_id not in (None, found.id):
        raise NotFound
    return found


def _days(office: Office, first: date, following: date) -> Iterator[DayCell]:
    found: dict[date, list[Times]] = {}
    for time in times(office.id, bounds(first)[0], bounds(following)[0]):
        found.setdefault(today(time.starts_at), []).append(time)
    rules = profiles.load(profiles.default()).profile.on(first)
    calendar = calendars.compile_calendar(rules.days, office.district, first.year)
    for number in range((following - first).days):
        on = first + timedelta(days=number)
        yield _cell(on, calendar.off(on), found.get(on, []))


def _cell(on: date, off: str | None, found: list[Times]) -> DayCell:
    open_ = [time for time in found if not time.closed]
    closed = [time for time in found if time.closed]
    return DayCell(
        on=on,
        off=off,
        slots=len(open_),
        places=sum(time.capacity for time in open_),
        taken=sum(time.given + time.promised for time in open_),
        closed=len(closed),
        waiting=sum(time.given for time in closed),
    )
