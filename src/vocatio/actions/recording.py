"""How an action leaves its facts, and how a reading is written down."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.domain.actors import Actor, Addressee, Agency, Representative, Staff, System
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact, happened
from vocatio.domain.readings import Look
from vocatio.gateways import identity
from vocatio.records.access.models import Reading
from vocatio.records.ledger import facts as ledger
from vocatio.records.ledger.commitments import Bytes, commit
from vocatio.records.ledger.copying import write_rows
from vocatio.records.ledger.models import FactBase


def record(
    model: type[FactBase],
    kind: str,
    subject: UUID,
    *,
    by: Actor,
    at: datetime,
    person_id: UUID | None = None,
    data: Mapping[str, Json] | None = None,
    id: UUID | None = None,
) -> Fact:
    """Append one fact that happens now, in the transaction that is open, and return it.

    Args:
        id: where something else names the fact already; else a new one.
    """
    fact = happened(
        kind, subject, id=id or identity.new_id(), by=by, at=at, person_id=person_id, data=data
    )
    record_many(model, [fact])
    return fact


def record_many(model: type[FactBase], facts: Iterable[Fact]) -> None:
    """Append facts, in the transaction that is open."""
    ledger.append(model, [(fact, identity.new_salt()) for fact in facts])


def read(
    what: str, people: Iterable[UUID | None], *, by: Actor, purpose: str, at: datetime
) -> None:
    """Write down that `by` looks at data of these people; None stands for nobody in particular.

    Raises:
        InvalidInput: no purpose was given.
    """
    if not purpose.strip():
        raise InvalidInput("purpose", "say what you need the data for")
    looks = [Look(identity.new_id(), at, *_reader(by), purpose, what, each) for each in people]
    written = [(look, Bytes(look.id, look.canonical(), identity.new_salt())) for look in looks]
    # Whoever only reads has no transaction open; a crash must not part a reading from its
    # commitment. Inside another transaction a failure ends that one: no savepoint.
    with transaction.atomic(savepoint=False):
        write_rows(
            Reading,
            (*Look._fields, "canonical"),
            ((*look, content) for look, (_, content, _) in written),
        )
        commit(Reading, [committed for _, committed in written])


def _reader(by: Actor) -> tuple[str, UUID]:
    match by:
        case Staff(account_id=account):
            return "staff", account
        case Addressee(person_id=person):
            return "self", person
        case Representative(representative_id=representative):
            return "representative", representative
        case System(behalf=behalf):
            return "job", behalf
        case Agency(agency_id=agency):
            return "agency", agency
