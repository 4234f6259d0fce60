"""Change what an office has opened: how many may come, and days on which nobody can.

Whoever was given a place keeps it, or is told of another time by a correction, which a second
human approves: nobody is moved without a word.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.callup.correct import submit_correction
from vocatio.actions.day import bounds
from vocatio.actions.law import today
from vocatio.actions.offices.manage import require_days
from vocatio.actions.request.dates import HORIZON
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.allocation import NotEnoughPlaces
from vocatio.domain.errors import InvalidInput, NotFound, Refusal
from vocatio.domain.law.notice import earliest_appearance
from vocatio.domain.summons.corrections import ClosedDays, Reason, Wanted, Way
from vocatio.domain.summons.states import OVER
from vocatio.gateways import calendars, profiles
from vocatio.records.offices.models import Office, Slot
from vocatio.records.offices.queries import promising, set_capacity, times
from vocatio.records.summonses.models import Summons


class Promised(Refusal):
    """People have a place there who are not summoned yet."""

    basis = "allocation"


class Otherwise(Refusal):
    """It changed since it was looked at."""

    basis = "calendar"


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing days would do.

    Attributes:
        slots: times that are open still.
        people: who have a place there, by call-up; each of these gets a correction.
        free: places of the office at other times, later and with enough notice.
        promising: references of orders that promised places there to people not summoned yet.
    """

    slots: int
    people: dict[UUID, int]
    free: int
    promising: tuple[str, ...]

    @property
    def moved(self) -> int:
        """How many people need another time."""
        return sum(self.people.values())

    @property
    def short(self) -> bool:
        """Whether there are more of them than places for them."""
        return self.moved > self.free


@dataclass(frozen=True, slots=True)
class Capacity:
    """What another number of places would do: to so many times, of which some keep more."""

    slots: int
    keep: int


# house: authorship because whoever calls it leaves the reading, in words of their own
def foresee_closing(office: Office, first: date, last: date, at: datetime) -> Closing:
    """Count; what is past stays as it is.

    Raises:
        InvalidInput: the days are too many or in the wrong order.
    """
    start, end = _window(first, last, at)
    found = list(times(office.id, start, end))
    ids = [time.id for time in found]
    people: dict[UUID, int] = {}
    open_ = Summons.objects.filter(slot_id__in=ids).exclude(state__in=OVER)
    for callup in open_.order_by("callup_id").values_list("callup_id", flat=True):
        people[callup] = people.get(callup, 0) + 1
    on = today(at)
    rules = profiles.load(profiles.default()).profile.on(on)
    days_off = calendars.compile_calendar(rules.days, office.district, on.year)
    earliest = earliest_appearance(at, rules, days_off)
    there = times(office.id, max(earliest, end), earliest + HORIZON)
    free = sum(max(0, t.capacity - t.promised - t.given) for t in there if not t.closed)
    open_slots = sum(not time.closed for time in found)
    return Closing(open_slots, people, free, tuple(promising(ids)))


def close_days(
    office_id: UUID, first: date, last: date, *, expected: int, by: Staff, at: datetime
) -> int:
    """Close the days from now on; return how many corrections wait for approval.

    Args:
        expected: how many people need another time, as it was shown before.

    Raises:
        InvalidInput: the days are too many or in the wrong order.
        NotFound: no such office.
        Otherwise: others have a place there by now.
        Promised: a call-up that is not released promised places there.
        NotEnoughPlaces: the office has fewer free places later on than people to move.
    """
    permissions.require("offices.manage", by)
    with transaction.atomic():
        office = _locked(office_id)
        found = foresee_closing(office, first, last, at)
        _refuse(found, expected)
        start, end = _window(first, last, at)
        slots = Slot.objects.filter(office=office, starts_at__gte=start, starts_at__lt=end)
        slots.filter(closed_at=None).update(closed_at=at)
        wanted = Wanted(Way.SUPERSEDE, Reason.PLACE, move=True)
        closed = ClosedDays(office_id, first, last).said()
        for callup in found.people:
            submit_correction(callup, wanted, closed, by=by, at=at)
    return len(found.people)


def _refuse(found: Closing, expected: int) -> None:
    if found.promising:
        orders = ", ".join(found.promising)
        raise Promised(
            f"{orders}: places there are promised to people who are not summoned yet; release it "
            "first, then close these days and everybody is told of another time"
        )
    if found.moved != expected:
        raise Otherwise(f"{found.moved} people have a place there by now, not {expected}")
    if found.short:
        raise NotEnoughPlaces(
            f"{found.moved} people need another time, and the office has {found.free} free places "
            f"after these days, within {HORIZON.days} days: open more first"
        )


# house: authorship because it only counts, and tells of nobody
def foresee_capacity(
    office: Office, first: date, last: date, capacity: int, at: datetime
) -> Capacity:
    """Count the times that would change, and those where more was promised and given.

    Raises:
        InvalidInput: the days are too many or in the wrong order, or nobody could come.
    """
    if capacity < 1:
        raise InvalidInput("capacity", "at least one; to let nobody come, close the days")
    found = [t for t in times(office.id, *_window(first, last, at)) if not t.closed]
    return Capacity(len(found), sum(t.promised + t.given > capacity for t in found))


def change_capacity(
    office_id: UUID, first: date, last: date, capacity: int, *, by: Staff, at: datetime
) -> int:
    """Let so many come at each open time from now on; return how many times these are.

    Where more people have a place already, so many keep it.

    Raises:
        InvalidInput: the days are too many or in the wrong order, or nobody could come.
        NotFound: no such office.
    """
    permissions.require("offices.manage", by)
    with transaction.atomic():
        foresee_capacity(_locked(office_id), first, last, capacity, at)
        return set_capacity(office_id, *_window(first, last, at), capacity)


def _locked(office_id: UUID) -> Office:
    """The office, where nobody else gives places meanwhile."""
    found = Office.objects.select_for_update().filter(id=office_id).first()
    if found is None:
        raise NotFound
    return found


def _window(first: date, last: date, at: datetime) -> tuple[datetime, datetime]:
    """From now, or the beginning of the first day, to the end of the last one."""
    require_days(first, last)
    return max(bounds(first)[0], at), bounds(last)[1]
