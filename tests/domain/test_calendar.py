"""Working days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import CALENDAR
from vocatio.domain.law.calendar import OutsideCalendar

DAYS = st.dates(date(2026, 1, 1), date(2029, 1, 1))


def test_weekends_and_holidays_are_off() -> None:
    assert CALENDAR.is_working(date(2027, 3, 26))
    assert not CALENDAR.is_working(date(2027, 3, 27))
    assert not CALENDAR.is_working(date(2027, 3, 29))


@given(DAYS, st.integers(0, 60))
def test_adding_counts_working_days_and_not_the_first(start: date, count: int) -> None:
    end = CALENDAR.add_working_days(start, count)
    assert len(CALENDAR.working_days(start + timedelta(days=1), end)) == count
    assert count == 0 or CALENDAR.is_working(end)


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_adding_twice_is_adding_the_sum(start: date, one: int, two: int) -> None:
    stepwise = CALENDAR.add_working_days(CALENDAR.add_working_days(start, one), two)
    assert stepwise == CALENDAR.add_working_days(start, one + two)


def test_beyond_its_dates_it_says_so() -> None:
    with pytest.raises(OutsideCalendar, match="2031-01-01"):
        CALENDAR.is_working(date(2031, 1, 1))


def test_its_version_follows_what_it_says() -> None:
    assert replace(CALENDAR).version == CALENDAR.version
    assert replace(CALENDAR, holidays={}).version != CALENDAR.version
