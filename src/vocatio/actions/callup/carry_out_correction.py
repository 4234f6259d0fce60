"""Carry out an approved correction, batch by batch, until every summons has its notice.

As with a release: each batch is one transaction. Killed at any moment it is there wholly or not
at all, and the next run takes up the summonses that are left: a fact of each says that it was
corrected. Whoever has appeared already is left alone, and so is whoever no place can be found for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.callup.carry_out import EntriesLeft
from vocatio.actions.callup.notice import Corrects
from vocatio.actions.callup.step import Found, find, lock
from vocatio.actions.case.lift import lift_all
from vocatio.actions.clock import now
from vocatio.actions.day import bounds
from vocatio.actions.delivery.found import look_again
from vocatio.actions.ledger.stamping import stamp_soon
from vocatio.actions.paper import current_content
from vocatio.actions.recording import record
from vocatio.actions.request.dates import first_free, holds_still, slot_of
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.new_date import Composer, recipient
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.callup.stages import Kind
from vocatio.domain.consequences.kinds import Cause
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact
from vocatio.domain.summons.corrections import CORRECTS, ClosedDays, Way
from vocatio.domain.summons.kinds import Kind as SummonsKind
from vocatio.domain.summons.states import TABLE, Event
from vocatio.gateways import identity
from vocatio.records.callups.models import CallUpFact
from vocatio.records.offices.models import Office, Slot
from vocatio.records.summonses.models import Summons

JOB = "correction.carry_out"
#: Summonses in one transaction.
BATCH = 200

# Those of the call-up that this correction has not reached, whether or not it could do anything.
TAKE = """
SELECT s.id FROM summonses_summons s
WHERE s.callup_id = %(callup)s AND (%(one)s::uuid IS NULL OR s.id = %(one)s) AND s.id > %(after)s
  AND (%(slots)s::uuid[] IS NULL OR s.slot_id = ANY(%(slots)s))
  AND NOT EXISTS (SELECT FROM summonses_summonsfact f
                  WHERE f.subject_id = s.id AND f.kind IN ('Recall', 'Appointment')
                    AND convert_from(f.canonical, 'UTF8')::jsonb #>> '{data,corrects}'
                        = %(correction)s)
ORDER BY s.id LIMIT %(size)s
"""
LEFT = f"SELECT count(*) FROM ({TAKE}) t"  # noqa: S608 because it is a constant


CORRECTED = """
SELECT count(*) FROM summonses_summonsfact f JOIN summonses_summons s ON s.id = f.subject_id
WHERE s.callup_id = %s AND f.kind IN ('Recall', 'Appointment')
  AND convert_from(f.canonical, 'UTF8')::jsonb #>> '{data,corrects}' = %s
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was submitted and approved; `slots` are those that were closed, None for any."""

    id: UUID
    callup_id: UUID
    way: Way
    reason: str
    move: bool
    summons_id: UUID | None
    slots: list[UUID] | None
    behalf: UUID


@dataclass(frozen=True, slots=True)
class Due:
    """One summons to be corrected, and the slot that its notice names."""

    hand: AtHand
    slot: Slot

    @property
    def summons(self) -> Summons:
        """Its row, which is locked."""
        return self.hand.summons


# house: authorship because the author is in the facts, and each batch reads the clock
def carry_out_correction(
    correction_id: UUID,
    *,
    stopped: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda _done, _whole: None,
) -> None:
    """Go on until every summons was seen to, then record how many were corrected.

    Args:
        stopped: asked between batches whether to end early.
        progress: told at first and after each batch how many were seen to, and of how many.

    Raises:
        EntriesLeft: it was told to stop; run it again for the rest.
    """
    correction, after = _find(correction_id), UUID(int=0)
    by = System(JOB, correction.behalf)
    done = _corrected(correction)
    whole = done + _left(correction)
    progress(done, whole)
    while last := correct_batch(correction, after, BATCH, by=by, at=now()):
        done = min(done + BATCH, whole)
        progress(done, whole)
        if stopped():
            raise EntriesLeft
        after = last
    finish_correction(correction, by=by, at=now())


def correct_batch(
    correction: Correction, after: UUID, size: int, *, by: System, at: datetime
) -> UUID | None:
    """Correct up to `size` summonses whose ids follow; return the last id, None at the end."""
    permissions.require("correction.carry_out", by)
    with transaction.atomic():
        ids = _taken(correction, after, size)
        rows = list(Summons.objects.select_for_update().filter(id__in=ids).order_by("id"))
        # Another run may have corrected some of them while this one waited for their rows.
        left = set(_taken(correction, after, size))
        held = [AtHand.of(row, at) for row in rows if row.id in left]
        found = [due for hand in held if (due := _due(hand, correction))]
        _correct(found, correction, by, at)
        look_again([due.summons.id for due in found], at=at)
    return ids[-1] if ids else None


def finish_correction(correction: Correction, *, by: System, at: datetime) -> None:
    """Record how many were corrected and how many left alone, once."""
    permissions.require("correction.carry_out", by)
    with transaction.atomic():
        found = lock(correction.callup_id)
        done = [f.data["correction"] for f in found.facts if f.kind == Kind.CORRECTED]
        if str(correction.id) in done:
            return
        data: dict[str, Json] = {
            "correction": str(correction.id),
            "corrected": _corrected(correction),
            "left": _left(correction),
        }
        stamp_soon(
            record(CallUpFact, Kind.CORRECTED, correction.callup_id, by=by, at=at, data=data)
        )


def _find(correction_id: UUID) -> Correction:
    stored = CallUpFact.objects.get(id=correction_id, kind=Kind.CORRECTION)
    found = find(stored.subject_id)
    asked = next(fact for fact in found.facts if fact.id == correction_id)
    approved = _approval(found, correction_id)
    one = asked.data.get("summons")
    return Correction(
        id=correction_id,
        callup_id=stored.subject_id,
        way=Way(str(asked.data["way"])),
        reason=str(asked.data["reason"]),
        move=bool(asked.data["move"]),
        summons_id=UUID(str(one)) if one else None,
        slots=_slots(closed) if (closed := ClosedDays.of(asked)) else None,
        behalf=UUID(approved.by["account"]),
    )


def _slots(days: ClosedDays) -> list[UUID]:
    """The slots of these days that are closed: who has a place there gets another one."""
    found = Slot.objects.filter(
        office_id=days.office,
        starts_at__gte=bounds(days.first)[0],
        starts_at__lt=bounds(days.last)[1],
        closed_at__isnull=False,
    )
    return list(found.values_list("id", flat=True))


def _corrected(correction: Correction) -> int:
    with connection.cursor() as cursor:
        cursor.execute(CORRECTED, [correction.callup_id, str(correction.id)])
        return int(cursor.fetchone()[0])


def _approval(found: Found, correction_id: UUID) -> Fact:
    return next(
        fact
        for fact in found.facts
        if fact.kind == Kind.CORRECTION_APPROVED and fact.data["correction"] == str(correction_id)
    )


def _taken(correction: Correction, after: UUID, size: int) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, _of(correction) | {"after": after, "size": size})
        return [row[0] for row in cursor.fetchall()]


def _left(correction: Correction) -> int:
    """How many it has not reached, whether or not it could do anything."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT, _of(correction) | {"after": UUID(int=0), "size": None})
        return int(cursor.fetchone()[0])


