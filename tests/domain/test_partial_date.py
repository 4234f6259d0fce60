"""Dates of which the year, or year and month, are all that is known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.register.partial_date import PartialDate, age_on

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PARTIAL = st.builds(
    lambda day, known: PartialDate(*(day.year, day.month, day.day)[:known]),
    DAYS,
    st.integers(1, 3),
)


@given(PARTIAL)
def test_written_and_read_again_it_is_the_same(some: PartialDate) -> None:
    assert PartialDate.parse(str(some)) == some
    assert PartialDate.between(some.earliest, some.latest) == some


@given(PARTIAL)
def test_it_stands_for_the_days_between_its_ends(some: PartialDate) -> None:
    assert some.earliest <= some.latest
    assert some.exact == (some.earliest == some.latest)
    assert (some.earliest.year, some.latest.year) == (some.year, some.year)


@given(PARTIAL, DAYS)
def test_the_true_age_lies_between(some: PartialDate, on: date) -> None:
    least, most = some.ages(on)
    for day in (some.earliest, some.latest):
        assert least <= age_on(day, on) <= most
    assert most - least <= 1


def test_a_leap_day() -> None:
    assert PartialDate.parse("2008-02-29").latest == date(2008, 2, 29)
    assert PartialDate.parse("2008-02").latest == date(2008, 2, 29)
    assert PartialDate.parse("2007-02").latest == date(2007, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "04",
        "17.05.2004",
        "2004-5",
        "2004-13",
        "2007-02-29",
        "2004-05-17T00:00",
        "２００４",
        "0000",
    ],
)
def test_what_is_no_such_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="needs its month"):
        PartialDate(2004, day=17)
    with pytest.raises(ValueError, match="not the ends"):
        PartialDate.between(date(2004, 5, 2), date(2004, 5, 17))
