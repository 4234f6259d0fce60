"""Give each person drawn an office, a day and a time."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from vocatio.actions.callup.step import Found, step
from vocatio.actions.law import version_of
from vocatio.actions.recording import record
from vocatio.domain.actors import Staff
from vocatio.domain.callup.allocation import Caller, Place, allocate
from vocatio.domain.callup.stages import Kind
from vocatio.records.callups.models import Allocation, CallUpFact
from vocatio.records.ledger.copying import write_rows
from vocatio.records.offices.models import Office
from vocatio.records.offices.queries import free_places
from vocatio.records.register.asof import holds

CALLERS = f"""
SELECT d.person_id, coalesce(r.district, ''), coalesce(a.sealed, false)
FROM callups_drawn d
LEFT JOIN register_registration r ON r.person_id = d.person_id AND {holds("r")}
LEFT JOIN register_address a ON a.person_id = d.person_id AND {holds("a")}
WHERE d.callup_id = %(callup)s ORDER BY d.rank
"""  # noqa: S608 because every part is a constant


def allocate_places(callup_id: UUID, *, by: Staff, at: datetime) -> None:
    """Allocate in the order of the draw, within the window of the order.

    Raises:
        NotEnoughPlaces: naming the office whose places ran out.
        NoOtherOffice: somebody with a sealed address was drawn, and there is one office only.
    """
    with step(callup_id, "callup.allocate", Kind.ALLOCATION, by=by) as found:
        # One booking at a time at an office: a new date granted meanwhile takes a place too.
        list(Office.objects.select_for_update().order_by("id"))
        start, end = _window(found)
        places = {
            district: [Place(slot, free) for slot, free in slots]
            for district, slots in free_places(start, end).items()
        }
        pairs = allocate(_callers(callup_id, found.order.reference_date), places)
        write_rows(
            Allocation,
            ("callup_id", "person_id", "slot_id"),
            ((callup_id, person, slot) for person, slot in pairs),
        )
        data = {"people": found.order.people, "offices": len(places)}
        record(CallUpFact, Kind.ALLOCATION, callup_id, by=by, at=at, data=data)


def _window(found: Found) -> tuple[datetime, datetime]:
    """The instants from the start of the first day to the end of the last one."""
    zone = ZoneInfo(version_of(found.callup.profile_version).zone)
    after = found.order.last_day + timedelta(days=1)
    return (
        datetime.combine(found.order.first_day, time.min, zone),
        datetime.combine(after, time.min, zone),
    )


def _callers(callup_id: UUID, on: date) -> list[Caller]:
    with connection.cursor() as cursor:
        cursor.execute(CALLERS, {"callup": callup_id, "on": on})
        return [Caller(*row) for row in cursor.fetchall()]
