"""F4 and the profile: the least notice. Where both speak, the longer one holds."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.counting import count, count_back
from vocatio.domain.law.floor import MINIMUM_NOTICE
from vocatio.domain.law.profile import Profile
from vocatio.domain.law.rules import AfterRule


def enough_notice(receipt: datetime, appearance: datetime) -> bool:
    """Whether evidenced receipt leaves the least notice, in whole days of 24 hours."""
    return appearance - receipt >= MINIMUM_NOTICE


def earliest_appearance(receipt: datetime, profile: Profile, calendar: Calendar) -> datetime:
    """When somebody can appear at the earliest who opens it within a day of `receipt`."""
    zone = ZoneInfo(profile.zone)
    opened = receipt + timedelta(days=1)
    first = earliest_day(opened.astimezone(zone).date(), profile, calendar)
    return max(opened + MINIMUM_NOTICE, datetime.combine(first, time.min, zone))


def earliest_day(today: date, profile: Profile, calendar: Calendar) -> date:
    """The first day on which people who are called today can be asked to appear."""
    first = today + MINIMUM_NOTICE
    window = profile.windows.minimum_notice
    if isinstance(window, AfterRule):
        return max(first, count(today, window.period, calendar)[0])
    while window is not None and count_back(first, window.period, calendar)[0] < today:
        first += timedelta(days=1)
    return first