def _of(correction: Correction) -> dict[str, Any]:
    return {
        "callup": correction.callup_id,
        "one": correction.summons_id,
        "slots": correction.slots,
        "correction": str(correction.id),
    }


def _due(hand: AtHand, correction: Correction) -> Due | None:
    event = Event.RECALLED if correction.way == Way.RECALL else Event.REPLACED
    if (hand.status.state, event) not in TABLE:
        return None
    slot = slot_of(hand)
    if correction.slots is not None and slot.id not in correction.slots:
        return None
    if correction.way == Way.RECALL:
        return Due(hand, slot)
    # One booking at a time at an office, or two people get its last place.
    Office.objects.select_for_update().get(id=slot.office_id)
    again = not correction.move and holds_still(hand, slot)
    chosen = slot.id if again else first_free(hand, slot.office_id)
    if chosen is None:
        return None
    # The next one of this batch must find the place taken; the fact that says so follows.
    hand.summons.slot_id = chosen
    hand.summons.save(update_fields=["slot_id"])
    return Due(hand, Slot.objects.select_related("office").get(id=chosen))


def _correct(found: list[Due], correction: Correction, by: System, at: datetime) -> None:
    if not found:
        return
    composers = {
        version: Composer.of(correction.callup_id, version)
        for version in {due.summons.profile_version for due in found}
    }
    said = []
    for due in found:
        notices = composers[due.summons.profile_version].notices
        compose = notices.withdrawal if correction.way == Way.RECALL else notices.replacing
        corrects = Corrects(current_content(due.summons.id).code, correction.reason)
        code = identity.new_reference()
        to = recipient(due.summons, due.slot, at)
        content = compose(to, due.summons.category, code, corrects, at=at)
        said.append((due.summons.id, code, content))
    named = composers[found[0].summons.profile_version].keep(said)
    for due in found:
        data: dict[str, Json] = {
            CORRECTS: str(correction.id),
            "reason": correction.reason,
            **named[due.summons.id],
        }
        if correction.way == Way.RECALL:
            due.hand.append(SummonsKind.RECALLED, by=by, data=data)
            lift_all(due.summons, Cause.RECALL, by=by, at=at)
            continue
        place = {
            "slot": str(due.slot.id),
            "starts_at": instant(due.slot.starts_at),
            "replaces": str(due.hand.status.slot_id),
        }
        due.hand.append(SummonsKind.APPOINTMENT, by=by, data=data | place)
