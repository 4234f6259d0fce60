"""F4: the least notice before absence can have consequences."""

from datetime import date, datetime, timedelta

from vocatio.domain.law.floor import MINIMUM_NOTICE


def enough_notice(receipt: datetime, appearance: datetime) -> bool:
    """Whether evidenced receipt leaves the least notice, in whole days of 24 hours."""
    return appearance - receipt >= MINIMUM_NOTICE


def earliest_appearance(receipt: datetime) -> datetime:
    """When somebody can appear at the earliest who opens it within a day of `receipt`."""
    return receipt + MINIMUM_NOTICE + timedelta(days=1)


def earliest_day(today: date) -> date:
    """The first day on which people who are called today can be asked to appear."""
    return today + MINIMUM_NOTICE
