"""Who is to appear at an office on a day, by the appointment that holds now."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.gateways import profiles
from vocatio.records.offices.models import Slot
from vocatio.records.summonses.models import Summons


def bounds(on: date) -> tuple[datetime, datetime]:
    """The instants at which a local day begins and the next one does."""
    zone = ZoneInfo(profiles.load(profiles.default()).profile.zone)
    return (
        datetime.combine(on, time.min, zone),
        datetime.combine(on + timedelta(days=1), time.min, zone),
    )


def of_office(office_id: UUID, on: date) -> list[tuple[UUID, datetime]]:
    """Summons and time, in the order of time."""
    start, end = bounds(on)
    found = Summons.objects.filter(
        slot__office_id=office_id, slot__starts_at__gte=start, slot__starts_at__lt=end
    )
    return list(found.order_by("slot__starts_at", "id").values_list("id", "slot__starts_at"))


def closed_slots(office_id: UUID, on: date) -> frozenset[UUID]:
    """Times of that day that the office itself closed."""
    start, end = bounds(on)
    found = Slot.objects.filter(office_id=office_id, starts_at__gte=start, starts_at__lt=end)
    return frozenset(found.exclude(closed_at=None).values_list("id", flat=True))
