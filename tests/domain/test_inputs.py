"""Summonses with the same inputs have the same columns: nothing was left out that bears on them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import CALENDAR, SLOT, dated_profile, fact
from tests.domain.rules import RULES
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.periods import Outage, Period, Unit
from vocatio.domain.law.profile import DatedProfile
from vocatio.domain.law.rules import AfterRule, FactRule, NotServedThenRule, Rule, facts_in
from vocatio.domain.summons.corrections import CORRECTS, EARLIER
from vocatio.domain.summons.inputs import (
    READ,
    Cached,
    Inputs,
    bearing,
    cached,
    decide,
    inputs_of,
    micros,
)
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.domain.summons.states import status

TICK, MINUTE, HOUR, DAY = (
    timedelta(**{unit: 1}) for unit in ("microseconds", "minutes", "hours", "days")
)
#: The clocks change in Vienna on 28 March 2027, in Havana at midnight of 14 March.
BEGINS = st.sampled_from([datetime(2027, 3, 12, 22, tzinfo=UTC), datetime(2027, 3, 27, tzinfo=UTC)])
ZONES = st.sampled_from(["Europe/Vienna", "Asia/Kathmandu", "America/Havana"])
GAPS = st.sampled_from([0 * DAY, TICK, 3 * TICK, MINUTE]) | st.builds(
    lambda hours, ticks: hours * HOUR + ticks * TICK, st.integers(0, 24 * 16), st.integers(-2, 2)
).filter(lambda gap: gap >= 0 * DAY)
KINDS = [
    Kind.AVAILABLE,
    Kind.OPENED,
    Kind.REPLY,
    Kind.REQUEST,
    Kind.DECISION,
    Kind.OUTAGE,
    Kind.NON_RECEIPT,
    Kind.APPOINTMENT,
    Kind.ABSENCE,
    Kind.RECALLED,
    Kind.POSTED,
]


BASE = dated_profile(inbox={"fact": "ContentConsignment"}, paper={"fact": "Posting"})


def version_of(*rules: Rule, zone: str = "Europe/Vienna") -> DatedProfile:
    """The shipped profile with these rules of service, in a zone."""
    service = {
        path: (replace(BASE.values[path][0], value=rule),)
        for path, rule in zip(("service.inbox", "service.paper"), rules, strict=False)
    }
    head = replace(BASE.head, zones=(zone,))
    return replace(BASE, head=head, values={**BASE.values, **service}, _days={})


def as_read(facts: Sequence[Fact]) -> str:
    """Facts as the database hands them over."""
    return json.dumps(
        [
            [
                one.kind,
                micros(one.occurred_at),
                micros(one.recorded_at),
                {key: one.data[key] for key in READ if key in one.data},
                str(one.id) if one.kind == Kind.REQUEST else None,
            ]
            for one in facts
        ]
    )


def one_by_one(
    facts: Sequence[Fact], version: DatedProfile, on: datetime, outages: Sequence[Outage] = ()
) -> Cached:
    """The columns, derived from the facts themselves."""
    rules = version.on(facts[0].occurred_at.astimezone(ZoneInfo(version.zone)).date())
    return cached(status(facts, rules, CALENDAR, on=on, outages=outages))


def alike(
    facts: Sequence[Fact], version: DatedProfile, on: datetime, outages: Sequence[Outage] = ()
) -> Inputs:
    """What they are decided by."""
    return inputs_of(as_read(facts), bearing(version, outages), on)


def near(at: datetime) -> st.SearchStrategy[datetime]:
    """An instant before or after."""
    return st.builds(lambda gap, sign: at + sign * gap, GAPS, st.sampled_from([-1, 1]))


def data_of(draw: Any, kind: str, at: datetime, before: Sequence[Fact]) -> dict[str, Json]:
    """Data of a fact of that kind, as far as anything follows from it."""
    data: dict[str, Json] = {}
    match kind:
        case Kind.ISSUED | Kind.APPOINTMENT:
            data = {"slot": str(SLOT), "starts_at": instant(draw(near(at)))}
            if kind == Kind.APPOINTMENT and draw(st.booleans()):
                data[CORRECTS] = "by one"
        case Kind.POSTED:
            data = {EARLIER: draw(st.booleans())}
        case Kind.REQUEST:
            data = {"kind": draw(st.sampled_from(RequestKind)).value, "ground": "work"}
        case Kind.DECISION:
            asked = [str(f.id) for f in before if f.kind == Kind.REQUEST] or ["none"]
            outcome = draw(st.sampled_from(Outcome)).value
            data = {"request": draw(st.sampled_from(asked)), "outcome": outcome}
        case Kind.OUTAGE:
            begins, ends = sorted((draw(near(at)), draw(near(at))))
            data = {"begins": instant(begins), "ends": instant(ends)}
        case Kind.NON_RECEIPT if draw(st.booleans()):
            data = {"received_at": instant(draw(near(at)))}
    return data


@st.composite
def histories(draw: Any) -> tuple[list[Fact], DatedProfile, datetime, list[Outage]]:
    """Facts of one summons, rules of the whole grammar, an instant, and outages of the system."""
    rules = draw(st.lists(RULES, min_size=1, max_size=2))
    version = version_of(*rules, zone=draw(ZONES))
    bears = sorted(facts_in(rules[0]) | facts_in(rules[-1]))
    kinds = draw(st.lists(st.sampled_from(bears) | st.sampled_from(KINDS), max_size=6))
    gaps = draw(st.lists(GAPS, min_size=len(kinds) + 2, max_size=len(kinds) + 2))
    first, *times, on = accumulate(gaps, initial=draw(BEGINS))
    found: list[Fact] = []
    for number, (kind, recorded) in enumerate(zip([Kind.ISSUED, *kinds], times, strict=True)):
        ago = draw(st.just(0 * DAY) | GAPS) if number else 0 * DAY
        at = max(first, recorded - ago)
        data = data_of(draw, kind, at, found)
        found.append(fact(kind, at, recorded=recorded, number=number, data=data))
    begins = st.sampled_from(times).flatmap(near)
    outages = st.builds(lambda at, gap: Outage(at, at + gap if gap else None), begins, GAPS)
    return found, version, on, draw(st.lists(outages, max_size=2))


@given(histories())
def test_decided_by_its_inputs_as_by_its_facts(
    case: tuple[list[Fact], DatedProfile, datetime, list[Outage]],
) -> None:
    facts, version, on, outages = case
    inputs = alike(facts, version, on, outages)
    found = decide(inputs, version, CALENDAR, on=on, outages=outages)
    assert found == one_by_one(facts, version, on, outages)


NOON = datetime(2027, 3, 2, 12, tzinfo=ZoneInfo("Europe/Vienna"))
#: The last instant of that day, at which a period of days ends.
LAST = datetime(2027, 3, 2, 23, tzinfo=ZoneInfo("Europe/Vienna")) + HOUR - TICK
CHANGES = datetime(2027, 3, 28, 12, tzinfo=ZoneInfo("Europe/Vienna"))
LATER = NOON + 40 * DAY


def counted(**period: Any) -> DatedProfile:
    """A version by which arrival in the inbox serves after some time."""
    three_days = Period(3, Unit.DAY)
    return version_of(AfterRule(Kind.AVAILABLE, replace(three_days, **period)))


def simple(at: datetime, number: int = 0) -> list[Fact]:
    """Issued and arrived at noon, a request at an instant, and its answer a minute later."""
    dated = {"slot": str(SLOT), "starts_at": instant(LATER + 20 * DAY)}
    asked = {"kind": "deferral", "ground": f"of its own: {number}"}
    answer = {"request": str(UUID(int=102 + number)), "outcome": "granted"}
    return [
        fact(Kind.ISSUED, NOON, number=number, data=dated),
        fact(Kind.AVAILABLE, NOON, number=number + 1),
        fact(Kind.REQUEST, at, number=number + 2, data=asked),
        fact(Kind.DECISION, at + MINUTE, number=number + 3, data=answer),
    ]


@pytest.mark.parametrize(
    ("version", "at", "same"),
    [
        (counted(), NOON + 5 * HOUR, True),
        (counted(), NOON + DAY, False),
        (counted(), NOON, False),
        (counted(cutoff=time(17)), NOON + 4 * HOUR, True),
        (counted(cutoff=time(17)), NOON + 5 * HOUR + TICK, False),
        (counted(unit=Unit.HOUR), NOON + 5 * HOUR, False),
        (counted(), LAST, False),
    ],
)
def test_told_apart_only_where_a_rule_does(version: DatedProfile, at: datetime, same: bool) -> None:
    one, other = simple(NOON + HOUR), simple(at, number=50)
    assert (alike(one, version, LATER) == alike(other, version, LATER)) is same


def test_exact_on_a_day_that_the_clocks_change_and_ahead() -> None:
    def found(at: datetime, on: datetime) -> Inputs:
        return alike(simple(at), counted(), on)

    assert found(CHANGES, LATER) != found(CHANGES + HOUR, LATER)
    assert found(CHANGES + DAY, LATER) == found(CHANGES + DAY + HOUR, LATER)
    assert found(CHANGES + DAY, CHANGES) != found(CHANGES + DAY + HOUR, CHANGES)


def test_an_outage_that_was_over_by_then_is_told_apart() -> None:
    down = [Outage(NOON, NOON + 2 * HOUR)]
    found = [alike(simple(NOON + hours * HOUR), counted(), LATER, down) for hours in (1, 3, 4)]
    assert found[0] != found[1] == found[2]


@pytest.mark.parametrize("at", [LAST - TICK, LAST, LAST + TICK])
def test_the_last_instant_of_a_day_is_one_of_its_own(at: datetime) -> None:
    """A period ends at it: what happens then is neither before nor after that."""
    by_the_end = AfterRule(Kind.ISSUED, Period(0, Unit.DAY))
    version = version_of(NotServedThenRule(by_the_end, FactRule(Kind.AVAILABLE), "paper"))
    facts = [*simple(NOON)[:1], fact(Kind.AVAILABLE, at, number=1)]
    inputs = alike(facts, version, LATER)
    assert decide(inputs, version, CALENDAR, on=LATER) == one_by_one(facts, version, LATER)
