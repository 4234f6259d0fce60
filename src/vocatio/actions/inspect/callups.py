"""Call-ups, for planners, approvers and overseers: numbers, never lists of people (F19)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from vocatio.actions.callup.step import Found, find
from vocatio.actions.inspect.day import office_name
from vocatio.actions.inspect.lines import HistoryLine, history, names_of
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import NEXT_ACT, Kind, stage, withdrawn
from vocatio.domain.consequences.common import stay_ends
from vocatio.domain.oversight.small import counts_shown
from vocatio.domain.summons.corrections import ClosedDays
from vocatio.records.access.models import NaturalPerson
from vocatio.records.callups.models import (
    Allocation,
    CallUp,
    CallUpFact,
    Drawn,
    ManifestEntry,
    PoolMember,
    SetAside,
)
from vocatio.records.ledger import facts as ledger
from vocatio.records.offices.models import Office


@dataclass(frozen=True, slots=True)
class CallUpLine:
    """One call-up in the list."""

    id: UUID
    reference: str
    title: str
    people: int
    stage: str


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """Days on which an office was closed; its name is in the official language."""

    office: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction: what is wanted, and how far it is.

    Attributes:
        alone: about one summons, not all.
        closed: about those who had a place on days that were closed since, not all.
        corrected, left: once it was carried out, how many were, and how many were left alone.
    """

    id: UUID
    at: datetime
    by: str
    way: str
    reason: str
    move: bool
    alone: bool
    closed: ClosedLine | None
    approved: bool
    corrected: int | None
    left: int | None


@dataclass(frozen=True, slots=True)
class CallUpPage:
    """One call-up with its numbers; `next_act` is what a human does next, or None.

    `set_aside` has None for a number that is withheld: too small, or another would follow.
    """

    id: UUID
    reference: str
    title: str
    legal_basis: str
    reason: str
    categories: tuple[str, ...]
    people: int
    reference_date: date
    first_day: date
    last_day: date
    stage: str
    next_act: str | None
    pool: int
    set_aside: tuple[tuple[str, int | None], ...]
    drawn: int
    allocated: int
    manifest: int
    issued: int
    withheld: int
    submitted_by: str | None
    approved_by: str | None
    stayed_until: datetime | None
    withdrawn: bool
    corrections: tuple[CorrectionLine, ...]
    history: tuple[HistoryLine, ...]


def callups(*, by: Staff, purpose: str, at: datetime) -> tuple[CallUpLine, ...]:
    """All call-ups, the newest first."""
    permissions.require("inspect.callup", by)
    read("call-ups", [None], by=by, purpose=purpose, at=at)
    found = list(CallUp.objects.select_related("order").order_by("-id"))
    facts = ledger.of_many(CallUpFact, [callup.id for callup in found])
    return tuple(
        CallUpLine(
            callup.id,
            callup.order.reference,
            callup.order.title,
            callup.order.people,
            stage(fact.kind for fact in facts[callup.id]).value,
        )
        for callup in found
    )


def callup(callup_id: UUID, *, by: Staff, purpose: str, at: datetime) -> CallUpPage:
    """One call-up.

    Raises:
        NotFound: there is none.
    """
    permissions.require("inspect.callup", by)
    read("call-up", [None], by=by, purpose=purpose, at=at)
    found = find(callup_id)
    order, reached = found.order, stage(fact.kind for fact in found.facts)
    outcomes = dict(
        ManifestEntry.objects.filter(manifest_id=callup_id)
        .values_list("outcome")
        .annotate(Count("id"))
    )
    aside = SetAside.objects.filter(callup_id=callup_id).order_by("code").values_list("code")
    return CallUpPage(
        id=callup_id,
        reference=order.reference,
        title=order.title,
        legal_basis=order.legal_basis,
        reason=order.reason,
        categories=tuple(order.categories),
        people=order.people,
        reference_date=order.reference_date,
        first_day=order.first_day,
        last_day=order.last_day,
        stage=reached.value,
        next_act=NEXT_ACT.get(reached),
        pool=PoolMember.objects.filter(callup_id=callup_id).count(),
        set_aside=tuple(counts_shown(dict(aside.annotate(Count("id")))).items()),
        drawn=Drawn.objects.filter(callup_id=callup_id).count(),
        allocated=Allocation.objects.filter(callup_id=callup_id).count(),
        manifest=sum(outcomes.values()),
        issued=outcomes.get("issued", 0),
        withheld=outcomes.get("withheld", 0),
        submitted_by=_human(found, Kind.SUBMISSION),
        approved_by=_human(found, Kind.APPROVAL),
        stayed_until=max((end for end in _stays(found) if end > at), default=None),
        withdrawn=withdrawn(found.facts),
        corrections=tuple(_corrections(found)),
        history=history(found.facts),
    )


def _corrections(found: Found) -> Iterator[CorrectionLine]:
    """Those that were submitted, in their order."""
    approved, done = (
        {str(fact.data["correction"]): fact for fact in found.facts if fact.kind == kind}
        for kind in (Kind.CORRECTION_APPROVED, Kind.CORRECTED)
    )
    submitted = [fact for fact in found.facts if fact.kind == Kind.CORRECTION]
    names = names_of(submitted)
    for fact in submitted:
        counted = done[str(fact.id)].data if str(fact.id) in done else {}
        yield CorrectionLine(
            id=fact.id,
            at=fact.recorded_at,
            by=names[fact.by["human"]],
            way=str(fact.data["way"]),
            reason=str(fact.data["reason"]),
            move=bool(fact.data["move"]),
            alone="summons" in fact.data,
            closed=_closed(ClosedDays.of(fact)),
            approved=str(fact.id) in approved,
            corrected=int(str(counted["corrected"])) if counted else None,
            left=int(str(counted["left"])) if counted else None,
        )


def _closed(days: ClosedDays | None) -> ClosedLine | None:
    if days is None:
        return None
    office = office_name(Office.objects.get(id=days.office), "")
    return ClosedLine(office, days.first, days.last)


def _stays(found: Found) -> list[datetime]:
    """When each stay of the whole call-up ends (F26)."""
    return [stay_ends(fact) for fact in found.facts if fact.kind == Kind.STAY]


def _human(found: Found, kind: Kind) -> str | None:
    """The name of whoever took that step, if it was taken."""
    taken = next((fact for fact in found.facts if fact.kind == kind), None)
    return NaturalPerson.objects.get(id=taken.by["human"]).name if taken else None
