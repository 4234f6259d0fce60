"""Samples of files: what was drawn, and one file of it. Each file that is opened is a reading."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.callup.step import find
from vocatio.actions.inspect.case_page import CasePage, case_file
from vocatio.actions.inspect.lines import HistoryLine, history
from vocatio.actions.law import facts_of, outages, status_of, version_of
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import Kind
from vocatio.domain.errors import NotFound
from vocatio.domain.facts import Fact, parse
from vocatio.domain.law.service import Served
from vocatio.domain.oversight.sample import members
from vocatio.records.callups.models import CallUpFact
from vocatio.records.cases.models import Case
from vocatio.records.summonses.models import Summons
from vocatio.records.summonses.queries import ids_of


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A sample that was drawn: `size` files of `of`."""

    id: UUID
    at: datetime
    size: int
    of: int


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a sample, by its reference alone: what became of it is in the file."""

    id: UUID
    reference: str


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A sample, in the order in which it was drawn, with what it takes to draw it again."""

    line: SampleLine
    callup_id: UUID
    callup: str
    seed: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file, without the name: an overseer judges the office, not the person.

    Attributes:
        served_at, receipt_at: when it counted as served, and when receipt was evidenced.
        proof: what shows the receipt.
        case: what followed an absence, where something did.
    """

    reference: str
    office: str
    zone: str
    state: str
    appointment: datetime
    served_at: datetime | None
    receipt_at: datetime | None
    proof: str | None
    history: tuple[HistoryLine, ...]
    case: CasePage | None


@transaction.atomic
def samples(callup_id: UUID, *, by: Staff, purpose: str, at: datetime) -> tuple[SampleLine, ...]:
    """All samples of a call-up, the newest first.

    Raises:
        NotFound: there is no such call-up.
    """
    permissions.require("inspect.sample", by)
    read("samples", [None], by=by, purpose=purpose, at=at)
    drawn = (fact for fact in find(callup_id).facts if fact.kind == Kind.SAMPLE)
    return tuple(_line(fact) for fact in drawn)[::-1]


@transaction.atomic
def sample(sample_id: UUID, *, by: Staff, purpose: str, at: datetime) -> SamplePage:
    """One sample.

    Raises:
        NotFound: there is none under this id.
    """
    permissions.require("inspect.sample", by)
    read("samples", [None], by=by, purpose=purpose, at=at)
    fact = _fact(sample_id)
    drawn = members(fact, ids_of(fact.subject))
    known = Summons.objects.in_bulk(drawn)
    return SamplePage(
        line=_line(fact),
        callup_id=fact.subject,
        callup=find(fact.subject).order.reference,
        seed=str(fact.data["seed"]),
        files=tuple(FileLine(id, known[id].reference) for id in drawn),
    )


@transaction.atomic
def sampled_file(
    sample_id: UUID, summons_id: UUID, *, by: Staff, purpose: str, at: datetime
) -> FilePage:
    """One file of a sample.

    Raises:
        NotFound: no such sample, or the file is not in it.
        OwnFile, RelativesFile
    """
    permissions.require("inspect.sample", by)
    fact = _fact(sample_id)
    if summons_id not in members(fact, ids_of(fact.subject)):
        raise NotFound
    summons = Summons.objects.select_related("slot__office").get(id=summons_id)
    leave_to_colleagues([summons.person_id], by=by)
    read("summons", [summons.person_id], by=by, purpose=purpose, at=at)
    facts, version = facts_of(summons.id), version_of(summons.profile_version)
    found = status_of(summons, facts, outages=outages(at), on=at)
    return FilePage(
        reference=summons.reference,
        office=summons.slot.office.name[version.official_language],
        zone=version.zone,
        state=found.state.value,
        appointment=found.appointment,
        served_at=found.service.at if isinstance(found.service, Served) else None,
        receipt_at=found.receipt_at,
        proof=found.receipt.proof.value if found.receipt else None,
        history=history(facts),
        case=_case(summons, by, purpose, at),
    )


def _case(summons: Summons, by: Staff, purpose: str, at: datetime) -> CasePage | None:
    case = Case.objects.filter(person_id=summons.person_id, duty=summons.category).first()
    return case_file(case.id, by=by, purpose=purpose, at=at) if case else None


def _fact(sample_id: UUID) -> Fact:
    found = CallUpFact.objects.filter(id=sample_id, kind=Kind.SAMPLE).first()
    if found is None:
        raise NotFound
    return parse(bytes(found.canonical))


def _line(fact: Fact) -> SampleLine:
    return SampleLine(
        fact.id, fact.recorded_at, int(str(fact.data["size"])), int(str(fact.data["of"]))
    )
