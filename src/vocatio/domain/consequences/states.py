"""The states of a case, as a table. Nobody sets a state: it is derived from facts and time.

docs/states.md is generated from `TRANSITIONS`; the build fails when it is stale. Whether a
measure is in force is not a state of the case: `force` answers that, each time anew.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from vocatio.domain.consequences.common import refuse_cured, refuse_gate
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.force import force
from vocatio.domain.consequences.hearing import absence
from vocatio.domain.consequences.kinds import CaseKind, Review
from vocatio.domain.consequences.obstacles import Effect
from vocatio.domain.errors import Refusal
from vocatio.domain.facts import Fact
from vocatio.domain.law.floor import HEARING


class CaseState(StrEnum):
    """Where a case stands."""

    NONE = "none"
    OPENED = "opened"
    NOTIFIED = "notified"
    HEARING = "hearing"
    HEARD = "heard"
    PROPOSED = "proposed"
    FOUND = "found"
    DECIDED = "decided"
    CLOSED = "closed"
    OVER = "over"


class CaseEvent(StrEnum):
    """What moves a case: a fact, a fact with its outcome, or the passing of time."""

    OPENED = "opened"
    EXCUSED = "excused"
    NEW_DATE = "new date"
    DROPPED = "dropped"
    NOTIFIED = "notice of intent"
    RECEIVED = "notice received"
    HEARING_OVER = "time to answer over"
    PROPOSED = "proposed"
    FOUND = "finding"
    DECIDED = "measure"
    ENDED = "cured, lifted or lapsed"
    UNDONE = "service undone"


S, E = CaseState, CaseEvent

#: Before the finding: whatever ends it there closes the case, and leaves nothing behind.
BEFORE_FINDING = (S.OPENED, S.NOTIFIED, S.HEARING, S.HEARD, S.PROPOSED)
#: What ends a case without anything against the person.
KIND = (E.EXCUSED, E.NEW_DATE, E.DROPPED, E.ENDED, E.UNDONE)

#: (from, event, to). What is not listed cannot happen: an action refuses it.
TRANSITIONS: tuple[tuple[CaseState, CaseEvent, CaseState], ...] = (
    (S.NONE, E.OPENED, S.OPENED),
    (S.CLOSED, E.OPENED, S.OPENED),
    (S.OPENED, E.NOTIFIED, S.NOTIFIED),
    (S.NOTIFIED, E.NOTIFIED, S.NOTIFIED),
    (S.HEARING, E.NOTIFIED, S.NOTIFIED),
    (S.HEARD, E.NOTIFIED, S.NOTIFIED),
    (S.NOTIFIED, E.RECEIVED, S.HEARING),
    (S.HEARING, E.HEARING_OVER, S.HEARD),
    (S.HEARD, E.PROPOSED, S.PROPOSED),
    (S.PROPOSED, E.PROPOSED, S.PROPOSED),
    (S.PROPOSED, E.FOUND, S.FOUND),
    (S.FOUND, E.DECIDED, S.DECIDED),
    # Another measure has a notice and a hearing of its own, which the deciders hold it to.
    (S.DECIDED, E.DECIDED, S.DECIDED),
    (S.OVER, E.DECIDED, S.DECIDED),
    (S.FOUND, E.DROPPED, S.OVER),
    (S.FOUND, E.ENDED, S.OVER),
    (S.DECIDED, E.ENDED, S.OVER),
    (S.FOUND, E.UNDONE, S.OVER),
    (S.DECIDED, E.UNDONE, S.OVER),
    *((state, event, S.CLOSED) for state in BEFORE_FINDING for event in KIND),
)

TABLE: dict[tuple[CaseState, CaseEvent], CaseState] = {
    (start, event): to for start, event, to in TRANSITIONS
}

_BY_FACT = {
    CaseKind.OPENED: E.OPENED,
    CaseKind.NOTICE: E.NOTIFIED,
    CaseKind.PROPOSAL: E.PROPOSED,
    CaseKind.FINDING: E.FOUND,
    CaseKind.MEASURE: E.DECIDED,
}
_BY_REVIEW = {
    Review.EXCUSE: E.EXCUSED,
    Review.NEW_DATE: E.NEW_DATE,
    Review.DROP: E.DROPPED,
}


class CaseOutOfTurn(Refusal):
    """This cannot happen in the state that the case is in."""

    basis = "states"


def after(state: CaseState, event: CaseEvent) -> CaseState:
    """The state that follows.

    Raises:
        CaseOutOfTurn: the table has no such step.
    """
    try:
        return TABLE[state, event]
    except KeyError:
        raise CaseOutOfTurn(f"“{event}” cannot follow the state “{state}” of a case") from None


def case_state(file: CaseFile) -> CaseState:
    """Where the case stands when the file is asked."""
    state = S.NONE
    for _, event in sorted(_events(file), key=lambda pair: pair[0]):
        state = TABLE.get((state, event), state)
    for event in _now(file, state):
        state = TABLE.get((state, event), state)
    return state


def _events(file: CaseFile) -> Iterator[tuple[datetime, CaseEvent]]:
    """What happened, and what time made of it, in no order."""
    for fact in file.of(*_BY_FACT):
        yield fact.recorded_at, _BY_FACT[CaseKind(fact.kind)]
    for fact in file.of(CaseKind.REVIEW):
        if event := _BY_REVIEW.get(Review(str(fact.data["outcome"]))):
            yield fact.recorded_at, event
    for fact in file.of(CaseKind.NOTICE):
        if received := file.received(fact.data["document"]):
            yield received, E.RECEIVED
            if not file.runs(received, HEARING, file.terms.hearing):
                end = file.deadline(received, HEARING, file.terms.hearing) or received
                yield end + timedelta.resolution, E.HEARING_OVER


def _now(file: CaseFile, state: CaseState) -> Iterator[CaseEvent]:
    """What has taken the ground away, as things stand."""
    found = absence(file)
    if state == S.NONE:
        return
    if found is None or file.received(found.subject) is None:
        yield E.UNDONE
        return
    against = (*refuse_cured(file, found), *refuse_gate(file))
    over = state == S.DECIDED and all(_ended(file, m) for m in file.of(CaseKind.MEASURE))
    if over or any(obstacle.effect == Effect.ENDS for obstacle in against):
        yield E.ENDED


def _ended(file: CaseFile, measure: Fact) -> bool:
    return any(o.effect == Effect.ENDS for o in force(file, measure).obstacles)
