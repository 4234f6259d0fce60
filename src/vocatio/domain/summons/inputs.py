"""What the cached columns of a summons follow from, so that many are decided by distinct inputs.

Summonses issued in one batch share their instants, profile and calendar: the decider is asked
once for all that agree. Left out is only what `status` cannot see in the columns: who recorded
a fact and from which source, ids, the slot, and facts that neither a rule nor the table of
states names (alerts, letters that were printed).
"""

import json
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from vocatio.domain.facts import Fact
from vocatio.domain.law.profile import DatedProfile
from vocatio.domain.law.rules import Rule, facts_in
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import MOVES, Status

#: Keys of the data of facts that a status without its receipt and its slot follows from.
READ = ("kind", "ground", "outcome", "request", "starts_at", "received_at", "begins", "ends")

#: Kinds whose data are read for it; of others only their instants count.
TELLING = frozenset(
    {
        Kind.ISSUED,
        Kind.APPOINTMENT,
        Kind.REQUEST,
        Kind.DECISION,
        Kind.OUTAGE,
        Kind.NON_RECEIPT,
    }
)

#: Kinds that bear on every summons, whatever its profile says.
ALWAYS = MOVES | {Kind.REQUEST, Kind.DECISION, Kind.OUTAGE, Kind.NON_RECEIPT}
NOBODY = UUID(int=0)


class Cached(NamedTuple):
    """The columns that time alone can change, and whether a request is open."""

    state: str
    next_due_at: datetime | None
    request_open: bool


def cached(found: Status) -> Cached:
    """What is cached of a status."""
    return Cached(found.state.value, found.next_due_at, found.open_request is not None)


def bearing(version: DatedProfile) -> frozenset[str]:
    """The kinds of facts that can bear on service or state by this version, on any day."""
    rules = [
        dated.value
        for path, several in version.values.items()
        if path.startswith("service.")
        for dated in several
        if isinstance(dated.value, Rule)
    ]
    return ALWAYS.union(*(facts_in(rule) for rule in rules))


def facts_from(inputs: str) -> list[Fact]:
    """The facts that stand for those of each summons with these inputs, in the order of their ids.

    Args:
        inputs: JSON list of [kind, occurred_at, recorded_at, data, id], where data has the
            keys of `READ`, and an id only where one fact names another.
    """
    return [
        Fact(
            id=_id(fact_id, number),
            kind=kind,
            subject=NOBODY,
            person_id=None,
            occurred_at=datetime.fromisoformat(occurred_at),
            recorded_at=datetime.fromisoformat(recorded_at),
            source="",
            by={},
            data={"slot": str(NOBODY)} | data,
        )
        for number, (kind, occurred_at, recorded_at, data, fact_id) in enumerate(json.loads(inputs))
    ]


def _id(said: str | None, number: int) -> UUID:
    """Places keep the order that ids have."""
    return UUID(said) if said else UUID(int=number)
