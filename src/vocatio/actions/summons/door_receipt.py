"""The receipt of an appearance, made with it: handed out at the door, and in the person's record.

Who shows it shows that whatever was taken because they had stayed away is lifted (F16).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.law import facts_of, today
from vocatio.actions.paper import check_page, seal_paper
from vocatio.actions.recording import read
from vocatio.actions.summons.own import own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.summons.door import appearance
from vocatio.gateways import identity
from vocatio.gateways.typesetting.qr import drawn
from vocatio.records.documents.models import DoorReceipt
from vocatio.records.offices.models import Office
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A door receipt as it is shown and printed.

    Attributes:
        office: language -> name of the office at which they appeared.
        language: in which the person is written to.
        check: the page on which anybody can check the code.
        square: the same as SVG, with the code in it.
    """

    code: str
    name: str
    reference: str
    office: Mapping[str, str]
    appointment: datetime
    appeared_at: datetime
    language: str
    check: str
    square: str


# house: authorship because it is a part of recording an appearance, which has an author
def make(summons: Summons, office_id: UUID, appointment: datetime, *, at: datetime) -> str:
    """Keep the receipt under its seal, in the transaction that is open; return its hash."""
    code = identity.new_reference()
    person = describe([summons.person_id], on=today(at), known=at)[summons.person_id]
    said: dict[str, Json] = {
        "kind": "door receipt",
        "code": code,
        "name": person.name,
        "reference": summons.reference,
        "office": dict(Office.objects.get(id=office_id).name),
        "appointment": instant(appointment),
        "appeared_at": instant(at),
    }
    paper = seal_paper(said)
    DoorReceipt.objects.create(code=code, summons=summons, **paper._asdict())
    return paper.sha256.hex()


@transaction.atomic
def at_the_door(summons_id: UUID, *, by: Staff, purpose: str, at: datetime) -> OnPaper:
    """The receipt of the latest appearance, to be handed out.

    Raises:
        NotFound: no such summons, or nobody has appeared.
        OwnFile, RelativesFile
    """
    permissions.require("letter.hand_out", by)
    summons = Summons.objects.filter(id=summons_id).first()
    if summons is None:
        raise NotFound
    leave_to_colleagues([summons.person_id], by=by)
    read("door receipt", [summons.person_id], by=by, purpose=purpose, at=at)
    return _on_paper(summons)


@transaction.atomic
def own_receipt(reference: str, *, by: Addressee, purpose: str, at: datetime) -> OnPaper:
    """The same, for the person themself.

    Raises:
        NotFound: no such summons of theirs, or they have not appeared.
    """
    permissions.require("inspect.own", by)
    summons = own(reference, by=by)
    read("door receipt", [summons.person_id], by=by, purpose=purpose, at=at)
    return _on_paper(summons)


def _on_paper(summons: Summons) -> OnPaper:
    came = appearance(facts_of(summons.id))
    digest = bytes.fromhex(str(came.data.get("content", ""))) if came else b""
    found = DoorReceipt.objects.filter(summons=summons, sha256=digest).first()
    if found is None:
        raise NotFound
    said = json.loads(bytes(found.canonical))
    check = check_page(summons.id)
    return OnPaper(
        code=said["code"],
        name=said["name"],
        reference=said["reference"],
        office=said["office"],
        appointment=datetime.fromisoformat(said["appointment"]),
        appeared_at=datetime.fromisoformat(said["appeared_at"]),
        language=summons.language,
        check=check,
        square=drawn(f"{check}/?code={said['code']}", on_screen=True),
    )
