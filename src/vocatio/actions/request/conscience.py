"""The person claims conscience: what they say goes sealed to an independent board alone (F24)."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from vocatio.actions.law import today
from vocatio.actions.request.file import LONGEST_DETAILS, MOST_FILES, AlreadyAsked, Over
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.own import by_reference, own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.summons import conscience
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.kinds import Kind
from vocatio.gateways import attachments, envelopes, identity
from vocatio.records.documents.envelopes import confided, key_in_use
from vocatio.records.documents.models import BoardKey, Envelope
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons


class Said(NamedTuple):
    """What somebody tells the board: in their own words, and contents of files."""

    words: str = ""
    papers: Sequence[bytes] = ()


def claim(reference: str, said: Said, *, by: Addressee, at: datetime) -> UUID:
    """Claim conscience; it counts from this moment and blocks any finding (F7).

    Nothing has to be said with it, nor opened before. Neither the person nor anybody else can
    read here what was said: the board alone can.

    Raises:
        InvalidInput: a file that cannot be taken, or more words or files than are read; words
            while the board has no key: they can be written to it, and the claim made without.
        AlreadyAsked: a claim waits for the board.
        Over: the summons was withdrawn.
        NotFound: no such summons of theirs.
    """
    permissions.require("conscience.claim", by)
    with transaction.atomic():
        return _claim(own(reference, by=by, lock=True), said, {}, by, at)


def note(reference: str, channel: Channel, *, by: Staff, at: datetime) -> None:
    """Note that a person claimed conscience at the counter, by telephone or by letter.

    Why they did is for the board alone: they write it down, and the envelope goes there unopened.

    Whether one waits already, the officer is not told: it is the same to them.

    Raises:
        Over, NotFound: as for `claim`.
    """
    permissions.require("request.enter", by)
    with transaction.atomic(), suppress(AlreadyAsked):
        _claim(by_reference(reference, by=by), Said(), {"channel": channel.value}, by, at)


# house: authorship because it tells of nobody
def key_of_board() -> str | None:
    """The fingerprint of the key that is sealed to; None while the board has none."""
    key = key_in_use()
    return envelopes.fingerprint(bytes(key.public)) if key else None


def _claim(
    summons: Summons, said: Said, how: Mapping[str, Json], by: Addressee | Staff, at: datetime
) -> UUID:
    hand = AtHand.of(summons, at)
    found = hand.status
    kept = confided(request.id for request in found.requests)
    if not conscience.may_claim(found, kept):
        raise AlreadyAsked if conscience.claim_waits(found.requests, kept) else Over
    key, about = key_in_use(), identity.new_id()
    sealed = _sealed(summons, said, key, about, at)
    data: dict[str, Json] = {
        "kind": conscience.KIND.value,
        "ground": conscience.GROUND,
        "details": str(about),
        "details_sha256": hashlib.sha256(sealed).hexdigest(),
        **how,
    }
    # The board's first: then whatever looks at the new fact knows that it waits for nobody else.
    claim_id = identity.new_id()
    Envelope.objects.create(id=claim_id, person_id=summons.person_id, key=key, sealed=sealed)
    hand.append(Kind.REQUEST, by=by, data=data, id=claim_id)
    return claim_id


def _sealed(summons: Summons, said: Said, key: BoardKey | None, about: UUID, at: datetime) -> bytes:
    words, papers = said.words.strip(), list(said.papers)
    if len(words) > LONGEST_DETAILS:
        raise InvalidInput("words", f"write at most {LONGEST_DETAILS:,} characters")
    if len(papers) > MOST_FILES:
        raise InvalidInput("papers", f"send at most {MOST_FILES} files")
    if key is None:
        if words or papers:
            raise InvalidInput("words", "the board has no key here yet: write to it on paper")
        return identity.new_salt()
    person = describe([summons.person_id], on=today(at), known=at)[summons.person_id]
    content = {
        "claimed_at": instant(at),
        "files": [
            {"media_type": attachments.media_type(paper), "content": _text(paper)}
            for paper in papers
        ],
        "name": person.name,
        "reference": summons.reference,
        "words": words,
    }
    return envelopes.seal(json.dumps(content).encode(), bytes(key.public), about.bytes)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
