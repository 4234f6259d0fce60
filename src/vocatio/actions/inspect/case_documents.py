"""What was written to somebody in a case: to them, and to those who work on it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.file import load
from vocatio.actions.case.own import own_document
from vocatio.actions.case.whose import at_hand
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.consequences.file import CaseFile, opened
from vocatio.domain.consequences.telling import in_order
from vocatio.domain.errors import NotFound
from vocatio.domain.summons.content import reading_order
from vocatio.records.cases.models import Case, Document


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of a case.

    Attributes:
        opened: by its addressee, in a session of their own.
        received: when its receipt was evidenced, by whatever shows it.
        text: language -> part -> words; to the addressee only once they opened it.
    """

    id: UUID
    reference: str
    kind: str
    made_at: datetime
    opened: bool
    received: datetime | None
    case: str
    text: Mapping[str, Mapping[str, str]]


@transaction.atomic
def own_document_page(reference: str, *, by: Addressee, purpose: str, at: datetime) -> DocumentLine:
    """One document of the person's own; a preview until they opened it.

    Raises:
        NotFound: no such document of theirs.
    """
    permissions.require("inspect.own", by)
    document = own_document(reference, by=by)
    read("case document", [by.person_id], by=by, purpose=purpose, at=at)
    return _document(document, load(document.case, at), whole=False)


@transaction.atomic
def document_text(document_id: UUID, *, by: Staff, purpose: str, at: datetime) -> DocumentLine:
    """A document of a case, to print and hand over; that is no opening by anybody.

    Raises:
        NotFound: no such document, or its case is not one of theirs.
    """
    permissions.require("inspect.case", by)
    document = Document.objects.filter(id=document_id).select_related("case").first()
    if document is None:
        raise NotFound
    hand = at_hand(document.case_id, "inspect.case", by=by, at=at)
    read("case document", [document.case.person_id], by=by, purpose=purpose, at=at)
    return _document(document, hand.file, whole=True)


# house: authorship because whoever calls it leaves the reading
def documents_of(case: Case, file: CaseFile, *, whole: bool) -> tuple[DocumentLine, ...]:
    """The documents of a case; `whole` for those who work on it, whatever was opened."""
    found = Document.objects.filter(case=case).select_related("case").order_by("made_at", "id")
    return tuple(_document(document, file, whole=whole) for document in found)


def _document(document: Document, file: CaseFile, *, whole: bool) -> DocumentLine:
    """To the addressee a preview until they opened it; `whole` for those who work on it."""
    content = json.loads(bytes(document.canonical))
    seen = opened(file.standing, document.id)
    languages = reading_order(content)
    return DocumentLine(
        id=document.id,
        reference=document.reference,
        kind=document.kind,
        made_at=document.made_at,
        opened=seen,
        received=file.received(document.id),
        case=document.case.reference,
        text={code: in_order(content, code) for code in languages} if seen or whole else {},
    )
