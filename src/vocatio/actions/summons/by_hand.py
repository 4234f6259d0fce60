"""An officer brings a summons to somebody: handed over, refused, or nobody was met."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from vocatio.actions.delivery.found import look_again
from vocatio.actions.recording import record_many
from vocatio.actions.summons.append import refresh
from vocatio.actions.summons.own import by_reference
from vocatio.actions.words import keep_named
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import Evidence, Kind, Way
from vocatio.domain.summons.postal import CODE
from vocatio.gateways import identity
from vocatio.records.summonses.models import SummonsFact

#: Shorter, neither a place nor an account can be found again by somebody else.
LEAST_PLACE, LEAST_ACCOUNT = 4, 20


class Result(StrEnum):
    """What came of it."""

    HANDED = "handed"
    REFUSED = "refused"
    NOT_MET = "not_met"


KINDS = {
    Result.HANDED: Kind.HANDED,
    Result.REFUSED: Kind.REJECTED,
    Result.NOT_MET: Kind.NOT_MET,
}


@dataclass(frozen=True, slots=True)
class Visit:
    """What the officer writes down.

    Attributes:
        met_at: when it was, by the officer's account.
        place: where, in words; lies encrypted beside the fact.
        evidence: "signature" or "witness", or "" for none.
        detail: the number of the signed form, or the witness's own account in words.
    """

    result: Result
    met_at: datetime
    place: str
    evidence: str = ""
    detail: str = ""


def record_visit(reference: str, visit: Visit, *, by: Staff, at: datetime) -> None:
    """Record it. Whether it is evidenced receipt is decided by the law, from the fact.

    Raises:
        NotFound: no such summons.
        InvalidInput: place or evidence say too little, or it lies in the future.
    """
    permissions.require("delivery.record", by)
    check_visit(visit, at)
    with transaction.atomic():
        summons = by_reference(reference, by=by)
        fact = Fact(
            id=identity.new_id(),
            kind=KINDS[visit.result],
            subject=summons.id,
            person_id=summons.person_id,
            occurred_at=visit.met_at,
            recorded_at=at,
            source="officer",
            by=by.reference(),
            data=said_of(visit, summons.person_id),
        )
        record_many(SummonsFact, [fact])
        refresh(summons, at)
        look_again([summons.id], at=at)


# house: authorship because it only says what is wrong with what was typed
def check_visit(visit: Visit, at: datetime) -> None:
    """Refuse what says too little for somebody else to find it again.

    Raises:
        InvalidInput: naming the field.
    """
    if visit.met_at > at:
        raise InvalidInput("met_at", "lies in the future: write when it was")
    if len(visit.place.strip()) < LEAST_PLACE:
        raise InvalidInput("place", "write where it was, so that others find it")
    if visit.evidence not in ("", *Evidence):
        raise InvalidInput("evidence", f"choose one of: {', '.join(Evidence)}")
    detail = visit.detail.strip()
    if visit.evidence == Evidence.SIGNATURE and not re.fullmatch(CODE, detail):
        raise InvalidInput("detail", "write the number of the signed form, no words")
    if visit.evidence == Evidence.WITNESS and len(detail) < LEAST_ACCOUNT:
        raise InvalidInput("detail", f"write the witness's account, at least {LEAST_ACCOUNT} signs")


# house: authorship because it is a part of acts that have an author
def said_of(visit: Visit, person_id: UUID) -> dict[str, Json]:
    """What the fact of a visit says; words lie encrypted beside it."""
    place = keep_named("place", visit.place.strip(), person_id)
    return {"channel": Way.HAND, **place, **_evidence(visit, person_id)}


def _evidence(visit: Visit, person_id: UUID) -> dict[str, Json]:
    match visit.evidence:
        case Evidence.SIGNATURE:
            named: dict[str, Json] = {"evidence_reference": visit.detail.strip()}
        case Evidence.WITNESS:
            named = keep_named("evidence_reference", visit.detail.strip(), person_id)
        case _:
            return {}
    return {"evidence": visit.evidence, **named}
