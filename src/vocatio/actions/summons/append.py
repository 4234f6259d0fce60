"""Append a fact to a summons whose row is locked, and refresh what is cached about it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from vocatio.actions.law import facts_of, outages, status_of
from vocatio.actions.recording import record
from vocatio.domain.actors import Actor
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.summons.states import Status
from vocatio.records.summonses.models import Summons, SummonsFact


def append(
    summons: Summons,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    data: Mapping[str, Json] | None = None,
) -> Fact:
    """Append the fact that this happened now."""
    fact = record(
        SummonsFact, kind, summons.id, by=by, at=at, person_id=summons.person_id, data=data
    )
    refresh(summons, at)
    return fact


def status_at(summons: Summons, at: datetime) -> Status:
    """The status now, derived from the facts."""
    return status_of(summons, facts_of(summons.id), outages=outages(at), on=at)


def refresh_many(summonses: Iterable[UUID], at: datetime) -> None:
    """The same for many, whose rows are locked here in one order."""
    rows = Summons.objects.select_for_update().filter(id__in=list(summonses)).order_by("id")
    for summons in rows:
        refresh(summons, at)


def refresh(summons: Summons, at: datetime) -> None:
    """Write the cached columns anew from the derivation."""
    found = status_at(summons, at)
    summons.state = found.state
    summons.next_due_at = found.next_due_at
    summons.request_open = found.open_request is not None
    summons.slot_id = found.slot_id
    summons.save(update_fields=["state", "next_due_at", "request_open", "slot_id"])
