"""Answer a request: one named human, individual reasons, one decision."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from vocatio.actions.law import calendar_of, facts_of, local_date, rules_of
from vocatio.actions.ledger.stamping import stamp_soon
from vocatio.actions.summons.append import append, status_at
from vocatio.actions.summons.new_date import keep_new_notice
from vocatio.actions.summons.own import by_id
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, NotFound, Refusal
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.law.counting import count
from vocatio.domain.law.floor import LEAST_REASONS_CHARACTERS
from vocatio.domain.law.notice import earliest_appearance
from vocatio.domain.law.periods import Period
from vocatio.domain.summons.asking import ground_of, refuse_involved
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.domain.summons.states import Request
from vocatio.gateways import identity, keys
from vocatio.records.callups.models import CallUpFact
from vocatio.records.documents.models import FreeText
from vocatio.records.ledger import facts as ledger
from vocatio.records.offices.models import Office, Slot
from vocatio.records.offices.queries import first_free
from vocatio.records.summonses.models import Summons, SummonsFact

#: How far ahead a new date is looked for.
HORIZON = timedelta(days=180)


class AlreadyDecided(Refusal):
    """This request was answered already."""

    basis = "F7"


class NoPlace(Refusal):
    """No office has a free place that leaves the person 14 days: add slots first."""

    basis = "F4"


def decide(request_id: UUID, outcome: Outcome, reasons: str, *, by: Staff, at: datetime) -> None:
    """Grant or refuse; a granted new date is given at once, with 14 days' notice at least.

    Raises:
        InvalidInput: the reasons are missing or too short.
        Involved: an account of non-receipt, and this human had a hand in the summons (F5).
        NotFound, AlreadyDecided, NoPlace.
    """
    permissions.require("request.decide", by)
    if len(reasons.strip()) < LEAST_REASONS_CHARACTERS:
        raise InvalidInput(
            "reasons", f"write at least {LEAST_REASONS_CHARACTERS} characters, about this case"
        )
    with transaction.atomic():
        summons, request = _open(request_id, at)
        before = (*facts_of(summons.id), *ledger.of(CallUpFact, summons.callup_id))
        refuse_involved(request.kind, before, by)
        data = {
            "request": str(request.id),
            "outcome": outcome.value,
            "reasons": str(_keep(reasons.strip(), summons.person_id)),
            "reasons_sha256": hashlib.sha256(reasons.strip().encode()).hexdigest(),
        }
        if outcome == Outcome.GRANTED and request.kind == RequestKind.DEFERRAL:
            data |= _until(summons, request.ground, at)
        stamp_soon(append(summons, Kind.DECISION, by=by, at=at, data=data))
        if outcome == Outcome.GRANTED and request.kind == RequestKind.RESCHEDULE:
            _new_date(summons, by, at)


def _until(summons: Summons, ground: str, at: datetime) -> dict[str, str]:
    """How long a deferral lasts, where the profile says so for the ground."""
    rules = rules_of(summons)
    found = ground_of(rules, ground)
    if found is None or not isinstance(found.lasts, Period):
        return {}
    today = local_date(rules, at)
    return {"until": count(today, found.lasts, calendar_of(rules, today))[0].isoformat()}


def _open(request_id: UUID, at: datetime) -> tuple[Summons, Request]:
    fact = SummonsFact.objects.filter(id=request_id, kind=Kind.REQUEST).first()
    if fact is None:
        raise NotFound
    summons = by_id(fact.subject_id)
    request = next(r for r in status_at(summons, at).requests if r.id == request_id)
    if request.outcome is not None:
        raise AlreadyDecided
    return summons, request


def _keep(reasons: str, person_id: UUID) -> UUID:
    """Reasons lie encrypted: the fact names them with their hash, and can outlive them."""
    text_id = identity.new_id()
    FreeText.objects.create(
        id=text_id,
        person_id=person_id,
        encrypted=keys.ring().encrypt(reasons, "documents_freetext", text_id.bytes),
    )
    return text_id


def _new_date(summons: Summons, by: Staff, at: datetime) -> None:
    """The first free place at the same office that leaves the least notice, and is later."""
    old = Slot.objects.get(id=summons.slot_id)
    rules = rules_of(summons)
    calendar = calendar_of(rules, local_date(rules, at))
    start = max(earliest_appearance(at, rules, calendar), old.starts_at + timedelta(days=1))
    # One booking at a time at an office, or two people get its last place.
    Office.objects.select_for_update().get(id=old.office_id)
    free = first_free(old.office_id, start, start + HORIZON)
    if free is None:
        raise NoPlace
    slot = Slot.objects.select_related("office").get(id=free)
    data = {"slot": str(slot.id), "starts_at": instant(slot.starts_at), "replaces": str(old.id)}
    data |= keep_new_notice(summons, slot, at)
    append(summons, Kind.APPOINTMENT, by=by, at=at, data=data)
