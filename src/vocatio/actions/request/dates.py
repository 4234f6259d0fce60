"""Which other times a person can choose: free, and with as much notice as the floor asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from vocatio.actions.law import local_date
from vocatio.actions.recording import read
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.own import own
from vocatio.domain import permissions
from vocatio.domain.actors import Party
from vocatio.domain.law.notice import earliest_appearance
from vocatio.records.offices.models import Slot
from vocatio.records.offices.queries import free_slots

#: How far ahead a new date is looked for.
HORIZON = timedelta(days=180)

#: Days that are shown at once, with the first and the last free time of each.
MOST_DAYS = 5

#: Free times that are read at once for them, about as many as five days have; and how often.
AT_ONCE, AT_MOST = 80, 5


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time that is free at the office of the summons."""

    id: UUID
    starts_at: datetime


@transaction.atomic
def free_times(reference: str, *, by: Party, purpose: str, at: datetime) -> tuple[FreeTime, ...]:
    """Free times after the appointment: the first and the last one of each of the next days.

    Raises:
        NotFound: no such summons of theirs.
    """
    permissions.require("inspect.own", by)
    hand = AtHand.of(own(reference, by=by), at)
    read("free times", [by.person_id], by=by, purpose=purpose, at=at)
    return free_for(hand)


# house: authorship because whoever calls it leaves the reading
def free_for(hand: AtHand) -> tuple[FreeTime, ...]:
    """The same for a summons at hand."""
    days: dict[date, list[FreeTime]] = {}
    for free in _next_free(slot_of(hand).office_id, *_window(hand)):
        day = local_date(hand.rules, free.starts_at)
        if day not in days and len(days) == MOST_DAYS:
            break
        days.setdefault(day, []).append(free)
    return tuple(end for several in days.values() for end in _ends(several))


def _next_free(office_id: UUID, start: datetime, end: datetime) -> Iterator[FreeTime]:
    """In the order of time; to count who has a place costs something for each that is read."""
    for _ in range(AT_MOST):
        found = [FreeTime(*one) for one in free_slots(office_id, start, end, limit=AT_ONCE)]
        yield from found
        if len(found) < AT_ONCE:
            return
        start = found[-1].starts_at + timedelta(microseconds=1)


# house: authorship because it only counts, and tells of nobody
def is_free(hand: AtHand, slot_id: UUID) -> bool:
    """Whether this time can still be had, with the notice that the floor asks for."""
    slot = Slot.objects.filter(id=slot_id, office_id=slot_of(hand).office_id).first()
    start, end = _window(hand)
    if slot is None or not start <= slot.starts_at < end:
        return False
    just_then = slot.starts_at + timedelta(seconds=1)
    return (slot_id, slot.starts_at) in free_slots(
        slot.office_id, slot.starts_at, just_then, limit=1
    )


# house: authorship because it only counts, and tells of nobody
def first_free(hand: AtHand, office_id: UUID) -> UUID | None:
    """The first time that can be had at an office."""
    return next((id_ for id_, _ in free_slots(office_id, *_window(hand), limit=1)), None)


# house: authorship because it only counts, and tells of nobody
def holds_still(hand: AtHand, slot: Slot) -> bool:
    """Whether a new notice may name the same time again: open, and with the least notice."""
    return slot.closed_at is None and slot.starts_at >= earliest_appearance(
        hand.at, hand.rules, hand.calendar
    )


# house: authorship because it only says where the facts have it
def slot_of(hand: AtHand) -> Slot:
    """The slot to appear in, with its office."""
    return Slot.objects.select_related("office").get(id=hand.status.slot_id)


def _window(hand: AtHand) -> tuple[datetime, datetime]:
    """From when to when a new date can lie: with the least notice, and later than the old one."""
    after_old = hand.status.appointment + timedelta(minutes=1)
    start = max(earliest_appearance(hand.at, hand.rules, hand.calendar), after_old)
    return start, start + HORIZON


def _ends(several: list[FreeTime]) -> list[FreeTime]:
    return [several[0], several[-1]] if len(several) > 1 else several
