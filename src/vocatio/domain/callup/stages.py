"""The stages of a call-up, as a table. Like the states of a summons, derived from facts."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from vocatio.domain.errors import Refusal
from vocatio.domain.facts import Fact
from vocatio.domain.summons.corrections import CLOSED, Way


class Stage(StrEnum):
    """How far a call-up has come."""

    PLANNED = "planned"
    POOLED = "pooled"
    DRAWN = "drawn"
    ALLOCATED = "allocated"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RELEASING = "releasing"
    PAUSED = "paused"
    RELEASED = "released"


class Kind(StrEnum):
    """Names of the facts of a call-up."""

    ORDER = "Order"
    POOL = "Pool"
    DRAW = "Draw"
    ALLOCATION = "Allocation"
    SUBMISSION = "Submission"
    APPROVAL = "Approval"
    REFUSAL = "Refusal"
    RELEASE = "Release"
    PAUSE = "Pause"
    RESUME = "Resume"
    STOP = "Stop"
    MANIFEST = "Manifest"
    RELEASED = "Released"
    CORRECTION = "Correction"
    CORRECTION_APPROVED = "CorrectionApproval"
    CORRECTED = "Corrected"
    SAMPLE = "Sample"
    STAY = "Stay"


#: (from, fact, to). What is not listed cannot happen: an action refuses it.
TRANSITIONS: tuple[tuple[Stage | None, Kind, Stage], ...] = (
    (None, Kind.ORDER, Stage.PLANNED),
    (Stage.PLANNED, Kind.POOL, Stage.POOLED),
    (Stage.POOLED, Kind.DRAW, Stage.DRAWN),
    (Stage.DRAWN, Kind.ALLOCATION, Stage.ALLOCATED),
    (Stage.ALLOCATED, Kind.SUBMISSION, Stage.SUBMITTED),
    (Stage.SUBMITTED, Kind.APPROVAL, Stage.APPROVED),
    (Stage.SUBMITTED, Kind.REFUSAL, Stage.ALLOCATED),
    (Stage.APPROVED, Kind.RELEASE, Stage.RELEASING),
    (Stage.RELEASING, Kind.MANIFEST, Stage.RELEASING),
    (Stage.RELEASING, Kind.RELEASED, Stage.RELEASED),
    (Stage.RELEASING, Kind.PAUSE, Stage.PAUSED),
    (Stage.PAUSED, Kind.RESUME, Stage.RELEASING),
    (Stage.PAUSED, Kind.STOP, Stage.RELEASED),
    (Stage.RELEASED, Kind.CORRECTION, Stage.RELEASED),
    (Stage.RELEASED, Kind.CORRECTION_APPROVED, Stage.RELEASED),
    (Stage.RELEASED, Kind.CORRECTED, Stage.RELEASED),
    (Stage.RELEASED, Kind.SAMPLE, Stage.RELEASED),
    (Stage.RELEASING, Kind.STAY, Stage.RELEASING),
    (Stage.PAUSED, Kind.STAY, Stage.PAUSED),
    (Stage.RELEASED, Kind.STAY, Stage.RELEASED),
)

TABLE = {(start, kind): to for start, kind, to in TRANSITIONS}

#: The act that a human does next at each stage; none while jobs work or all is done.
NEXT_ACT = {
    Stage.PLANNED: "pool",
    Stage.POOLED: "draw",
    Stage.DRAWN: "allocate",
    Stage.ALLOCATED: "submit",
    Stage.SUBMITTED: "approve",
    Stage.APPROVED: "release",
}


class OutOfOrder(Refusal):
    """This step is not the next one for the call-up."""

    basis = "call-up"


class SameHuman(Refusal):
    """Whoever submitted a call-up cannot approve it: it takes a second person."""

    basis = "four eyes"


class NotWithdrawn(Refusal):
    """An order is carried out once, and again only when what was issued was withdrawn."""

    basis = "call-up"


def stage(kinds: Iterable[str]) -> Stage:
    """The stage after facts of these kinds, in order.

    Raises:
        OutOfOrder: there is no order among them.
    """
    found: Stage | None = None
    for kind in kinds:
        found = TABLE.get((found, Kind(kind)), found)
    if found is None:
        raise OutOfOrder("there is no order yet")
    return found


def require(kinds: Iterable[str], kind: Kind) -> None:
    """Refuse a step that is not the next one.

    Raises:
        OutOfOrder: naming the stage and what comes next.
    """
    found = stage(kinds)
    if (found, kind) not in TABLE:
        following = NEXT_ACT.get(found, "nothing")
        raise OutOfOrder(f"the call-up is {found}; next comes: {following}")


def withdrawn(facts: Sequence[Fact]) -> bool:
    """Whether the whole call-up was withdrawn, and everybody was told."""
    asked = {
        str(fact.id)
        for fact in facts
        if fact.kind == Kind.CORRECTION and fact.data["way"] == Way.RECALL and is_whole(fact)
    }
    done = {str(fact.data["correction"]) for fact in facts if fact.kind == Kind.CORRECTED}
    return bool(asked & done)


def is_whole(correction: Fact) -> bool:
    """Whether a correction is about every summons of its call-up."""
    return "summons" not in correction.data and CLOSED not in correction.data


def require_withdrawn(callups: Iterable[Sequence[Fact]]) -> None:
    """Refuse another call-up of an order as long as one of its call-ups stands.

    Raises:
        NotWithdrawn: one does.
    """
    if not all(withdrawn(facts) for facts in callups):
        raise NotWithdrawn("withdraw what was issued under this order first, for everybody")
