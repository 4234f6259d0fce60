"""Who is to appear at an office on a day, by the appointment that holds now."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.gateways import profiles
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
