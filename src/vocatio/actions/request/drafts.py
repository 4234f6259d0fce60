"""What somebody typed when their session had ended: kept for them, and shown once they are back.

Who typed it, a ticket says that their browser was given when they signed in: it opens nothing,
and lets drafts be laid down for that person alone. What they would say about their conscience is
never kept (F24). A draft is erased when it is sent, when they say so, or after `KEPT`.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import InvalidInput
from vocatio.gateways import identity, keys
from vocatio.records.documents.models import Draft

#: How long a draft is kept.
KEPT: Final = timedelta(days=7)

#: Characters of one draft, all its fields together; and how many drafts a person has at most.
LARGEST, MOST = 20_000, 20

#: Fields of forms that somebody writes into.
WORDS: Final = ("details", "answer", "dispute", "appeal")

#: Of the id that a ticket begins with.
PERSON_BYTES: Final = 16

JOB = "drafts.forget"

TABLE, TICKET = "documents_draft", "documents_draft ticket"

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft: the address of its form, what was typed into which field, and how long it is kept.

    `words` are what was written in it, to be read where the form is not there any more.
    """

    path: str
    typed: Typed
    words: str
    until: datetime


def ticket(*, by: Addressee, at: datetime) -> str:
    """What lets a browser lay down drafts for this person for a while, and do nothing else."""
    permissions.require("draft.keep", by)
    content = by.person_id.bytes + (at + KEPT).isoformat().encode()
    return base64.urlsafe_b64encode(keys.ring().seal(content, TICKET, b"")).decode()


# house: authorship because the session has ended: the ticket says whose draft it is
def keep(ticket_: str, path: str, typed: Typed, *, at: datetime) -> None:
    """Keep what was typed, in place of an earlier draft of the same form.

    Raises:
        InvalidInput: a ticket that is none of ours, or more than is kept.
    """
    person_id = _holder(ticket_, at)
    content = json.dumps({"path": path, "typed": {key: list(typed[key]) for key in typed}})
    if len(content) > LARGEST:
        raise InvalidInput("typed", f"drafts are kept up to {LARGEST:,} characters")
    draft_id = identity.new_id()
    with transaction.atomic():
        forget(at=at)
        kept = {draft.id: _opened(draft) for draft in _of(person_id)}
        same = [id_ for id_, found in kept.items() if found.path == path]
        too_many = sorted(set(kept) - set(same))[: max(0, len(kept) - len(same) - MOST + 1)]
        Draft.objects.filter(id__in=[*same, *too_many]).delete()
        sealed = keys.ring().seal(content.encode(), TABLE, draft_id.bytes)
        Draft.objects.create(id=draft_id, person_id=person_id, kept_at=at, encrypted=sealed)


@transaction.atomic
def unfinished(*, by: Addressee, purpose: str, at: datetime) -> tuple[Unfinished, ...]:
    """The person's drafts, the newest first."""
    permissions.require("inspect.own", by)
    found = [d for d in _of(by.person_id) if at < d.kept_at + KEPT]
    if found:
        read("draft", [by.person_id], by=by, purpose=purpose, at=at)
    return tuple(_opened(draft) for draft in reversed(found))


def drop(path: str, *, by: Addressee, at: datetime) -> None:
    """Erase the draft of a form: it was sent, or is not wanted any more."""
    permissions.require("draft.keep", by)
    with transaction.atomic():
        forget(at=at)
        gone = [draft.id for draft in _of(by.person_id) if _opened(draft).path == path]
        Draft.objects.filter(id__in=gone).delete()


# house: authorship because time alone decides
def forget(*, at: datetime) -> None:
    """Erase drafts that were kept long enough."""
    Draft.objects.filter(kept_at__lt=at - KEPT).delete()


def _holder(ticket_: str, at: datetime) -> UUID:
    try:
        content = keys.ring().unseal(base64.urlsafe_b64decode(ticket_.encode()), TICKET, b"")
    except (ValueError, keys.Undecipherable) as error:
        raise InvalidInput("ticket", "sign in first") from error
    person_id, ends = content[:PERSON_BYTES], content[PERSON_BYTES:].decode()
    if at >= datetime.fromisoformat(ends):
        raise InvalidInput("ticket", "it is too old: sign in first")
    return UUID(bytes=person_id)


def _of(person_id: UUID) -> Sequence[Draft]:
    return list(Draft.objects.filter(person_id=person_id).order_by("kept_at", "id"))


def _opened(draft: Draft) -> Unfinished:
    content = json.loads(keys.ring().unseal(bytes(draft.encrypted), TABLE, draft.id.bytes))
    words = next((values[0] for name in WORDS if (values := content["typed"].get(name))), "")
    return Unfinished(content["path"], content["typed"], words, draft.kept_at + KEPT)
