"""Where a period ends that runs from an instant: a local day, and the instant at its end.

Time zones, cut-offs, hours and outages are met here; counting days is next door.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vocatio.domain.errors import VocatioError
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.counting import NoSuchDay, count, count_back
from vocatio.domain.law.periods import Outage, Period, Ran, Reason, Roll, Start, Step, Unit


class OutageGoesOn(VocatioError):
    """The period cannot end before the outage does, and that is not over yet."""


def forward(
    moment: datetime,
    period: Period,
    calendar: Calendar,
    zone: ZoneInfo,
    outages: Sequence[Outage] = (),
) -> Ran:
    """Where a period of the person ends that runs from `moment`.

    Outages add every calendar day that they touched, once, and may chain (F6).

    Raises:
        NoSuchDay: the month lacks the day, or the calendar of dates ends before.
        OutageGoesOn: it cannot end before an outage does.
        OutsideCalendar: the days off are not known so far ahead.
    """
    try:
        if period.unit == Unit.HOUR:
            return put_off(moment, _hours(moment, period, zone), zone, outages)
        return _later_day(moment, period, calendar, zone, outages)
    except OverflowError as error:
        raise NoSuchDay from error


def backward(moment: datetime, period: Period, calendar: Calendar, zone: ZoneInfo) -> Ran:
    """The last day, or for hours the last instant, that lies a whole period before `moment`.

    It never rolls forward, and no outage moves it: it binds the authority, not the person.

    Raises:
        NoSuchDay: the month lacks the day, or the calendar of dates begins after.
        OutsideCalendar: the days off are not known so far back.
    """
    try:
        if period.unit == Unit.HOUR:
            return _hours_back(moment, period, zone)
        start = moment.astimezone(zone).date()
        day, steps = count_back(start, period, calendar)
        return Ran(start, day, end_of_day(day, zone), steps)
    except OverflowError as error:
        raise NoSuchDay from error


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last instant of a local day, in UTC: a microsecond before the next one begins."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, zone)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def days_after(
    moment: datetime, days: int, zone: ZoneInfo, outages: Sequence[Outage] = ()
) -> datetime:
    """The end of the local day that lies so many days after `moment`; its day is not counted.

    Raises:
        OutageGoesOn: it cannot end before an outage does.
    """
    day, _ = _extended(moment, moment.astimezone(zone).date() + timedelta(days=days), zone, outages)
    return end_of_day(day, zone)


def _later_day(
    moment: datetime,
    period: Period,
    calendar: Calendar,
    zone: ZoneInfo,
    outages: Sequence[Outage],
) -> Ran:
    local = moment.astimezone(zone)
    start, steps = local.date(), tuple[Step, ...]()
    if period.cutoff and local.time() > period.cutoff:
        start += timedelta(days=1)
        steps = (Step(Reason.CUTOFF, start),)
    day, counted = count(start, period, calendar)
    rolls = period.unit == Unit.WORKING_DAY or period.roll != Roll.NONE
    rolled = calendar.next_working if rolls else None
    day, lost = _extended(moment, day, zone, outages, rolled)
    return Ran(start, day, end_of_day(day, zone), (*steps, *counted, *_lost(lost)))


def _extended(
    moment: datetime,
    day: date,
    zone: ZoneInfo,
    outages: Sequence[Outage],
    rolled: Callable[[date], date] | None = None,
) -> tuple[date, frozenset[date]]:
    """The day, moved by all days that outages touched, and those; they may chain (F6)."""
    lost = frozenset[date]()
    while more := _touched(moment, end_of_day(day, zone), outages, zone) - lost:
        lost |= more
        day += timedelta(days=len(more))
        day = rolled(day) if rolled else day
    return day, lost


def put_off(moment: datetime, end: Ran, zone: ZoneInfo, outages: Sequence[Outage]) -> Ran:
    """The end of a time of the person's, put off by outages between `moment` and itself (F6).

    Raises:
        OutageGoesOn: it cannot end before an outage does.
    """
    at, lost = end.at, frozenset[date]()
    while more := _touched(moment, at, outages, zone) - lost:
        lost |= more
        at = (at.astimezone(zone) + timedelta(days=len(more))).astimezone(UTC)
    return Ran(end.start, at.astimezone(zone).date(), at, (*end.steps, *_lost(lost)))


def _lost(days: frozenset[date]) -> tuple[Step, ...]:
    return tuple(Step(Reason.OUTAGE, day) for day in sorted(days))


def _touched(
    first: datetime, last: datetime, outages: Sequence[Outage], zone: ZoneInfo
) -> frozenset[date]:
    """The days touched by the outages that overlap the time from `first` to `last`."""
    days: set[date] = set()
    for outage in outages:
        if outage.begins <= last and (outage.ends is None or outage.ends > first):
            if outage.ends is None:
                raise OutageGoesOn
            days |= outage.days(zone)
    return frozenset(days)


def _hours(moment: datetime, period: Period, zone: ZoneInfo) -> Ran:
    """Art. 3(1) of Regulation 1182/71: the hour during which the fact occurs does not count.

    Hours are elapsed ones: an hour that the clock skips or repeats is none or two.
    """
    begin, steps = moment.astimezone(UTC), tuple[Step, ...]()
    day = moment.astimezone(zone).date()
    if period.start == Start.EXCLUDE:
        begin = _top_of_hour(moment, zone) + timedelta(hours=1)
        steps = (Step(Reason.HOUR_OF_FACT, day),)
    at = begin + timedelta(hours=period.count)
    return Ran(day, at.astimezone(zone).date(), at, steps)


def _hours_back(moment: datetime, period: Period, zone: ZoneInfo) -> Ran:
    exclude = period.start == Start.EXCLUDE
    end = _top_of_hour(moment, zone) if exclude else moment.astimezone(UTC)
    at = end - timedelta(hours=period.count)
    day = moment.astimezone(zone).date()
    steps = (Step(Reason.HOUR_OF_FACT, day),) if exclude else ()
    return Ran(day, at.astimezone(zone).date(), at, steps)


def _top_of_hour(moment: datetime, zone: ZoneInfo) -> datetime:
    """When the local hour began in which `moment` lies; not every zone is whole hours off UTC."""
    local = moment.astimezone(zone)
    into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return moment.astimezone(UTC) - into
