"""At the office: who came, and the end of the day."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.follow import follow
from vocatio.actions.case.lift import lift_all
from vocatio.actions.day import of_office
from vocatio.actions.law import today
from vocatio.actions.summons.append import append, status_at
from vocatio.actions.summons.own import by_id
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.liability import gate
from vocatio.domain.consequences.kinds import Cause
from vocatio.domain.errors import Refusal
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import (
    OVER,
    Event,
    OutOfTurn,
    RequestOpen,
    State,
    after,
    refuse_absence,
)
from vocatio.records.register.standings import of_people


class TooEarly(Refusal):
    """The day cannot be closed before its last appointment has passed."""

    basis = "attendance"


@dataclass(frozen=True, slots=True)
class DayClosed:
    """How many appeared, how many stayed away, and about how many nothing may be said yet."""

    appeared: int
    absent: int
    held_back: int


def record_appearance(summons_id: UUID, *, by: Staff, at: datetime) -> None:
    """Record that the person stands here now; a second time changes nothing.

    Whatever was taken against them because they had stayed away is lifted by it (F16).

    Raises:
        NotFound: no such summons.
        OutOfTurn: the state does not allow it.
    """
    permissions.require("attendance.record", by)
    with transaction.atomic():
        summons = by_id(summons_id)
        found = status_at(summons, at)
        if found.state == State.APPEARED:
            return
        after(found.state, Event.APPEARED)
        data = {"slot": str(found.slot_id), "office": str(by.office_id or "")}
        append(summons, Kind.APPEARANCE, by=by, at=at, data=data)
        lift_all(summons, Cause.APPEARANCE, by=by, at=at)


def close_day(office_id: UUID, on: date, *, by: Staff, at: datetime) -> DayClosed:
    """Record who stayed away, and do what follows for each: a case, a reminder, a new date.

    Held back is whoever has an open request (F7), and whoever died, is detained or in
    hospital, or may be (F22).

    Each summons is a transaction of its own: a day that was closed halfway is closed by
    closing it again.

    Raises:
        TooEarly: an appointment of that day lies ahead.
    """
    permissions.require("attendance.close", by)
    summonses = of_office(office_id, on)
    if any(starts_at > at for _, starts_at in summonses):
        raise TooEarly
    outcomes = [_close(summons_id, by=by, at=at) for summons_id, _ in summonses]
    return DayClosed(
        appeared=outcomes.count(State.APPEARED),
        absent=outcomes.count(State.ABSENT),
        held_back=len(outcomes) - outcomes.count(State.APPEARED) - outcomes.count(State.ABSENT),
    )


def _close(summons_id: UUID, *, by: Staff, at: datetime) -> State:
    with transaction.atomic():
        summons = by_id(summons_id)
        found = status_at(summons, at)
        if found.state in OVER:
            return found.state
        if gate(of_people([summons.person_id], today(at))[summons.person_id]):
            return found.state
        try:
            refuse_absence(found)
        except (RequestOpen, OutOfTurn):
            return found.state
        data = {"slot": str(found.slot_id), "starts_at": instant(found.appointment)}
        follow(summons, append(summons, Kind.ABSENCE, by=by, at=at, data=data), by=by, at=at)
        return State.ABSENT
