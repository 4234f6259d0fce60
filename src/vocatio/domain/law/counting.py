"""Counting days, weeks, months, years and working days: pure functions on dates.

First the last day is counted, then the boundary and then the roll move it. That order is a
decision; docs/adr/0020 says why.
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from vocatio.domain.errors import VocatioError
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.periods import Boundary, MonthEnd, Period, Reason, Roll, Start, Step, Unit


class NoSuchDay(VocatioError):
    """The period ends on a day that the calendar of dates does not have."""


def count(start: date, period: Period, calendar: Calendar) -> tuple[date, tuple[Step, ...]]:
    """The day that counts, for a period of days or longer that starts on `start`.

    First the last day is counted, then the boundary and then the roll move it. It never lies
    before `start`.
    """
    last, steps = _last_day(start, period, calendar)
    if period.boundary == Boundary.DAY_AFTER:
        last = _day_after(last, period, calendar)
        steps += (Step(Reason.DAY_AFTER, last),)
    day = _rolled(max(last, start), start, period, calendar)
    return day, steps + _moved(last, day, calendar)


def count_back(start: date, period: Period, calendar: Calendar) -> tuple[date, tuple[Step, ...]]:
    """As `count`, the other way: the day that lies the period before `start`."""
    day, steps = _first_day(start, period, calendar)
    if period.boundary == Boundary.DAY_AFTER:
        days = period.unit == Unit.WORKING_DAY
        day = calendar.add_working_days(day, -1) if days else day - timedelta(days=1)
        steps += (Step(Reason.DAY_AFTER, day),)
    unrolled = min(day, start)
    rolls = period.roll == Roll.PREVIOUS
    day = calendar.previous_working(unrolled) if rolls else unrolled
    return day, steps + _moved(unrolled, day, calendar)


def _last_day(start: date, period: Period, calendar: Calendar) -> tuple[date, tuple[Step, ...]]:
    """The last day of the period, before boundary and roll."""
    if period.unit == Unit.WORKING_DAY:
        day = _working_days(start, period.count, period.start, calendar)
        return day, _not_counted(start, day, calendar)
    day, steps = _plain(start, period, 1)
    if period.working_days:
        least = _working_days(start, period.working_days, period.start, calendar)
        if least > day:
            return least, (*steps, Step(Reason.WORKING_DAYS, least))
    return day, steps


def _working_days(start: date, count: int, rule: Start, calendar: Calendar) -> date:
    """The `count`-th working day; a period of none ends on the first one there is."""
    if count == 0:
        return calendar.next_working(start)
    if rule == Start.INCLUDE:
        return calendar.add_working_days(calendar.next_working(start), count - 1)
    return calendar.add_working_days(start, count)


def _first_day(start: date, period: Period, calendar: Calendar) -> tuple[date, tuple[Step, ...]]:
    if period.unit != Unit.WORKING_DAY:
        return _plain(start, period, -1)
    if period.count == 0 or period.start == Start.INCLUDE:
        nearest = calendar.previous_working(start)
        day = calendar.add_working_days(nearest, -max(period.count - 1, 0))
    else:
        day = calendar.add_working_days(start, -period.count)
    return day, _not_counted(day, start, calendar)


def _plain(start: date, period: Period, sign: int) -> tuple[date, tuple[Step, ...]]:
    """Count days, weeks, months or years from `start`, forward or back, days off or not."""
    inside = timedelta(days=sign) if period.start == Start.INCLUDE else timedelta(0)
    if period.unit in (Unit.DAY, Unit.WEEK):
        each = 7 if period.unit == Unit.WEEK else 1
        return start + timedelta(days=sign * each * period.count) - inside, ()
    each = 12 if period.unit == Unit.YEAR else 1
    day, exists = _months(start, sign * each * period.count)
    if exists:
        return day - inside, ()
    if period.month_end == MonthEnd.ERROR:
        raise NoSuchDay(f"{day.year}-{day.month:02} has no day {start.day}")
    return day, (Step(Reason.NO_SUCH_DAY, day),)


def _months(start: date, months: int) -> tuple[date, bool]:
    """The same day so many months on, or the last day of that month, and which of the two."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise NoSuchDay
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)), start.day <= last


def _day_after(day: date, period: Period, calendar: Calendar) -> date:
    """The next day; of working days the next working day, so that it never ends on a day off."""
    if period.unit == Unit.WORKING_DAY:
        return calendar.add_working_days(day, 1)
    return day + timedelta(days=1)


def _rolled(day: date, start: date, period: Period, calendar: Calendar) -> date:
    if period.roll == Roll.NONE:
        return day
    if period.roll == Roll.PREVIOUS and (before := calendar.previous_working(day)) >= start:
        return before
    return calendar.next_working(day)


def _not_counted(first: date, last: date, calendar: Calendar) -> tuple[Step, ...]:
    off = calendar.days_off(first, last)
    return tuple(Step(Reason.NOT_COUNTED, day, why) for day, why in off)


def _moved(one: date, other: date, calendar: Calendar) -> tuple[Step, ...]:
    """The days off between where a day was and where it rolled."""
    if one == other:
        return ()
    off = calendar.days_off(min(one, other), max(one, other))
    return tuple(Step(Reason.ROLLED, day, why) for day, why in off)
