"""Evidenced receipt: what, and nothing else, shows that the addressee had it.

Source: the first paragraph of the floor. “The addressee opened it in their own signed-in
session; or signed for it; or an independent carrier or the officer handing it over, with
place, time and a second piece of evidence, recorded delivery to the person or their witnessed
refusal.” An officer who opens it while helping, a presumption from posting, a deposit, a
letter left with somebody else, arrival in an inbox: served perhaps, never evidenced receipt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import (
    CARRIER,
    Evidence,
    Kind,
    PostalEvent,
    ReturnReason,
    Way,
)


class Proof(StrEnum):
    """What shows the receipt."""

    OPENED = "opened"
    CARRIER = "carrier"
    OFFICER = "officer"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Evidenced receipt.

    Attributes:
        at: when it was RECORDED. No period that runs against the person starts before (F2);
            when it is said to have occurred stands in the fact.
    """

    at: datetime
    proof: Proof
    fact_id: UUID


def evidenced_receipt(facts: Sequence[Fact]) -> Receipt | None:
    """The receipt that was recorded first, or None.

    A carrier that reports of one letter both that it was delivered and that it came back has
    shown nothing: where two accounts contradict each other, the one kinder to the person wins.
    """
    came_back = {fact.data.get("piece") for fact in facts if _came_back(fact)}
    found = [
        Receipt(fact.recorded_at, proof, fact.id)
        for fact in facts
        if (proof := shows(fact))
        and not (proof == Proof.CARRIER and fact.data.get("piece") in came_back)
    ]
    return min(found, key=lambda receipt: (receipt.at, receipt.fact_id), default=None)


def _came_back(fact: Fact) -> bool:
    return fact.kind == Kind.RETURNED and fact.data.get("reason") != ReturnReason.REFUSED


def shows(fact: Fact) -> Proof | None:
    """How this fact alone shows receipt, or None: it does not."""
    match fact.kind:
        case Kind.OPENED:
            return Proof.OPENED if _own_session(fact) else None
        case Kind.RECEIVED:
            return Proof.CARRIER if _carrier_met_them(fact) else None
        case Kind.HANDED:
            return Proof.OFFICER if _officer(fact) and _second(fact, *Evidence) else None
        case Kind.REJECTED:
            return Proof.REFUSED if _officer(fact) and _second(fact, Evidence.WITNESS) else None
        case Kind.RETURNED:
            return Proof.REFUSED if _carrier_saw_refusal(fact) else None
        case _:
            return None


def _own_session(fact: Fact) -> bool:
    """The addressee and nobody else; who opens it while helping is named in `by` as well."""
    return fact.person_id is not None and dict(fact.by) == {"person": str(fact.person_id)}


def _carrier_met_them(fact: Fact) -> bool:
    to_them = fact.data.get("event") == PostalEvent.DELIVERED_TO_PERSON
    return _carrier(fact) and to_them and _second(fact, *Evidence)


def _carrier_saw_refusal(fact: Fact) -> bool:
    refused = fact.data.get("reason") == ReturnReason.REFUSED
    return _carrier(fact) and refused and _second(fact, Evidence.WITNESS)


def _carrier(fact: Fact) -> bool:
    """Reported by somebody whom the authority does not command."""
    named = fact.source.startswith(CARRIER) and len(fact.source) > len(CARRIER)
    return named and fact.data.get("channel") == Way.PAPER


def _officer(fact: Fact) -> bool:
    """A human of the staff stood there and wrote it down; no job and no import did."""
    return "human" in fact.by and fact.data.get("channel") == Way.HAND


def _second(fact: Fact, *kinds: Evidence) -> bool:
    """A place, and evidence of one of these kinds that can be found again."""
    held = fact.data.get("evidence") in kinds and bool(fact.data.get("evidence_reference"))
    return held and bool(fact.data.get("place"))
