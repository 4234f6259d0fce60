"""The person says that a document of a case did not reach them, or that its cause is gone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.file import CaseAtHand
from vocatio.actions.case.lift import lift_measures
from vocatio.actions.case.official import keep_reasons
from vocatio.actions.case.own import own_case, own_document
from vocatio.actions.case.said import just_said
from vocatio.actions.case.whose import at_hand
from vocatio.actions.ledger.stamping import stamp_soon
from vocatio.actions.words import keep_named
from vocatio.actions.work.items import reasons_before, settled
from vocatio.domain import permissions
from vocatio.domain.actors import Actor, Party, Staff
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.kinds import LONGEST_SAID, CaseKind, Cause
from vocatio.domain.consequences.officials import refuse_involved
from vocatio.domain.errors import InvalidInput, NotFound, Refusal
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.law.reasons import require_due
from vocatio.domain.summons.asking import OTHER, Channel
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.records.cases.models import Case, Document


class ClaimDecided(Refusal):
    """This was decided already."""

    basis = "F5"


def did_not_reach_me(reference: str, *, by: Party, at: datetime) -> UUID:
    """Say of a document that it never came; unanswered for 14 days, its service is undone (F5).

    Raises:
        NotFound: no such document of theirs.
    """
    permissions.require("case.claim", by)
    with transaction.atomic():
        return _never(own_document(reference, by=by), {}, by, at)


def note_non_receipt(
    case_id: UUID, document_id: UUID, channel: Channel, *, by: Staff, at: datetime
) -> UUID:
    """Write down that a person says so at a counter, by telephone or by letter: it counts.

    Raises:
        NotFound: no such document of this case.
    """
    permissions.require("case.note", by)
    with transaction.atomic():
        case = at_hand(case_id, "case.note", by=by, at=at).case
        document = Document.objects.filter(id=document_id, case=case).first()
        if document is None:
            raise NotFound
        return _never(document, {"channel": channel.value}, by, at)


def _never(document: Document, how: dict[str, Json], by: Actor, at: datetime) -> UUID:
    said: dict[str, Json] = {
        "kind": RequestKind.NON_RECEIPT.value,
        "ground": OTHER,
        "document": str(document.id),
        **how,
    }
    hand = CaseAtHand.of(document.case, at)
    before = just_said(hand, Kind.REQUEST, "words", "", by=by, **said)
    return before or hand.append(Kind.REQUEST, by=by, data=said).id


def dispute(reference: str, words: str, *, by: Party, at: datetime) -> UUID:
    """Say that the cause is gone; until it is decided, every answer is “unknown” (F16).

    Raises:
        NotFound: no such case of theirs.
        InvalidInput: it is too long.
    """
    permissions.require("case.claim", by)
    with transaction.atomic():
        return _dispute(own_case(reference, by=by), words, {}, by, at)


def note_dispute(case_id: UUID, words: str, channel: Channel, *, by: Staff, at: datetime) -> UUID:
    """Write down that a person says so at a counter, by telephone or by letter: it counts.

    Raises:
        NotFound, InvalidInput.
    """
    permissions.require("case.note", by)
    with transaction.atomic():
        case = at_hand(case_id, "case.note", by=by, at=at).case
        return _dispute(case, words, {"channel": channel.value}, by, at)


def _dispute(case: Case, words: str, how: dict[str, Json], by: Actor, at: datetime) -> UUID:
    words = words.strip()
    if len(words) > LONGEST_SAID:
        raise InvalidInput("words", f"at most {LONGEST_SAID} characters")
    hand = CaseAtHand.of(case, at)
    if before := just_said(hand, CaseKind.DISPUTE, "words", words, by=by, **how):
        return before
    said = {**keep_named("words", words, case.person_id), **how}
    return hand.append(CaseKind.DISPUTE, by=by, data=said).id


def decide_claim(
    case_id: UUID, claim_id: UUID, outcome: Outcome, reasons: str, *, by: Staff, at: datetime
) -> None:
    """Decide such a claim; granted, whatever rested on it is lifted.

    Raises:
        HadAHand: this human did something in the case before.
        Copied: of a refusal: they were given to somebody else before (F10).
        ClaimDecided, InvalidInput, NotFound.
    """
    permissions.require("case.decide_claim", by)
    with transaction.atomic():
        hand = at_hand(case_id, "case.decide_claim", by=by, at=at)
        case, file = hand.case, hand.file
        claim, kind, key = _open_claim(file, claim_id)
        refuse_involved(file, by.natural_person_id)
        require_due(reasons, against=outcome == Outcome.REFUSED, earlier=reasons_before(by))
        kept = keep_reasons(case, reasons)
        data = {key: str(claim.id), "outcome": outcome.value, **kept}
        stamp_soon(hand.append(kind, by=by, data=data))
        against = str(kept["reasons"]) if outcome == Outcome.REFUSED else ""
        settled(claim.id, by, at, against=against)
        if outcome == Outcome.GRANTED:
            lift_measures(hand, file.of(CaseKind.MEASURE), Cause.ERROR, by=by)


def _open_claim(file: CaseFile, claim_id: UUID) -> tuple[Fact, str, str]:
    claim = file.fact(claim_id)
    match claim:
        case Fact(kind=Kind.REQUEST):
            kind, key = Kind.DECISION.value, "request"
        case Fact(kind=CaseKind.DISPUTE):
            kind, key = CaseKind.DISPUTE_DECISION.value, "dispute"
        case _:
            raise InvalidInput("claim", "name a claim of this case")
    if file.answer_to(claim, kind, key):
        raise ClaimDecided
    return claim, kind, key
