"""The table of a case: walked through exhaustively, and held against the deciders."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from tests.domain.consequences.world import OFFICER, World
from vocatio.domain.consequences.hearing import hearing_from
from vocatio.domain.consequences.kinds import CaseKind, Review
from vocatio.domain.consequences.obstacles import NotAllowed
from vocatio.domain.consequences.states import (
    BEFORE_FINDING,
    KIND,
    TABLE,
    CaseEvent,
    CaseOutOfTurn,
    CaseState,
    after,
    case_state,
)

S, E = CaseState, CaseEvent
#: As docs/states.md says.
DEPTH = 12


def walks(depth: int) -> Iterator[tuple[tuple[CaseEvent, ...], tuple[CaseState, ...]]]:
    """Every way through the table of so many steps; ways that differ in the past alone are one.

    What a property looks at is kept: what has happened since the case was opened last.
    """
    seen: set[tuple[CaseState, frozenset[CaseEvent], int]] = set()
    waiting = [((), (S.NONE,))]  # type: list[tuple[tuple[CaseEvent, ...], tuple[CaseState, ...]]]
    while waiting:
        events, states = waiting.pop()
        yield events, states
        since = frozenset(_since_opened(events))
        key = (states[-1], since, len(events))
        if key in seen or len(events) == depth:
            continue
        seen.add(key)
        for (state, event), to in TABLE.items():
            if state == states[-1]:
                waiting.append(((*events, event), (*states, to)))


def _since_opened(events: tuple[CaseEvent, ...]) -> tuple[CaseEvent, ...]:
    places = [place for place, event in enumerate(events) if event == E.OPENED]
    return events[places[-1] :] if places else events


def test_there_is_no_way_around_notice_receipt_hearing_and_finding() -> None:
    ways = list(walks(DEPTH))
    assert max(len(events) for events, _ in ways) == DEPTH
    for events, states in ways:
        if states[-1] == S.FOUND:
            places = [
                max(place for place, event in enumerate(events) if event == wanted)
                for wanted in (E.OPENED, E.NOTIFIED, E.RECEIVED, E.HEARING_OVER, E.PROPOSED)
            ]
            assert places == sorted(places), events
        if states[-1] == S.DECIDED:
            assert E.FOUND in events, events
        assert events.count(E.FOUND) <= 1, events


def test_every_state_is_reached_and_has_a_way_out_that_is_kind() -> None:
    assert {states[-1] for _, states in walks(DEPTH)} == set(S)
    for state in (*BEFORE_FINDING, S.FOUND, S.DECIDED):
        assert any((state, event) in TABLE for event in KIND), state
    for state in BEFORE_FINDING:
        assert all(TABLE[state, event] == S.CLOSED for event in KIND)


def test_after_a_finding_no_case_is_opened_again() -> None:
    for events, _ in walks(DEPTH):
        if E.FOUND in events:
            assert E.OPENED not in events[events.index(E.FOUND) :]


def test_what_the_table_lacks_is_refused() -> None:
    with pytest.raises(CaseOutOfTurn, match="finding"):
        after(S.OPENED, E.FOUND)


#: Acts of a world, and the event that each is, where it is one.
ACTS: dict[str, tuple[Callable[[World], object], CaseEvent]] = {
    "intend": (lambda w: w.review(Review.INTEND), E.NOTIFIED),
    "drop": (lambda w: w.review(Review.DROP), E.DROPPED),
    "notify": (lambda w: w.notify("fine"), E.NOTIFIED),
    "open": (lambda w: w.open(_notice_of(w)), E.RECEIVED),
    "wait": (lambda w: w.wait(16), E.HEARING_OVER),
    "propose": (lambda w: w.force_in(CaseKind.PROPOSAL, {}, human=OFFICER), E.PROPOSED),
    "find": (lambda w: w.find(), E.FOUND),
    "measure": (lambda w: w.measure(), E.DECIDED),
    "appear": (lambda w: w.appear(), E.ENDED),
}
#: So many acts in a row after the opening of a case.
ACTS_DEEP = 12


def _notice_of(world: World) -> object:
    found = world.file().of(CaseKind.NOTICE)
    return found[-1].data["document"] if found else "none"


def _copy(world: World) -> World:
    return replace(
        world,
        facts=list(world.facts),
        stamped=dict(world.stamped),
        signatures=Counter(world.signatures),
    )


def test_acts_in_every_order_lead_where_the_table_says() -> None:
    """Of worlds in one state, with the same kinds of facts and the same open ways, one goes on."""
    start = World()
    start.until_case()
    seen = set()
    waiting = deque([(start, 0)])
    taken: Counter[tuple[CaseState, CaseEvent]] = Counter()
    while waiting:
        world, depth = waiting.popleft()
        before = case_state(world.file())
        key = (before, frozenset(f.kind for f in world.facts), hearing_from(world.file()) is None)
        if key in seen or depth == ACTS_DEEP:
            continue
        seen.add(key)
        for act, event in ACTS.values():
            then = _copy(world)
            with suppress(NotAllowed):
                act(then)
                found = case_state(then.file())
                assert found in (before, TABLE.get((before, event), before)), (before, event)
                taken[before, event] += found != before
                waiting.append((then, depth + 1))
    assert {step for step, times in taken.items() if times} >= {
        (S.OPENED, E.NOTIFIED),
        (S.NOTIFIED, E.RECEIVED),
        (S.HEARING, E.HEARING_OVER),
        (S.HEARD, E.PROPOSED),
        (S.PROPOSED, E.FOUND),
        (S.FOUND, E.DECIDED),
        *((state, event) for state in BEFORE_FINDING for event in (E.DROPPED, E.ENDED)),
    }
