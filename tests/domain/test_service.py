"""Served or not, when, through which channel, by which article."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import CALENDAR, PROFILE, START, arrived, fact, issued, profile
from vocatio.domain.law.service import NotServed, Served, decide
from vocatio.domain.summons.kinds import Kind

LATER = START + timedelta(days=100)


def test_on_arrival_in_the_inbox() -> None:
    found = decide([issued(), arrived()], PROFILE, CALENDAR, on=START)
    assert found == Served(START, "inbox", "article 6(1)", arrived().id)


def test_without_arrival_it_waits_for_nothing_that_time_brings() -> None:
    assert decide([issued()], PROFILE, CALENDAR, on=LATER) == NotServed(None)


def test_whichever_channel_serves_first_counts_once() -> None:
    paper = fact("ReceivedFromNonERDS", START - timedelta(hours=1), number=9)
    found = decide([issued(), arrived(), paper], PROFILE, CALENDAR, on=LATER)
    assert isinstance(found, Served)
    assert (found.channel, found.at) == ("paper", START - timedelta(hours=1))


AFTER = profile(inbox={"after": {"fact": "ContentConsignment", "count": 4, "unit": "day"}})


@pytest.mark.parametrize(
    ("hours", "served"), [(0, False), (24 * 4 - 11, False), (24 * 4 - 10, True), (24 * 9, True)]
)
def test_deemed_service_is_the_passing_of_time(hours: int, served: bool) -> None:
    """Four days after 1 March, 10:00 in Vienna: from the start of 5 March there, 23:00 UTC."""
    found = decide([issued(), arrived()], AFTER, CALENDAR, on=START + timedelta(hours=hours))
    due = datetime(2027, 3, 4, 23, tzinfo=UTC)
    assert isinstance(found, Served) == served
    assert (found.at if isinstance(found, Served) else found.due_at) == due


def test_working_days_leave_out_weekends_and_holidays() -> None:
    rule = {"after": {"fact": "ContentConsignment", "count": 2, "unit": "working_day"}}
    friday = datetime(2027, 3, 26, 9, tzinfo=UTC)
    found = decide([arrived(friday)], profile(inbox=rule), CALENDAR, on=friday)
    assert isinstance(found, NotServed)
    assert found.due_at
    assert found.due_at.date().isoformat() == "2027-03-31"


def test_the_earliest_of_several() -> None:
    rules = [
        {"fact": "ContentHandover"},
        {"after": {"fact": "ContentConsignment", "count": 4, "unit": "day"}},
    ]
    either = profile(inbox={"earliest": rules})
    opened = fact(Kind.OPENED, START + timedelta(days=1), number=5)
    found = decide([issued(), arrived(), opened], either, CALENDAR, on=LATER)
    assert isinstance(found, Served)
    assert found.fact_id == opened.id


@given(st.integers(0, 20 * 24), st.integers(0, 20 * 24))
def test_once_served_always_served_and_at_the_same_time(one: int, two: int) -> None:
    earlier, later = sorted((START + timedelta(hours=one), START + timedelta(hours=two)))
    before = decide([issued(), arrived()], AFTER, CALENDAR, on=earlier)
    after = decide([issued(), arrived()], AFTER, CALENDAR, on=later)
    if isinstance(before, Served):
        assert after == before


@given(st.permutations([issued(), arrived(), fact(Kind.OPENED, LATER, number=5)]))
def test_the_order_of_facts_does_not_matter(facts: list[object]) -> None:
    found = decide(facts, PROFILE, CALENDAR, on=LATER)  # type: ignore[arg-type]  # because mypy loses it
    assert isinstance(found, Served)
    assert found.at == START
