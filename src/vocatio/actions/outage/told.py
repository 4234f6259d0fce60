"""What acts on outages share: the row under its lock, its facts, its words."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from vocatio.actions.recording import record_many
from vocatio.actions.words import keep_named
from vocatio.domain.actors import Actor
from vocatio.domain.errors import NotFound
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.law.outages import Kind
from vocatio.gateways import identity
from vocatio.records.deliveries.models import Outage, OutageFact
from vocatio.records.ledger import facts as ledger


def open_outage(person_id: UUID | None, words: str) -> Outage:
    """A new one, of one person or of everybody."""
    return Outage.objects.create(id=identity.new_id(), person_id=person_id, words=words)


def find(outage_id: UUID) -> tuple[Outage, tuple[Fact, ...]]:
    """The outage, its row locked, and its facts in order.

    Raises:
        NotFound: there is none.
    """
    found = Outage.objects.select_for_update().filter(id=outage_id).first()
    if found is None:
        raise NotFound(
            f"there is no outage {outage_id}: “vocatio outage list” shows those there are"
        )
    return found, ledger.of(OutageFact, outage_id)


def keep_words(text: str, person_id: UUID | None) -> tuple[str, Mapping[str, Json]]:
    """Where the words of a reason lie, and how the fact names them.

    Those about everybody stand with the outage and are published; those about one person
    lie encrypted, and can be erased.
    """
    said = text.strip()
    if person_id is None:
        return said, {"reason_sha256": hashlib.sha256(said.encode()).hexdigest()}
    return "", keep_named("reason", said, person_id)


def append(
    outage: Outage,
    kind: Kind,
    *,
    source: str,
    occurred_at: datetime,
    by: Actor,
    at: datetime,
    data: Mapping[str, Json],
) -> Fact:
    """Append a fact of an outage, in the transaction that is open, and return it."""
    fact = Fact(
        id=identity.new_id(),
        kind=kind,
        subject=outage.id,
        person_id=outage.person_id,
        occurred_at=occurred_at,
        recorded_at=at,
        source=source,
        by=by.reference(),
        data=data,
    )
    record_many(OutageFact, [fact])
    return fact
