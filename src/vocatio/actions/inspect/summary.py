"""A call-up in numbers: what became of its summonses, derived from their facts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID

from vocatio.actions.law import outages, status_of
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.facts import Fact
from vocatio.domain.law.service import Served
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import Status
from vocatio.records.ledger import facts as ledger
from vocatio.records.summonses.models import Summons, SummonsFact

CHUNK = 2_000
#: What a summary counts of alerts and letters.
SENT = frozenset(
    {
        Kind.ALERTED,
        Kind.ALERT_FAILED,
        Kind.PRINTED,
        Kind.POSTED,
        Kind.RECEIVED,
        Kind.DEPOSITED,
        Kind.RETURNED,
    }
)


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of one call-up.

    Attributes:
        receipts: what shows evidenced receipt -> how many have it so.
        replied: how many have said that they will come.
        states: state -> how many are in it.
        served: "channel, article" -> how many were served so.
        requests: "kind outcome" -> how many.
        sent: kind of fact about alerts and letters -> how many there are.
    """

    summonses: int
    receipts: Mapping[str, int]
    replied: int
    states: Mapping[str, int]
    served: Mapping[str, int]
    requests: Mapping[str, int]
    sent: Mapping[str, int]


@dataclass(slots=True)
class _Count:
    summonses: int = 0
    receipts: Counter[str] = field(default_factory=Counter)
    replied: int = 0
    states: Counter[str] = field(default_factory=Counter)
    served: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)

    def add(self, found: Status, facts: Sequence[Fact]) -> None:
        self.summonses += 1
        self.replied += any(fact.kind == Kind.REPLY for fact in facts)
        if found.receipt:
            self.receipts[found.receipt.proof] += 1
        self.sent.update(fact.kind for fact in facts if fact.kind in SENT)
        self.states[found.state.value] += 1
        if isinstance(found.service, Served):
            self.served[f"{found.service.channel}, {found.service.article}"] += 1
        for request in found.requests:
            self.requests[f"{request.kind} {request.outcome or 'open'}"] += 1


def summary(callup_id: UUID, *, by: Staff, purpose: str, at: datetime) -> Summary:
    """Derive and count; memory is bounded by a chunk of summonses."""
    permissions.require("inspect.callup", by)
    read("call-up in numbers", [None], by=by, purpose=purpose, at=at)
    count, down = _Count(), outages(at)
    for chunk in _chunks(callup_id):
        facts = ledger.of_many(SummonsFact, [summons.id for summons in chunk])
        for summons in chunk:
            known = facts[summons.id]
            count.add(status_of(summons, known, outages=down, on=at), known)
    return Summary(
        summonses=count.summonses,
        receipts=count.receipts,
        replied=count.replied,
        states=count.states,
        served=count.served,
        requests=count.requests,
        sent=count.sent,
    )


def _chunks(callup_id: UUID) -> Iterator[list[Summons]]:
    found = Summons.objects.filter(callup_id=callup_id).order_by("id").iterator(CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield chunk
