"""The laws that every period obeys, and working days counted by someone else as well."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vocatio.domain.law.calendar import Calendar, OutsideCalendar
from vocatio.domain.law.counting import NoSuchDay, count, count_back
from vocatio.domain.law.deadlines import OutageGoesOn, backward, end_of_day, forward
from vocatio.domain.law.periods import (
    Boundary,
    MonthEnd,
    Outage,
    Period,
    Roll,
    Start,
    Unit,
    regulated,
)

FIRST, LAST = date(2012, 1, 1), date(2038, 12, 31)
ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Havana")]
BERLIN = ZONES[1]


def calendar_of(holidays: list[date], weekend: frozenset[int] = frozenset({5, 6})) -> Calendar:
    """Twenty-seven years with these holidays."""
    return Calendar("XX", FIRST, LAST, weekend, dict.fromkeys(holidays, "a holiday"))


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(
    calendar_of,
    st.lists(DAYS, max_size=40),
    st.frozensets(st.integers(0, 6), max_size=3),
)
UNITS = st.sampled_from([unit for unit in Unit if unit != Unit.HOUR])
PERIODS = st.builds(
    Period,
    count=st.integers(0, 40),
    unit=UNITS,
    start=st.sampled_from(Start),
    boundary=st.sampled_from(Boundary),
    roll=st.sampled_from(Roll),
    cutoff=st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    working_days=st.integers(0, 3),
).map(lambda p: replace(p, count=p.count if p.unit not in (Unit.YEAR, Unit.MONTH) else p.count % 7))
EARLY, LATE = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 12, 31, tzinfo=UTC)
MOMENTS = st.datetimes(
    EARLY.replace(tzinfo=None), LATE.replace(tzinfo=None), timezones=st.sampled_from(ZONES)
).map(lambda moment: moment.astimezone(UTC))
ZONE = st.sampled_from(ZONES)


@given(DAYS, PERIODS, CALENDARS)
def test_never_before_the_start(start: date, period: Period, calendar: Calendar) -> None:
    assert count(start, period, calendar)[0] >= start
    assert count_back(start, period, calendar)[0] <= start


@given(DAYS, PERIODS, CALENDARS)
def test_one_more_is_never_sooner(start: date, period: Period, calendar: Calendar) -> None:
    longer = replace(period, count=period.count + 1)
    assert count(start, longer, calendar)[0] >= count(start, period, calendar)[0]
    assert count_back(start, longer, calendar)[0] <= count_back(start, period, calendar)[0]


@given(DAYS, PERIODS, CALENDARS)
def test_working_days_never_end_on_a_day_off(
    start: date, period: Period, calendar: Calendar
) -> None:
    working = replace(period, unit=Unit.WORKING_DAY)
    assert calendar.is_working(count(start, working, calendar)[0])
    assert calendar.is_working(count_back(start, working, calendar)[0])


@given(DAYS, PERIODS, CALENDARS)
def test_a_roll_ends_on_a_working_day_and_forward_never_shortens(
    start: date, period: Period, calendar: Calendar
) -> None:
    plain = count(start, replace(period, roll=Roll.NONE), calendar)[0]
    rolled = count(start, replace(period, roll=Roll.NEXT), calendar)[0]
    assert rolled >= plain
    assert calendar.is_working(rolled)
    assert calendar.is_working(count(start, replace(period, roll=Roll.PREVIOUS), calendar)[0])


@given(DAYS, PERIODS, CALENDARS)
def test_backward_never_rolls_forward(start: date, period: Period, calendar: Calendar) -> None:
    plain = count_back(start, replace(period, roll=Roll.NONE), calendar)[0]
    assert count_back(start, period, calendar)[0] <= plain
    assert count_back(start, replace(period, roll=Roll.NEXT), calendar)[0] == plain


@given(DAYS, PERIODS, CALENDARS)
def test_two_days_or_more_hold_two_working_days(
    start: date, period: Period, calendar: Calendar
) -> None:
    """Art. 3(5) of Regulation 1182/71, and its art. 3(4): the end is a working day."""
    assume(period.count >= 2)
    end = count(start, regulated(period), calendar)[0]
    assert len(calendar.working_days(start + timedelta(days=1), end)) >= 2
    assert calendar.is_working(end)


#: Outages by hours after the moment that a period runs from, and how many hours they last.
OUTAGES = st.lists(st.tuples(st.integers(1, 60 * 24), st.integers(0, 200)), max_size=4)


@given(MOMENTS, PERIODS, CALENDARS, ZONE, OUTAGES)
def test_an_outage_never_shortens_and_nothing_expires_during_one(
    moment: datetime,
    period: Period,
    calendar: Calendar,
    zone: ZoneInfo,
    hours: list[tuple[int, int]],
) -> None:
    begins = [(moment + timedelta(hours=after), timedelta(hours=lasts)) for after, lasts in hours]
    outages = [Outage(begin, begin + lasts) for begin, lasts in begins]
    without = forward(moment, period, calendar, zone)
    found = forward(moment, period, calendar, zone, outages)
    assert found.at >= without.at
    assert found.day not in {day for outage in outages for day in outage.days(zone)}


@given(MOMENTS, st.integers(0, 2000), ZONE)
def test_hours_are_elapsed_and_the_hour_of_the_fact_is_not_counted(
    moment: datetime, hours: int, zone: ZoneInfo
) -> None:
    calendar = calendar_of([])
    lasted = forward(moment, Period(hours, Unit.HOUR), calendar, zone).at - moment
    assert timedelta(hours=hours) < lasted <= timedelta(hours=hours + 1)
    included = Period(hours, Unit.HOUR, Start.INCLUDE)
    assert forward(moment, included, calendar, zone).at - moment == timedelta(hours=hours)
    before = moment - backward(moment, Period(hours, Unit.HOUR), calendar, zone).at
    assert timedelta(hours=hours) <= before < timedelta(hours=hours + 1)


@pytest.mark.parametrize(
    ("event", "end"),
    [
        ("2026-03-28T14:20+01:00", "2026-03-29T16:00+02:00"),
        ("2026-03-28T14:00+01:00", "2026-03-29T16:00+02:00"),
        ("2026-10-24T14:20+02:00", "2026-10-25T14:00+01:00"),
        ("2026-10-25T02:30+02:00", "2026-10-26T02:00+01:00"),
        ("2026-10-25T02:30+01:00", "2026-10-26T03:00+01:00"),
        ("2026-10-24T02:10+02:00", "2026-10-25T02:00+01:00"),
    ],
)
def test_both_clock_changes(event: str, end: str) -> None:
    found = forward(datetime.fromisoformat(event), DAY_LONG, calendar_of([]), BERLIN)
    assert found.at == datetime.fromisoformat(end)


DAY_LONG = Period(24, Unit.HOUR)


@given(DAYS, ZONE)
def test_the_end_of_a_day_is_its_last_instant(day: date, zone: ZoneInfo) -> None:
    end = end_of_day(day, zone)
    assert end.astimezone(zone).date() == day
    assert (end + timedelta(microseconds=1)).astimezone(zone).date() == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        (time(20, 59, 59), date(2026, 4, 16)),
        (time(21), date(2026, 4, 16)),
        (time(21, 0, 1), date(2026, 4, 17)),
        (time(23, 59), date(2026, 4, 17)),
    ],
)
def test_the_cut_off_itself_is_still_in_time(clock: time, day: date) -> None:
    moment = datetime.combine(date(2026, 4, 9), clock, ZoneInfo("Europe/Rome"))
    period = Period(7, Unit.DAY, cutoff=time(21))
    assert forward(moment, period, calendar_of([]), ZoneInfo("Europe/Rome")).day == day


@pytest.mark.parametrize(
    ("start", "rule", "months", "end"),
    [
        ("2024-01-31", Start.EXCLUDE, 1, "2024-02-29"),
        ("2023-02-28", Start.EXCLUDE, 1, "2023-03-28"),
        ("2024-02-29", Start.EXCLUDE, 12, "2025-02-28"),
        ("2024-02-29", Start.EXCLUDE, 48, "2028-02-29"),
        ("2026-03-01", Start.INCLUDE, 1, "2026-03-31"),
        ("2026-01-31", Start.INCLUDE, 1, "2026-02-28"),
        ("2026-01-29", Start.INCLUDE, 1, "2026-02-28"),
        ("2025-12-31", Start.EXCLUDE, 2, "2026-02-28"),
    ],
)
def test_months_end_on_the_same_date_or_on_the_last(
    start: str, rule: Start, months: int, end: str
) -> None:
    period = Period(months, Unit.MONTH, rule)
    found, _ = count(date.fromisoformat(start), period, calendar_of([]))
    assert found == date.fromisoformat(end)


def test_a_month_without_that_day_has_no_answer_if_the_rule_says_so() -> None:
    period = Period(1, Unit.MONTH, month_end=MonthEnd.ERROR)
    with pytest.raises(NoSuchDay, match="2026-02 has no day 31"):
        count(date(2026, 1, 31), period, calendar_of([]))


def test_beyond_all_dates_there_is_no_answer() -> None:
    late = datetime(9999, 12, 30, tzinfo=UTC)
    for unit in (Unit.DAY, Unit.HOUR, Unit.YEAR):
        with pytest.raises(NoSuchDay):
            forward(late, Period(900, unit), calendar_of([]), BERLIN)
        early = datetime(1, 1, 2, tzinfo=UTC)
        with pytest.raises(NoSuchDay):
            backward(early, Period(900, unit), calendar_of([]), BERLIN)


def test_beyond_the_calendar_it_says_so() -> None:
    with pytest.raises(OutsideCalendar, match="2012-01-01 to 2038-12-31"):
        count(LAST, Period(1, Unit.WORKING_DAY), calendar_of([]))


def test_an_outage_chains_and_one_that_goes_on_holds_the_end_open() -> None:
    """Four days from Monday end on Friday; two days' outage reach Sunday, and the next one."""
    begins = datetime(2026, 4, 8, 12, tzinfo=BERLIN)
    one = Outage(begins, begins + timedelta(days=1))
    two = Outage(begins + timedelta(days=4), begins + timedelta(days=4, hours=1))
    monday, period = datetime(2026, 4, 6, 9, tzinfo=BERLIN), Period(4, Unit.DAY)
    calendar = calendar_of([])
    assert forward(monday, period, calendar, BERLIN, [one]).day == date(2026, 4, 12)
    assert forward(monday, period, calendar, BERLIN, [one, two]).day == date(2026, 4, 13)
    assert forward(monday, period, calendar, BERLIN, [one, one]).day == date(2026, 4, 12)
    with pytest.raises(OutageGoesOn):
        forward(monday, period, calendar, BERLIN, [replace(one, ends=None)])


