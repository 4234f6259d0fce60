"""The queue of open requests, for whoever decides them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.law import status_of, today
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.facts import Fact
from vocatio.records.ledger import facts as ledger
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons, SummonsFact

#: A page of the queue.
PAGE = 50


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """One request that waits; ids and words for the one who decides."""

    id: UUID
    reference: str
    name: str
    kind: str
    ground: str
    at: datetime
    starts_at: datetime
    office: str


@transaction.atomic
def open_requests(*, by: Staff, purpose: str, at: datetime) -> tuple[OpenRequest, ...]:
    """The next requests to decide, the oldest first, at most 50."""
    permissions.require("inspect.request", by)
    candidates = list(
        Summons.objects.filter(request_open=True)
        .select_related("slot__office")
        .order_by("id")[:PAGE]
    )
    facts = ledger.of_many(SummonsFact, [summons.id for summons in candidates])
    people = describe([summons.person_id for summons in candidates], on=today(at), known=at)
    found = [_line(s, facts[s.id], people[s.person_id].name, at) for s in candidates]
    waiting = sorted((line for line in found if line), key=lambda line: line.at)
    read("open requests", [s.person_id for s in candidates], by=by, purpose=purpose, at=at)
    return tuple(waiting)


def _line(summons: Summons, facts: list[Fact], name: str, at: datetime) -> OpenRequest | None:
    """The cache only finds candidates: whether a request is open, the facts say."""
    status = status_of(summons, facts, on=at)
    request = status.open_request
    if request is None:
        return None
    return OpenRequest(
        id=request.id,
        reference=summons.reference,
        name=name,
        kind=request.kind,
        ground=request.ground,
        at=request.at,
        starts_at=status.appointment,
        office=summons.slot.office.code,
    )
