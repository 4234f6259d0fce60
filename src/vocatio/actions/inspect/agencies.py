"""Which agencies may ask, and which of them asked about a document that is nobody's."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vocatio.actions.agency.directory import known
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.agency.directory import AgencyKey, Terms
from vocatio.domain.agency.kinds import AgencyKind
from vocatio.domain.facts import parse
from vocatio.records.agencies.models import AgencyFact


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency and its keys."""

    terms: Terms
    keys: tuple[AgencyKey, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """An agency asked about a canary: when, and for what purpose, as it said."""

    at: datetime
    agency: str
    purpose: str
    jti: str


@transaction.atomic
def agencies(*, by: Staff, purpose: str, at: datetime) -> tuple[AgencyLine, ...]:
    """All agencies, by their code. They are authorities: nobody's data are in it."""
    permissions.require("inspect.agencies", by)
    read("agencies", [None], by=by, purpose=purpose, at=at)
    found = known().directory
    return tuple(
        AgencyLine(terms, tuple(key for key in found.keys.values() if key.agency == terms.id))
        for terms in sorted(found.agencies.values(), key=lambda terms: terms.code)
    )


@transaction.atomic
def incidents(*, by: Staff, purpose: str, at: datetime) -> tuple[Incident, ...]:
    """Who asked about a canary, the newest first."""
    permissions.require("inspect.incidents", by)
    read("incidents", [None], by=by, purpose=purpose, at=at)
    named = {terms.id: terms.code for terms in known().directory.agencies.values()}
    stored = AgencyFact.objects.filter(kind=AgencyKind.CANARY_ASKED).order_by("-recorded_at", "-id")
    facts = (parse(bytes(each)) for each in stored.values_list("canonical", flat=True))
    return tuple(
        Incident(f.recorded_at, named[f.subject], str(f.data["purpose"]), str(f.data["jti"]))
        for f in facts
    )
