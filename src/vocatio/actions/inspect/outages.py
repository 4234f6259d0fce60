"""The outages that were recorded, and where each stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.law.outages import account
from vocatio.records.deliveries.models import Outage, OutageFact
from vocatio.records.ledger import facts as ledger

#: How many of the latest are listed.
LATEST = 200


@dataclass(frozen=True, slots=True)
class OutageLine:
    """One outage.

    Attributes:
        everybody: of the whole system; otherwise of one person, whose words stay private.
        source: "officer" or "probe".
        stage: "waits", "certified" or "declined".
    """

    id: UUID
    everybody: bool
    begins: datetime
    ends: datetime | None
    source: str
    stage: str
    words: str


@transaction.atomic
def outages(*, by: Staff, purpose: str, at: datetime) -> tuple[OutageLine, ...]:
    """The latest first. Whom one of them concerned is not said."""
    permissions.require("inspect.outages", by)
    found = list(Outage.objects.order_by("-id")[:LATEST])
    read("outages", [None], by=by, purpose=purpose, at=at)
    facts = ledger.of_many(OutageFact, [outage.id for outage in found])
    lines = []
    for outage in found:
        first, told = facts[outage.id][0], account(facts[outage.id])
        lines.append(
            OutageLine(
                id=outage.id,
                everybody=outage.person_id is None,
                begins=told.begins,
                ends=told.ends,
                source=first.source,
                stage=told.stage.value,
                words=outage.words,
            )
        )
    return tuple(lines)
