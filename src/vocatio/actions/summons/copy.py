"""Hand out a copy of a letter: sealed, and its hash logged. A copy is not an opening.

The person fetches it from what they have opened; an officer prints it for somebody who
stands at the counter, which shows no receipt by anybody (see `domain/summons/receipt`).
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.paper import current_content, letter_of, seal_keys
from vocatio.actions.recording import read
from vocatio.actions.summons.append import append, status_at
from vocatio.actions.summons.own import by_id, by_reference, own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.errors import Refusal
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.summons.kinds import Kind
from vocatio.gateways.sealing import sign_document
from vocatio.gateways.typesetting import typeset, typesetter
from vocatio.records.documents.models import Copy
from vocatio.records.summonses.models import Summons

PURPOSE = "letter"


class NotOpened(Refusal):
    """Open the summons first: whoever fetches the letter reads what it says."""

    basis = "states"


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A sealed PDF and the code that is printed on it."""

    pdf: bytes
    code: str


def own_copy(reference: str, *, large: bool = False, by: Addressee, at: datetime) -> HandedOut:
    """The letter of a summons of the person's own that they opened.

    Raises:
        NotFound: no such summons of theirs.
        NotOpened: they have not opened it.
    """
    permissions.require("letter.copy", by)
    summons = own(reference, by=by)
    if not status_at(summons, at).opened:
        raise NotOpened
    return _hand_out(summons, "portal", large=large, by=by, at=at)


def counter_copy(summons_id: UUID, *, large: bool = False, by: Staff, at: datetime) -> HandedOut:
    """The letter, for somebody who stands at the counter; it shows no receipt.

    Raises:
        NotFound: no such summons.
    """
    permissions.require("letter.hand_out", by)
    with transaction.atomic():
        summons = by_id(summons_id, by=by)
    return _hand_out(summons, "counter", large=large, by=by, at=at)


def copy_of(reference: str, *, large: bool = False, by: Staff, at: datetime) -> HandedOut:
    """The same by the reference of the summons.

    Raises:
        NotFound: no such summons.
    """
    permissions.require("letter.hand_out", by)
    with transaction.atomic():
        summons = by_reference(reference, by=by)
    return _hand_out(summons, "counter", large=large, by=by, at=at)


def _hand_out(
    summons: Summons, way: str, *, large: bool, by: Addressee | Staff, at: datetime
) -> HandedOut:
    """Draw and seal first, since an authority for time-stamps may be slow; then record."""
    content = current_content(summons.id)
    drawn = typeset(letter_of(content, large=large))
    signed = sign_document(drawn.pdf, seal_keys())
    digest = hashlib.sha256(signed.pdf).digest()
    data: dict[str, Json] = {
        "way": way,
        "content": bytes(content.sha256).hex(),
        "pdf": digest.hex(),
        "signature": signed.level,
        "large": large,
        "typesetter": typesetter(),
    }
    with transaction.atomic():
        fact = append(by_id(summons.id, by=by), Kind.COPIED, by=by, at=at, data=data)
        Copy.objects.create(sha256=digest, content=content, fact_id=fact.id)
        read("letter", [summons.person_id], by=by, purpose=PURPOSE, at=at)
    return HandedOut(signed.pdf, content.code)
