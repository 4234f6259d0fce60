"""The board of conscience: it fetches what was sealed to it, and decides each claim (F24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.recording import read
from vocatio.actions.request.decide import answered, opened
from vocatio.actions.summons.append import AtHand
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.summons import conscience
from vocatio.domain.summons.kinds import Kind, Outcome
from vocatio.records.cases.models import Body, Member
from vocatio.records.documents.envelopes import confided
from vocatio.records.documents.models import Envelope
from vocatio.records.summonses.models import Summons


@dataclass(frozen=True, slots=True)
class SealedClaim:
    """A claim that waits: its request, what it is bound to, and what the board can open.

    `key` is None where nothing was said with it: it was made at a counter, or while the board
    had no key. What the person writes then, they write to the board.
    """

    request: UUID
    reference: str
    about: UUID
    key: UUID | None
    sealed: bytes


# house: authorship because nobody is signed in yet
def realm() -> str:
    """Where members of the board sign in.

    Raises:
        NotFound: there is no board yet.
    """
    found = Body.objects.filter(code=conscience.BOARD).first()
    if found is None:
        raise NotFound
    return found.realm


@transaction.atomic
def waiting_claims(*, by: Staff, purpose: str, at: datetime) -> Sequence[SealedClaim]:
    """Claims that wait, the oldest first; each person sees that the board fetched theirs.

    Raises:
        NotTheBoard: they are no member of it, or signed in elsewhere.
    """
    permissions.require("conscience.read", by)
    _refuse_outsider(by)
    candidates = list(Summons.objects.filter(request_open=True).order_by("id"))
    found = [claim for summons in candidates for claim in _waiting(summons, at)]
    people = {envelope.person_id for envelope, _ in found}
    read("request", people, by=by, purpose=purpose, at=at)
    return [claim for _, claim in sorted(found, key=lambda pair: pair[1].request)]


def decide_claim(
    request_id: UUID, outcome: Outcome, reasons: str, *, by: Staff, at: datetime
) -> None:
    """Grant or refuse a claim; the reasons are read by the person alone.

    Raises:
        NotTheBoard: they are no member of it, or signed in elsewhere.
        InvalidInput: the reasons are missing or too short.
        NotFound: there is no such claim.
        AlreadyDecided
    """
    permissions.require("conscience.decide", by)
    _refuse_outsider(by)
    with transaction.atomic():
        found = opened(request_id, by=by, at=at)
        if not confided([request_id]):
            raise NotFound
        answered(found, outcome, reasons, private=True, by=by, at=at)


def _refuse_outsider(by: Staff) -> None:
    member = Member.objects.select_related("body").filter(human_id=by.natural_person_id).first()
    body = member.body if member else None
    conscience.refuse_outsider(
        body.code if body else None,
        body.realm if body else None,
        independent=body is not None and body.independent,
        signed_in=by.realm,
    )


def _waiting(summons: Summons, at: datetime) -> list[tuple[Envelope, SealedClaim]]:
    hand = AtHand.of(summons, at)
    open_now = [one.id for one in hand.status.requests if one.outcome is None]
    asked = {fact.id: fact for fact in hand.facts if fact.kind == Kind.REQUEST}
    return [
        (
            one,
            SealedClaim(
                one.id,
                summons.reference,
                UUID(str(asked[one.id].data["details"])),
                one.key_id,
                bytes(one.sealed),
            ),
        )
        for one in Envelope.objects.filter(id__in=open_now)
    ]
