"""At the office: who came, and the end of the day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.follow import follow, missed
from vocatio.actions.case.lift import lift_all
from vocatio.actions.day import closed_slots, of_office
from vocatio.actions.law import today
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.door_receipt import make
from vocatio.actions.summons.new_date import office_of
from vocatio.actions.summons.own import by_id
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.liability import gate
from vocatio.domain.consequences.kinds import Cause
from vocatio.domain.errors import Refusal
from vocatio.domain.summons.door import Result, appearance, result
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import (
    OVER,
    Event,
    NotOpen,
    OutOfTurn,
    RequestOpen,
    State,
    after,
    refuse_absence,
)
from vocatio.domain.ties import Tied
from vocatio.records.register.standings import of_people
from vocatio.records.summonses.models import Summons


class TooEarly(Refusal):
    """The day cannot be closed before its last appointment has passed."""

    basis = "attendance"


@dataclass(frozen=True, slots=True)
class DayClosed:
    """How many appeared, how many stayed away, and about how many nothing may be said yet."""

    appeared: int
    absent: int
    held_back: int


def record_appearance(
    summons_id: UUID, *, office_id: UUID | None = None, by: Staff, at: datetime
) -> bool:
    """Record that the person stands here now, with a receipt to hand out.

    Whatever was taken against them because they had stayed away is lifted by it (F16).

    Args:
        office_id: where they stand; the office of the appointment if None.

    Returns:
        False where it was recorded before: a second time changes nothing.

    Raises:
        NotFound: no such summons, or no such office.
        OutOfTurn: the state does not allow it.
    """
    permissions.require("attendance.record", by)
    with transaction.atomic():
        hand = AtHand.of(by_id(summons_id, by=by), at)
        found = hand.status
        if found.state == State.APPEARED:
            return False
        after(found.state, Event.APPEARED)
        office = by.office_id or office_id or office_of(hand)
        content = make(hand.summons, office, found.appointment, at=at)
        data = {"slot": str(found.slot_id), "office": str(office), "content": content}
        hand.append(Kind.APPEARANCE, by=by, data=data)
        lift_all(hand.summons, Cause.APPEARANCE, by=by, at=at)
    return True


def record_result(summons_id: UUID, became: Result, *, by: Staff, at: datetime) -> None:
    """Record what became of an appearance; the latest word holds, the same one changes nothing.

    Raises:
        NotFound: no such summons.
        OutOfTurn: they have not appeared.
    """
    permissions.require("attendance.record", by)
    with transaction.atomic():
        hand = AtHand.of(by_id(summons_id, by=by), at)
        if hand.status.state != State.APPEARED:
            raise OutOfTurn("nobody has appeared: record that first")
        before, came = result(hand.facts), appearance(hand.facts)
        if came is None or (before and before.data["result"] == became):
            return
        data = {"appearance": str(came.id), "result": became.value}
        hand.append(Kind.RESULT, by=by, data=data)


def close_day(office_id: UUID, on: date, *, by: Staff, at: datetime) -> DayClosed:
    """Record who stayed away, and do what follows for each: a case, a reminder, a new date.

    Held back is whoever has an open request (F7), whoever died, is detained or in hospital, or
    may be (F22), whoever's time the office itself had closed, and whoever a colleague has to close
    the day for: `by` themself, or a relative.

    Each summons is a transaction of its own: a day that was closed halfway is closed by
    closing it again.

    Raises:
        TooEarly: an appointment of that day lies ahead.
    """
    permissions.require("attendance.close", by)
    summonses = of_office(office_id, on)
    if any(starts_at > at for _, starts_at in summonses):
        raise TooEarly
    closed = closed_slots(office_id, on)
    rows = Summons.objects.filter(id__in=[summons_id for summons_id, _ in summonses])
    settled = {
        hand.summons.id: state
        for hand in AtHand.of_many(rows, at)
        if (state := hand.status.state) in OVER
    }
    # What is not settled is read again under its lock.
    outcomes = [
        settled.get(summons_id) or _close(summons_id, closed, by=by, at=at)
        for summons_id, _ in summonses
    ]
    return DayClosed(
        appeared=outcomes.count(State.APPEARED),
        absent=outcomes.count(State.ABSENT),
        held_back=len(outcomes) - outcomes.count(State.APPEARED) - outcomes.count(State.ABSENT),
    )


def _close(summons_id: UUID, closed: Collection[UUID], *, by: Staff, at: datetime) -> State | None:
    with transaction.atomic():
        try:
            hand = AtHand.of(by_id(summons_id, by=by), at)
        except Tied:
            return None
        found, person_id = hand.status, hand.summons.person_id
        if found.state in OVER:
            return found.state
        if gate(of_people([person_id], today(at))[person_id]):
            return found.state
        try:
            refuse_absence(found, closed)
        except (NotOpen, RequestOpen, OutOfTurn):
            return found.state
        follow(hand, hand.append(Kind.ABSENCE, by=by, data=missed(found)), by=by)
        return State.ABSENT
