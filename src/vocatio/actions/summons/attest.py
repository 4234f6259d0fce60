"""Confirm to an employer or a school that somebody has an appointment, and nothing about why."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vocatio.actions.law import today, version_of
from vocatio.actions.paper import check_page, seal_paper
from vocatio.actions.recording import read
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.own import own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import NotFound
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.summons.attestation import NothingToAttest, may_attest
from vocatio.domain.summons.door import appearance
from vocatio.domain.summons.kinds import Kind
from vocatio.gateways import identity
from vocatio.gateways.typesetting.qr import drawn
from vocatio.records.documents.models import Attestation
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons


@dataclass(frozen=True, slots=True)
class OnPaper:
    """The paper as it is shown and printed.

    Attributes:
        zone: of the appointment.
        appeared_at: when they came, or None while they have not.
        official: the language in which whoever is shown it will read it.
        check: the page on which anybody can check the code.
        square: the same as SVG, with the code in it.
    """

    code: str
    name: str
    appointment: datetime
    zone: str
    appeared_at: datetime | None
    official: str
    check: str
    square: str


def attest(reference: str, *, by: Addressee, at: datetime) -> str:
    """Make the paper; return its code. Asked again for the same, it is the same paper.

    Raises:
        NotFound: no such summons of theirs.
        NothingToAttest: it was not opened yet, or there is no appointment to keep.
    """
    permissions.require("letter.copy", by)
    with transaction.atomic():
        summons = own(reference, by=by, lock=True)
        hand = AtHand.of(summons, at)
        if not may_attest(hand.status):
            raise NothingToAttest
        came = appearance(hand.facts)
        person = describe([summons.person_id], on=today(at), known=at)[summons.person_id]
        said: dict[str, Json] = {
            "kind": "attestation",
            "name": person.name,
            "appointment": instant(hand.status.appointment),
            "zone": version_of(summons.profile_version).zone,
            "appeared_at": instant(came.occurred_at) if came else None,
        }
        return _same(summons, said) or _made(hand, said, by)


@transaction.atomic
def attestation(reference: str, code: str, *, by: Addressee, purpose: str, at: datetime) -> OnPaper:
    """One that was made.

    Raises:
        NotFound: no such summons of theirs, or no such paper of it.
    """
    permissions.require("inspect.own", by)
    summons = own(reference, by=by)
    found = Attestation.objects.filter(summons=summons, code=identity.spelled(code)).first()
    read("attestation", [by.person_id], by=by, purpose=purpose, at=at)
    if found is None:
        raise NotFound
    said = json.loads(bytes(found.canonical))
    check = check_page(summons.id)
    return OnPaper(
        code=found.code,
        name=said["name"],
        appointment=datetime.fromisoformat(said["appointment"]),
        zone=said["zone"],
        appeared_at=datetime.fromisoformat(said["appeared_at"]) if said["appeared_at"] else None,
        official=version_of(summons.profile_version).official_language,
        check=check,
        square=drawn(f"{check}/?code={found.code}", on_screen=True),
    )


def _same(summons: Summons, said: dict[str, Json]) -> str | None:
    for found in Attestation.objects.filter(summons=summons):
        if json.loads(bytes(found.canonical)) == said | {"code": found.code}:
            return found.code
    return None


def _made(hand: AtHand, said: dict[str, Json], by: Addressee) -> str:
    code = identity.new_reference()
    paper = seal_paper(said | {"code": code})
    Attestation.objects.create(code=code, summons=hand.summons, **paper._asdict())
    hand.append(Kind.ATTESTED, by=by, data={"content": paper.sha256.hex()})
    return code
