"""State is a function of facts, profile and time; nobody sets it."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import (
    APPOINTMENT,
    CALENDAR,
    PROFILE,
    SLOT,
    START,
    arrived,
    fact,
    issued,
    profile,
)
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.floor import MINIMUM_NOTICE
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.domain.summons.states import (
    TABLE,
    TRANSITIONS,
    Event,
    OutOfTurn,
    RequestOpen,
    State,
    Status,
    after,
    refuse_absence,
    status,
)

FIRST = [issued(), arrived()]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def of(*facts: Fact, on: object = APPOINTMENT + 30 * DAY) -> Status:
    """The status of a summons that was issued and arrived, with these facts more."""
    return status([*FIRST, *facts], PROFILE, CALENDAR, on=on)  # type: ignore[arg-type]  # because an object may be any


def opened(days: int = 1) -> Fact:
    """The person opened it."""
    return fact(Kind.OPENED, START + days * DAY, number=2)


def asked(kind: RequestKind = RequestKind.DEFERRAL, days: int = 2) -> Fact:
    """The person asked for something."""
    return fact(
        Kind.REQUEST, START + days * DAY, number=3, data={"kind": kind.value, "ground": "work"}
    )


def answered(outcome: Outcome, days: int = 3) -> Fact:
    """Somebody answered."""
    data = {"request": str(asked().id), "outcome": outcome.value}
    return fact(Kind.DECISION, START + days * DAY, number=4, data=data)


def test_each_state_on_the_way() -> None:
    assert status([issued()], PROFILE, CALENDAR, on=START).state == State.ISSUED
    assert of(on=START + HOUR).state == State.SERVED
    assert of(opened()).state == State.OPENED
    assert of(opened(), fact(Kind.REPLY, START + 2 * DAY, number=5)).state == State.CONFIRMED
    assert of(fact(Kind.APPEARANCE, APPOINTMENT, number=6)).state == State.APPEARED
    assert of(fact(Kind.ABSENCE, APPOINTMENT, number=6)).state == State.ABSENT


def test_whoever_comes_late_has_appeared() -> None:
    absent = fact(Kind.ABSENCE, APPOINTMENT, number=6)
    assert of(absent, fact(Kind.APPEARANCE, APPOINTMENT + HOUR, number=7)).state == State.APPEARED


@pytest.mark.parametrize("kind", [RequestKind.DEFERRAL, RequestKind.EXEMPTION])
def test_a_granted_request_excuses_a_refused_one_does_not(kind: RequestKind) -> None:
    assert of(opened(), asked(kind), answered(Outcome.GRANTED)).state == State.EXCUSED
    assert of(opened(), asked(kind), answered(Outcome.REFUSED)).state == State.OPENED


def test_f7_an_open_request_blocks_an_absence() -> None:
    waiting = of(opened(), asked())
    assert waiting.open_request
    with pytest.raises(RequestOpen):
        refuse_absence(waiting)
    refuse_absence(of(opened(), asked(), answered(Outcome.REFUSED)))


def test_f7_what_is_excused_cannot_become_an_absence() -> None:
    with pytest.raises(OutOfTurn):
        refuse_absence(of(opened(), asked(), answered(Outcome.GRANTED)))


@pytest.mark.parametrize(("early", "kept"), [(timedelta(0), True), (timedelta(seconds=-1), False)])
def test_f4_fourteen_days_to_the_second(early: timedelta, kept: bool) -> None:
    receipt = APPOINTMENT - MINIMUM_NOTICE - early
    assert of(fact(Kind.OPENED, receipt, number=2)).notice_kept == kept


def test_f4_a_new_date_is_a_new_notice() -> None:
    moved = START + 20 * DAY
    late = moved + MINIMUM_NOTICE - timedelta(seconds=1)
    for appointment, kept in ((late, False), (late + timedelta(seconds=1), True)):
        place = {"slot": str(SLOT), "starts_at": instant(appointment)}
        new = fact(Kind.APPOINTMENT, moved, number=8, data=place)
        found = of(opened(), new)
        assert found.appointment == appointment
        assert found.notice_kept == kept


def test_receipt_is_evidenced_by_the_addressee_alone() -> None:
    helper = {"account": str(UUID(int=9)), "human": str(UUID(int=8))}
    helped = fact(Kind.OPENED, START + DAY, number=2, by=helper)
    assert of(helped).receipt_at is None
    assert of(opened()).receipt_at == START + DAY


def test_f2_receipt_counts_from_when_it_was_recorded() -> None:
    late = fact(Kind.OPENED, START + DAY, number=2, recorded=START + 3 * DAY)
    assert of(late).receipt_at == START + 3 * DAY


def test_service_needs_no_job() -> None:
    """Nothing but time passes between the two questions."""
    rule = {"after": {"fact": "ContentConsignment", "count": 4, "unit": "day"}}
    slow = profile(inbox=rule)
    before = status(FIRST, slow, CALENDAR, on=START + HOUR)
    assert before.state == State.AVAILABLE
    assert before.next_due_at
    assert status(FIRST, slow, CALENDAR, on=before.next_due_at).state == State.SERVED


def test_an_event_out_of_turn_is_refused() -> None:
    with pytest.raises(OutOfTurn, match="cannot follow"):
        after(State.APPEARED, Event.STAYED_AWAY)


def test_the_table_has_one_way_for_each_event_and_no_dead_state() -> None:
    assert len(TABLE) == len(TRANSITIONS)
    assert {start for start, _, _ in TRANSITIONS} == set(State)
    assert {to for _, _, to in TRANSITIONS} == set(State) - {State.DRAFT}
    assert {event for _, event, _ in TRANSITIONS} == set(Event)


def _any(kind: Kind, hours: int, number: int) -> Fact:
    at = START + hours * HOUR
    data = {
        Kind.REQUEST: {"kind": "deferral", "ground": "work"},
        Kind.DECISION: {"request": str(UUID(int=100 + number - 1)), "outcome": "granted"},
        Kind.APPOINTMENT: {"slot": str(SLOT), "starts_at": instant(at + 20 * DAY)},
    }.get(kind, {})
    return fact(kind, at, number=number, data=data)


MORE = st.lists(
    st.builds(
        _any,
        st.sampled_from([k for k in Kind if k is not Kind.ISSUED]),
        st.integers(0, 50 * 24),
        st.integers(10, 10_000),
    ),
    max_size=10,
    unique_by=lambda one: one.id,
)


@given(MORE, st.randoms(), st.integers(0, 60 * 24))
def test_the_order_in_which_facts_are_read_does_not_matter(
    facts: list[Fact], chance: object, hours: int
) -> None:
    mixed = [*FIRST, *facts]
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # because Hypothesis says less
    on = START + hours * HOUR
    assert status(mixed, PROFILE, CALENDAR, on=on) == of(*facts, on=on)


@given(MORE, st.integers(0, 50 * 24))
def test_what_has_not_happened_yet_changes_nothing(facts: list[Fact], hours: int) -> None:
    on = START + hours * HOUR
    assert of(*facts, on=on) == of(*(f for f in facts if f.occurred_at <= on), on=on)


@given(MORE)
def test_absence_is_never_derived_without_its_fact(facts: list[Fact]) -> None:
    if not any(one.kind == Kind.ABSENCE for one in facts):
        assert of(*facts).state != State.ABSENT


@given(MORE, st.integers(0, 40 * 24))
def test_nothing_changes_before_it_is_due(facts: list[Fact], hours: int) -> None:
    """`next_due_at` finds every summons that time alone changes."""
    on = START + hours * HOUR
    past = [one for one in facts if one.occurred_at <= on]
    found = of(*past, on=on)
    if found.next_due_at and found.next_due_at > on:
        assert of(*past, on=found.next_due_at - timedelta(seconds=1)).state == found.state
