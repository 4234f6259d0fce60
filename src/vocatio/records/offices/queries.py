"""Which places are free."""

from datetime import datetime
from uuid import UUID

from django.db import connection

# A place is taken by an allocation that is still to be released, or by a summons; an
# allocation that became a summons is counted as the summons, wherever its date is now.
FREE = """
s.capacity
       - (SELECT count(*) FROM callups_allocation a
          WHERE a.slot_id = s.id
            AND NOT EXISTS (SELECT FROM summonses_summons m
                            WHERE m.callup_id = a.callup_id AND m.person_id = a.person_id))
       - (SELECT count(*) FROM summonses_summons m WHERE m.slot_id = s.id)
"""

ALL_FREE = f"""
SELECT o.district, s.id, {FREE} AS free
FROM offices_slot s JOIN offices_office o ON o.id = s.office_id
WHERE s.starts_at >= %s AND s.starts_at < %s
ORDER BY o.district, s.starts_at
"""  # noqa: S608 because both parts stand above

# Slots come from the index in the order of time, so counting ends when enough have a place.
NEXT_FREE = f"""
SELECT s.id FROM offices_slot s
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


def free_slots(office: UUID, start: datetime, end: datetime, *, limit: int) -> list[UUID]:
    """The earliest slots of an office with a place left, from `start` to before `end`."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_FREE, [office, start, end, limit])
        return [slot for (slot,) in cursor.fetchall()]