def test_an_outage_until_midnight_does_not_touch_the_next_day() -> None:
    night = Outage(datetime(2026, 4, 8, 22, tzinfo=BERLIN), datetime(2026, 4, 9, 0, tzinfo=BERLIN))
    assert night.days(BERLIN) == {date(2026, 4, 8)}


@pytest.mark.parametrize("sign", [1, -1])
def test_working_days_agree_with_numpy(sign: int) -> None:
    """100,000 random cases, each way, against `numpy.busday_offset`."""
    chance = np.random.default_rng(1182)
    span = (date(2035, 1, 1) - date(2020, 1, 1)).days
    holidays = np.unique(np.datetime64("2020-01-01") + chance.integers(0, span, 400))
    starts = np.datetime64("2020-01-01") + chance.integers(0, span, 100_000)
    counts = chance.integers(1, 260, 100_000)
    offsets = sign * counts
    if sign > 0:
        expected = np.busday_offset(starts, offsets, roll="backward", holidays=holidays)
    else:
        expected = np.busday_offset(starts, offsets, roll="forward", holidays=holidays)
    calendar = calendar_of(holidays.tolist())
    found = [
        calendar.add_working_days(start, sign * number)
        for start, number in zip(starts.tolist(), counts.tolist(), strict=True)
    ]
    assert (np.array(found, dtype="datetime64[D]") == expected).all()


def test_working_days_that_count_their_start_agree_with_numpy() -> None:
    chance = np.random.default_rng(71)
    holidays = np.unique(np.datetime64("2020-01-01") + chance.integers(0, 3650, 300))
    starts = np.datetime64("2020-01-01") + chance.integers(0, 3650, 20_000)
    counts = chance.integers(1, 60, 20_000)
    expected = np.busday_offset(starts, counts - 1, roll="forward", holidays=holidays)
    calendar = calendar_of(holidays.tolist())
    periods = [Period(number, Unit.WORKING_DAY, Start.INCLUDE) for number in range(60)]
    found = [
        count(start, periods[number], calendar)[0]
        for start, number in zip(starts.tolist(), counts.tolist(), strict=True)
    ]
    assert (np.array(found, dtype="datetime64[D]") == expected).all()
