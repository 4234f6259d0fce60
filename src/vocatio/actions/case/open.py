"""A document of a case reaches the person: opened in their own session, or handed over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.file import append
from vocatio.actions.case.own import own_document
from vocatio.actions.case.whose import at_hand
from vocatio.actions.summons.by_hand import KINDS, Visit, check_visit, said_of
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.consequences import file as domain
from vocatio.domain.errors import NotFound
from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import Kind, Way
from vocatio.gateways import identity
from vocatio.records.cases.models import CaseFact, Document
from vocatio.records.ledger import facts as ledger


def open_document(reference: str, *, by: Addressee, at: datetime) -> None:
    """Record the first opening since it was served; opening again changes nothing.

    Raises:
        NotFound: no such document of theirs.
    """
    permissions.require("case.open", by)
    with transaction.atomic():
        document = own_document(reference, by=by)
        if not opened(document):
            data = {"document": str(document.id), "channel": Way.INBOX}
            append(document.case, Kind.OPENED, by=by, at=at, data=data)


# house: authorship because whoever calls it leaves the reading
def opened(document: Document) -> bool:
    """Whether its addressee opened it themself."""
    return domain.opened(ledger.of(CaseFact, document.case_id), document.id)


def hand_over(document_id: UUID, visit: Visit, *, by: Staff, at: datetime) -> None:
    """Record that an officer brought a document: handed over, refused, or nobody was met.

    Raises:
        NotFound: no such document.
        InvalidInput: place or evidence say too little, or it lies in the future.
    """
    permissions.require("delivery.record", by)
    check_visit(visit, at)
    with transaction.atomic():
        document = Document.objects.filter(id=document_id).first()
        if document is None:
            raise NotFound
        hand = at_hand(document.case_id, "delivery.record", by=by, at=at)
        fact = Fact(
            id=identity.new_id(),
            kind=KINDS[visit.result],
            subject=hand.case.id,
            person_id=hand.case.person_id,
            occurred_at=visit.met_at,
            recorded_at=at,
            source="officer",
            by=by.reference(),
            data={"document": str(document.id), **said_of(visit, hand.case.person_id)},
        )
        hand.add(fact)
