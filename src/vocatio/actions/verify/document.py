"""Whether a document is genuine and still holds: told to anybody, without a name.

By the code that is printed on it, or by the bytes of a PDF that was handed out. Neither a
reading is written nor a fact, since nothing about anybody is told; how often one network
address may ask is limited, in the database.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.db import transaction

from vocatio.actions.law import facts_of
from vocatio.domain.actors import Visitor
from vocatio.domain.consequences.genuine import document_standing
from vocatio.domain.errors import Refusal
from vocatio.domain.summons.attestation import attestation_standing
from vocatio.domain.summons.door import receipt_standing
from vocatio.domain.summons.genuine import Standing, standing
from vocatio.gateways import identity, keys
from vocatio.records.cases.models import CaseFact, Document
from vocatio.records.documents.checks import counted
from vocatio.records.documents.models import (
    Acknowledgement,
    Attestation,
    Content,
    Copy,
    DoorReceipt,
)
from vocatio.records.ledger import facts as ledger

#: How often one network address may ask, and within what time.
MOST, WHILE = 30, timedelta(minutes=10)
#: Bits of an IPv6 address that one household or one host has for itself.
IPV6_HOST_BITS = 64


class TooMany(Refusal):
    """You have asked very often. Wait ten minutes, then ask again."""

    basis = "access"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """When somebody has an appointment, in which zone, and when they came if they did."""

    appointment: datetime
    zone: str
    appeared_at: datetime | None


def check_code(code: str, *, by: Visitor, at: datetime) -> Standing:
    """How the document with this code stands.

    Raises:
        TooMany: this address has asked too often.
    """
    _count(by, at)
    wanted = identity.spelled(code)
    if receipt := DoorReceipt.objects.filter(code=wanted).first():
        return receipt_standing(facts_of(receipt.summons_id), bytes(receipt.sha256).hex())
    if paper := Attestation.objects.filter(code=wanted).first():
        return _attested(paper)[0]
    if Acknowledgement.objects.filter(code=wanted).exists():
        return Standing.GENUINE
    if written := Document.objects.filter(reference=wanted).first():
        facts = ledger.of(CaseFact, written.case_id)
        return document_standing(facts, bytes(written.sha256).hex())
    return _standing(Content.objects.filter(code=wanted).first())


def confirmed(code: str, *, by: Visitor, at: datetime) -> Confirmed | None:
    """What a genuine paper for an employer or a school confirms: the hours alone; else None.

    Raises:
        TooMany: this address has asked too often.
    """
    _count(by, at)
    paper = Attestation.objects.filter(code=identity.spelled(code)).first()
    if paper is None:
        return None
    standing_now, found = _attested(paper)
    return found if standing_now == Standing.GENUINE else None


def check_file(pdf: bytes, *, by: Visitor, at: datetime) -> Standing:
    """How the document stands whose bytes these are; a copy that was changed is unknown.

    Raises:
        TooMany: this address has asked too often.
    """
    _count(by, at)
    digest = hashlib.sha256(pdf).digest()
    if Acknowledgement.objects.filter(sha256=digest).exists():
        return Standing.GENUINE
    copy = Copy.objects.select_related("content").filter(sha256=digest).first()
    return _standing(copy.content if copy else None)


def _attested(paper: Attestation) -> tuple[Standing, Confirmed]:
    said = json.loads(bytes(paper.canonical))
    came = said["appeared_at"]
    found = Confirmed(
        datetime.fromisoformat(said["appointment"]),
        said["zone"],
        datetime.fromisoformat(came) if came else None,
    )
    facts, digest = facts_of(paper.summons_id), bytes(paper.sha256).hex()
    return attestation_standing(facts, digest, found.appointment), found


def _standing(content: Content | None) -> Standing:
    if content is None:
        return Standing.UNKNOWN
    return standing(facts_of(content.summons_id), bytes(content.sha256).hex())


def _count(by: Visitor, at: datetime) -> None:
    """A refusal must not undo the count, so it has a transaction of its own."""
    began = datetime.fromtimestamp(
        at.timestamp() // WHILE.total_seconds() * WHILE.total_seconds(), at.tzinfo
    )
    visitor = keys.ring().lookup("visitor", f"{at.date()} {_host(by.address)}")
    with transaction.atomic():
        asked = counted(visitor, began)
    if asked > MOST:
        raise TooMany


def _host(address: str) -> str:
    """What one visitor can hardly change: of IPv6 the first half."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(IPv6Address(int(found) >> IPV6_HOST_BITS << IPV6_HOST_BITS))
    return str(found)
