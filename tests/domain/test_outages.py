"""What counts of outages: as they were certified by a second person, and as far as was known."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import START, fact
from vocatio.domain.errors import InvalidInput
from vocatio.domain.facts import Fact
from vocatio.domain.law.outages import (
    Kind,
    OutageDecided,
    OutageOver,
    SecondPerson,
    Stage,
    account,
    certified,
    check_times,
    refuse_decision,
    refuse_end,
    stated,
)
from vocatio.domain.law.periods import Outage

ONE, OTHER = UUID(int=1), UUID(int=2)
HOUR = timedelta(hours=1)
ENDS = START + 5 * HOUR


def told(kind: Kind, after: int, human: UUID | None = ONE, *, ends: bool = False) -> Fact:
    """A fact of one outage that began at START, recorded so many hours after."""
    by = {"human": str(human), "account": str(human)} if human else {"job": "outage.probe"}
    data = stated(START, ENDS if ends else None)
    recorded = START + after * HOUR
    return fact(kind, START, number=after, by=by, recorded=recorded, data=data)


RECORDED = told(Kind.RECORDED, 6, ends=True)
CERTIFIED = told(Kind.CERTIFIED, 8, OTHER, ends=True)
LATER = START + 100 * HOUR


def test_one_person_alone_stops_nobodys_time() -> None:
    assert certified([RECORDED], on=LATER) == ()
    with pytest.raises(SecondPerson):
        refuse_decision(account([RECORDED]), ONE)
    refuse_decision(account([RECORDED]), OTHER)


def test_a_certified_one_counts_from_its_certificate_on() -> None:
    facts = [CERTIFIED, RECORDED]
    assert certified(facts, on=CERTIFIED.recorded_at) == (Outage(START, ENDS),)
    assert certified(facts, on=CERTIFIED.recorded_at - HOUR) == ()


def test_what_was_declined_never_counts_and_is_decided() -> None:
    facts = [RECORDED, told(Kind.DECLINED, 7, OTHER, ends=True)]
    assert certified(facts, on=LATER) == ()
    assert account(facts).stage == Stage.DECLINED
    with pytest.raises(OutageDecided):
        refuse_decision(account(facts), OTHER)
    with pytest.raises(OutageOver):
        refuse_end(account(facts))


def test_one_that_goes_on_ends_for_the_law_when_its_end_is_certified() -> None:
    facts = [told(Kind.RECORDED, 1), told(Kind.CERTIFIED, 2, OTHER)]
    assert certified(facts, on=LATER) == (Outage(START, None),)
    facts.append(told(Kind.ENDED, 6, OTHER, ends=True))
    assert certified(facts, on=LATER) == (Outage(START, None),)
    # The other one recorded the end: now it is for the first to certify it.
    with pytest.raises(SecondPerson):
        refuse_decision(account(facts), OTHER)
    facts.append(told(Kind.CERTIFIED, 7, ONE, ends=True))
    assert certified(facts, on=LATER) == (Outage(START, ENDS),)


def test_an_end_that_is_declined_leaves_the_outage_going_on() -> None:
    """Kinder to the person: nobody's time runs on by one person's word."""
    facts = [
        told(Kind.RECORDED, 1),
        told(Kind.CERTIFIED, 2, OTHER),
        told(Kind.ENDED, 6, ends=True),
        told(Kind.DECLINED, 7, OTHER, ends=True),
    ]
    assert certified(facts, on=LATER) == (Outage(START, None),)


def test_what_the_probe_recorded_waits_for_any_human() -> None:
    refuse_decision(account([told(Kind.RECORDED, 1, None)]), ONE)


@given(st.permutations([RECORDED, CERTIFIED, told(Kind.RECORDED, 9), told(Kind.CERTIFIED, 10)]))
def test_the_order_in_which_they_are_read_does_not_matter(facts: list[Fact]) -> None:
    assert certified(facts, on=LATER) == (Outage(START, None),)


@pytest.mark.parametrize(
    ("begins", "ends", "what"),
    [(1, None, "begins"), (-1, -2, "ends"), (-1, -1, "ends"), (-1, 1, "ends")],
)
def test_times_that_cannot_be_are_refused(begins: int, ends: int | None, what: str) -> None:
    until = None if ends is None else START + ends * HOUR
    with pytest.raises(InvalidInput, match=what):
        check_times(START + begins * HOUR, until, at=START)
