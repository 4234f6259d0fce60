"""Which places are free."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

# Nothing is free at a time that was closed. A place is taken by an allocation that is still to be
# released, or by a summons; an allocation that became a summons is counted as the summons, wherever
# its date is now. What was withheld at issue, or withdrawn, takes none.
UNRELEASED = """
NOT EXISTS (SELECT FROM summonses_summons m
            WHERE m.callup_id = a.callup_id AND m.person_id = a.person_id)
AND NOT EXISTS (SELECT FROM callups_manifestentry e
                WHERE e.manifest_id = a.callup_id AND e.person_id = a.person_id
                  AND e.outcome = 'withheld')
"""
PROMISED = f"""
(SELECT count(*) FROM callups_allocation a WHERE a.slot_id = s.id AND {UNRELEASED})
"""  # noqa: S608 because the part stands above
GIVEN = """
(SELECT count(*) FROM summonses_summons m WHERE m.slot_id = s.id AND m.state <> 'recalled')
"""
FREE = f"CASE WHEN s.closed_at IS NULL THEN s.capacity - {PROMISED} - {GIVEN} ELSE 0 END"

ALL_FREE = f"""
SELECT o.district, s.id, {FREE} AS free
FROM offices_slot s JOIN offices_office o ON o.id = s.office_id
WHERE s.starts_at >= %s AND s.starts_at < %s
ORDER BY o.district, s.starts_at
"""  # noqa: S608 because both parts stand above

# Slots come from the index in the order of time, so counting ends when enough have a place.
NEXT_FREE = f"""
SELECT s.id, s.starts_at FROM offices_slot s
WHERE s.office_id = %s AND s.starts_at >= %s AND s.starts_at < %s AND {FREE} > 0
ORDER BY s.starts_at LIMIT %s
"""  # noqa: S608 because both parts stand above


def free_places(start: datetime, end: datetime) -> dict[str, list[tuple[UUID, int]]]:
    """District of an office -> its slots with places left, from `start` to before `end`."""
    found: dict[str, list[tuple[UUID, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(ALL_FREE, [start, end])
        for district, slot, free in cursor.fetchall():
            if free > 0:
                found.setdefault(district, []).append((slot, free))
    return found


def free_slots(
    office: UUID, start: datetime, end: datetime, *, limit: int
) -> list[tuple[UUID, datetime]]:
    """Id and start of the earliest slots with a place left, from `start` to before `end`."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_FREE, [office, start, end, limit])
        return list(cursor.fetchall())


class Times(NamedTuple):
    """A slot: its places, how many were promised to people not summoned yet, how many given."""

    id: UUID
    starts_at: datetime
    closed: bool
    capacity: int
    promised: int
    given: int


TIMES = f"""
SELECT s.id, s.starts_at, s.closed_at IS NOT NULL, s.capacity, {PROMISED}, {GIVEN}
FROM offices_slot s
WHERE s.office_id = %s AND s.starts_at >= %s AND s.starts_at < %s
ORDER BY s.starts_at
"""  # noqa: S608 because both parts stand above

# Places that were promised or given stay: nobody loses theirs by a number.
SET_CAPACITY = f"""
UPDATE offices_slot s SET capacity = greatest(%s, {PROMISED} + {GIVEN})
WHERE s.office_id = %s AND s.starts_at >= %s AND s.starts_at < %s AND s.closed_at IS NULL
"""  # noqa: S608 because both parts stand above

# Call-ups that promised places to people who are not summoned yet.
PROMISING = f"""
SELECT DISTINCT o.reference FROM callups_allocation a
JOIN callups_callup c ON c.id = a.callup_id JOIN callups_order o ON o.id = c.order_id
WHERE a.slot_id = ANY(%s) AND {UNRELEASED}
ORDER BY 1
"""  # noqa: S608 because the part stands above


def times(office: UUID, start: datetime, end: datetime) -> Iterator[Times]:
    """The slots of an office from `start` to before `end`, in the order of time."""
    with connection.cursor() as cursor:
        cursor.execute(TIMES, [office, start, end])
        yield from (Times(*row) for row in cursor.fetchall())


def set_capacity(office: UUID, start: datetime, end: datetime, capacity: int) -> int:
    """Give open slots so many places, or as many as were promised and given; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(SET_CAPACITY, [capacity, office, start, end])
        return int(cursor.rowcount)


def promising(slots: list[UUID]) -> list[str]:
    """References of orders whose call-ups promised these to people who are not summoned yet."""
    with connection.cursor() as cursor:
        cursor.execute(PROMISING, [slots])
        return [reference for (reference,) in cursor.fetchall()]
