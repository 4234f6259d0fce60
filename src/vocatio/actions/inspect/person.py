"""One person on one page, for the office: what is held, each summons, and how it stood on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.inspect.day import office_name
from vocatio.actions.inspect.held import HeldLine, held_lines
from vocatio.actions.inspect.lines import CallLine, HistoryLine, calls, history
from vocatio.actions.inspect.own import RequestLine, requests_of
from vocatio.actions.inspect.service import Explained, explain
from vocatio.actions.law import facts_of, outages, status_of, today, version_of
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.facts import Fact
from vocatio.domain.law.deadlines import end_of_day
from vocatio.domain.register.protected import told
from vocatio.domain.summons.kinds import LETTERS
from vocatio.domain.summons.states import Status
from vocatio.records.ledger import facts as ledger
from vocatio.records.offices.models import Office
from vocatio.records.register.merges import same_as
from vocatio.records.register.people import Described, describe
from vocatio.records.summonses.models import Summons, SummonsFact


@dataclass(frozen=True, slots=True)
class SummonsOf:
    """One summons of theirs, with everything that happened to it; `letters`: of that, on paper."""

    id: UUID
    reference: str
    office: str
    starts_at: datetime
    state: str
    requests: tuple[RequestLine, ...]
    calls: tuple[CallLine, ...]
    letters: tuple[HistoryLine, ...]
    history: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person as the office sees them, the newest summons first."""

    id: UUID
    name: str
    sealed: bool
    held: tuple[HeldLine, ...]
    summonses: tuple[SummonsOf, ...]


@dataclass(frozen=True, slots=True)
class StoodOn:
    """How a summons stood at the end of a day, and whether it counted as served, and why."""

    state: str
    service: Explained


@transaction.atomic
def person(
    person_id: UUID, *, by: Staff, purpose: str, at: datetime, language: str = ""
) -> PersonPage:
    """The person; whoever belongs to an office sees those of that office alone.

    Raises:
        NotFound: no such person, or not one of this office.
        OwnFile, RelativesFile
        InvalidInput: no purpose.
    """
    permissions.require("inspect.person", by)
    described, summonses = theirs(person_id, by=by, at=at)
    read("person", [person_id], by=by, purpose=purpose, at=at)
    facts = ledger.of_many(SummonsFact, [s.id for s in summonses])
    down = outages(at)
    held = held_lines(person_id, at)
    return PersonPage(
        id=person_id,
        name=described.name,
        sealed=described.sealed,
        held=tuple(one for one in held if told(one.field, sealed=described.sealed)),
        summonses=tuple(
            _summons(s, facts[s.id], status_of(s, facts[s.id], outages=down, on=at), language)
            for s in summonses
        ),
    )


# house: authorship because whoever calls it leaves the reading
def theirs(person_id: UUID, *, by: Staff, at: datetime) -> tuple[Described, list[Summons]]:
    """Somebody whom this member of staff may look up, and their summonses, the newest first.

    Raises:
        NotFound: no such person, or not one of this office.
        OwnFile, RelativesFile
    """
    described = describe([person_id], on=today(at), known=at).get(person_id)
    found = Summons.objects.select_related("slot__office").filter(person_id__in=same_as(person_id))
    summonses = list(found.order_by("-id"))
    if described is None or not _theirs(described, summonses, by):
        raise NotFound
    leave_to_colleagues([person_id], by=by)
    return described, summonses


@transaction.atomic
def stood_on(
    reference: str, on: date, *, by: Staff, purpose: str, at: datetime, language: str
) -> StoodOn:
    """How a summons stood at the end of a local day, counted again from its facts.

    Raises:
        NotFound: no such summons, or not one of this office.
    """
    service = explain(reference, on, by=by, purpose=purpose, at=at, language=language)
    summons = Summons.objects.get(reference=service.reference)
    end = min(at, end_of_day(on, ZoneInfo(version_of(summons.profile_version).zone)))
    facts = [fact for fact in facts_of(summons.id) if fact.occurred_at <= end]
    if not facts:
        raise NotFound("it had not been issued on that day")
    found = status_of(summons, facts, outages=outages(end), on=end)
    return StoodOn(found.state.value, service)


def _theirs(person: Described, summonses: Sequence[Summons], by: Staff) -> bool:
    """As the search has it: whoever lives in the district, or appears at the office."""
    if by.office_id is None or by.office_id in {s.slot.office_id for s in summonses}:
        return True
    office = Office.objects.filter(id=by.office_id).first()
    if office is None:
        return False
    return person.office == office.code or (
        not person.office and person.district == office.district
    )


def _summons(summons: Summons, facts: Sequence[Fact], found: Status, language: str) -> SummonsOf:
    return SummonsOf(
        id=summons.id,
        reference=summons.reference,
        office=office_name(summons.slot.office, language),
        starts_at=found.appointment,
        state=found.state.value,
        requests=requests_of(found, tuple(facts), {}),
        calls=calls(facts),
        letters=history(fact for fact in facts if fact.kind in LETTERS),
        history=history(facts),
    )
