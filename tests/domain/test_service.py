"""Served or not, when, through which channel, by which article, or what it still waits for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import CALENDAR, PROFILE, START, arrived, fact, issued, profile
from vocatio.domain.evidence.canonical import canonical, instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.derivation import Derivation, Outcome
from vocatio.domain.law.floor import NON_RECEIPT_DECIDED
from vocatio.domain.law.periods import Outage
from vocatio.domain.law.profile import Profile
from vocatio.domain.law.service import NotServed, Served, decide
from vocatio.domain.summons.kinds import Kind

LATER = START + timedelta(days=100)
OPENED = {"fact": "ContentHandover"}


def lapse(days: int, unit: str = "day", **more: Any) -> dict[str, Any]:
    """A period after arrival in the inbox."""
    return {"after": {"fact": "ContentConsignment", "count": days, "unit": unit, **more}}


def served(facts: list[Fact], rules: Profile, on: datetime = LATER, **more: Any) -> Served:
    """The answer, which must be that it is served."""
    found = decide(facts, rules, CALENDAR, on=on, **more)
    assert isinstance(found, Served)
    return found


def waiting(facts: list[Fact], rules: Profile, on: datetime = LATER, **more: Any) -> NotServed:
    """The answer, which must be that it is not."""
    found = decide(facts, rules, CALENDAR, on=on, **more)
    assert isinstance(found, NotServed)
    return found


def test_on_arrival_in_the_inbox() -> None:
    found = served([issued(), arrived()], PROFILE, START)
    assert (found.at, found.channel) == (START, "inbox")
    assert (found.article, found.fact_id) == ("article 6(1)", arrived().id)


def test_without_arrival_it_says_what_it_waits_for() -> None:
    found = waiting([issued()], PROFILE)
    assert found.due_at is None
    assert found.waits_for == ("ContentConsignment", "ReceivedFromNonERDS")


def test_whichever_channel_serves_first_counts_once() -> None:
    paper = fact("ReceivedFromNonERDS", START - timedelta(hours=1), number=9)
    found = served([issued(), arrived(), paper], PROFILE)
    assert (found.channel, found.at) == ("paper", START - timedelta(hours=1))


def test_no_period_starts_before_its_fact_was_recorded() -> None:
    """F2: a postal fact that was imported late counts from then."""
    late = fact("ReceivedFromNonERDS", START, number=9, recorded=START + timedelta(days=5))
    assert served([issued(), late], PROFILE).at == START + timedelta(days=5)
    assert waiting([issued(), late], PROFILE, START + timedelta(days=4)).due_at is None


AFTER = profile(inbox=lapse(4))
#: Four days after 1 March, 10:00 in Vienna: the end of 5 March there.
DUE = datetime(2027, 3, 5, 22, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [-60, -1, 0, 1, 86_400])
def test_deemed_service_is_the_passing_of_time(seconds: int) -> None:
    found = decide([issued(), arrived()], AFTER, CALENDAR, on=DUE + timedelta(seconds=seconds))
    assert isinstance(found, Served) == (seconds >= 0)
    assert (found.at if isinstance(found, Served) else found.due_at) == DUE


def test_opening_serves_before_the_time_has_run_and_is_what_it_waits_for() -> None:
    either = profile(inbox={"earliest": [OPENED, lapse(4)]})
    assert waiting([issued(), arrived()], either, START).waits_for == ("ContentHandover",)
    opened = fact(Kind.OPENED, START + timedelta(days=1), number=5)
    assert served([issued(), arrived(), opened], either).fact_id == opened.id


NOT_THEN = {"not_served_then": {"served": OPENED, "until": lapse(10), "then": "paper"}}


def test_not_served_in_time_then_paper() -> None:
    rules = profile(inbox=NOT_THEN, paper={"fact": "ReceivedFromNonERDS"})
    found = waiting([issued(), arrived()], rules)
    assert [(at.date(), channel) for at, channel in found.then] == [(date(2027, 3, 11), "paper")]
    assert found.due_at is None
    late = fact(Kind.OPENED, START + timedelta(days=20), number=5)
    assert waiting([issued(), arrived(), late], rules).due_at is None
    letter = fact("ReceivedFromNonERDS", START + timedelta(days=25), number=6)
    assert served([issued(), arrived(), late, letter], rules).channel == "paper"
    early = fact(Kind.OPENED, START + timedelta(days=9), number=5)
    assert served([issued(), arrived(), early, letter], rules).at == early.occurred_at


UNLESS = profile(
    paper={
        "unless_proven": {
            "presumed": {"after": {"fact": "Posting", "count": 3, "unit": "day"}},
            "proof": "NonReceipt",
        }
    }
)
POSTED = fact("Posting", START, number=7)


def test_what_is_presumed_from_posting_can_be_rebutted() -> None:
    assert served([issued(), POSTED], UNLESS).at.date() == date(2027, 3, 4)
    proof = fact(Kind.NON_RECEIPT, START + timedelta(days=8), number=8)
    found = waiting([issued(), POSTED, proof], UNLESS)
    assert (found.due_at, found.waits_for) == (None, ())


def test_receipt_that_is_proven_to_be_later_counts_from_then() -> None:
    really = START + timedelta(days=6)
    data = {"received_at": instant(really)}
    proof = fact(Kind.NON_RECEIPT, START + timedelta(days=8), number=8, data=data)
    assert served([issued(), POSTED, proof], UNLESS).at == really


def test_a_letter_that_came_back_undelivered_serves_nobody() -> None:
    deposit = {
        "earliest": [
            {"fact": "ReceivedFromNonERDS"},
            {"after": {"fact": "Deposit", "count": 14, "unit": "day", "boundary": "day_after"}},
        ]
    }
    rules = profile(paper=deposit)
    returned = fact("RelayToNonERDSFailure", START, number=3)
    assert waiting([issued(), returned], rules).due_at is None
    deposited = fact("Deposit", START, number=4)
    assert served([issued(), deposited], rules).at.date() == date(2027, 3, 16)


def claimed(days: int) -> Fact:
    """The person says that nothing came."""
    data = {"kind": "non_receipt", "ground": "other"}
    return fact(Kind.REQUEST, START + timedelta(days=days), number=20, data=data)


def answered(days: int, outcome: str) -> Fact:
    """Somebody uninvolved decides about it."""
    data = {"request": str(claimed(0).id), "outcome": outcome}
    return fact(Kind.DECISION, START + timedelta(days=days), number=21, data=data)


def test_silence_undoes_service_as_a_visible_fact() -> None:
    """F5: within 14 days it still counts, and after them it does not."""
    facts = [issued(), arrived(), claimed(3)]
    in_time = START + timedelta(days=3) + NON_RECEIPT_DECIDED
    assert served(facts, PROFILE, in_time).at == START
    found = waiting(facts, PROFILE)
    assert found.because.undone_at == datetime(2027, 3, 18, 22, 59, 59, 999999, tzinfo=UTC)


def test_a_claim_that_is_granted_undoes_at_once_and_one_refused_in_time_does_not() -> None:
    facts = [issued(), arrived(), claimed(3)]
    granted, refused, late = answered(5, "granted"), answered(5, "refused"), answered(30, "refused")
    assert waiting([*facts, granted], PROFILE, granted.occurred_at).due_at is None
    assert served([*facts, refused], PROFILE).at == START
    assert waiting([*facts, late], PROFILE).due_at is None


def test_what_comes_after_the_undoing_serves_anew() -> None:
    again = fact(Kind.AVAILABLE, START + timedelta(days=40), number=30)
    found = served([issued(), arrived(), claimed(3), again], PROFILE)
    assert found.fact_id == again.id


def test_an_outage_adds_the_days_that_it_touched() -> None:
    down = Outage(START + timedelta(days=2), START + timedelta(days=3))
    assert served([issued(), arrived()], AFTER, outages=[down]).at == DUE + timedelta(days=2)
    data = {"begins": instant(down.begins), "ends": instant(down.ends or LATER)}
    own = fact(Kind.OUTAGE, START + timedelta(days=3), number=40, data=data)
    assert served([issued(), arrived(), own], AFTER).at == DUE + timedelta(days=2)


def test_while_an_outage_goes_on_no_time_runs_out() -> None:
    down = Outage(START + timedelta(days=2), None)
    found = waiting([issued(), arrived()], AFTER, outages=[down])
    assert (found.due_at, found.waits_for) == (None, ("OutageEnd",))


def test_beyond_the_calendar_nobody_is_served_and_a_human_is_asked() -> None:
    far = profile(inbox=lapse(500, "working_day"))
    short = replace(CALENDAR, last=date(2028, 1, 1))
    found = decide([issued(), arrived()], far, short, on=LATER)
    assert isinstance(found, NotServed)
    (channel,) = found.because.channels
    assert channel.derivation.outcome == Outcome.UNDECIDED


@given(st.integers(0, 20 * 24), st.integers(0, 20 * 24))
def test_once_served_always_served_and_at_the_same_time(one: int, two: int) -> None:
    earlier, later = sorted((START + timedelta(hours=one), START + timedelta(hours=two)))
    before = decide([issued(), arrived()], AFTER, CALENDAR, on=earlier)
    after = decide([issued(), arrived()], AFTER, CALENDAR, on=later)
    if isinstance(before, Served):
        assert after == before


@given(st.permutations([issued(), arrived(), fact(Kind.OPENED, LATER, number=5)]))
def test_the_order_of_facts_does_not_matter(facts: list[Fact]) -> None:
    assert served(facts, PROFILE).at == START


def test_the_explanation_is_data_and_says_what_the_answer_says() -> None:
    found = served([issued(), arrived()], AFTER)
    table = found.because.table()
    assert canonical(table)
    assert (table["served_by"], table["profile"]) == ("inbox", AFTER.version)
    (channel,) = found.because.channels
    assert isinstance(channel.derivation, Derivation)
    assert channel.derivation.at == found.at
