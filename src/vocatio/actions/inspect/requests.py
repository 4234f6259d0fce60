"""The queue of open requests, for whoever decides them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.inspect.other_offices import offices_beside
from vocatio.actions.inspect.own import RequestLine, askable_of, requests_of
from vocatio.actions.law import facts_of, outages, rules_of, status_of, today, version_of
from vocatio.actions.recording import read
from vocatio.actions.request.dates import FreeTime, free_for
from vocatio.actions.request.late import in_time
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.own import by_reference
from vocatio.actions.words import File, file_of
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import Request, Status, has_replied, may_note_reply
from vocatio.domain.summons.urgency import due
from vocatio.records.documents.envelopes import confided
from vocatio.records.ledger import facts as ledger
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons, SummonsFact

#: A page of the queue.
PAGE = 50


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """One request that waits; ids and words for the one who decides.

    `due_at` and `why` as `domain.summons.urgency` has them; `overdue` when that has passed.
    """

    id: UUID
    reference: str
    name: str
    kind: str
    ground: str
    at: datetime
    starts_at: datetime
    office: str
    due_at: datetime
    why: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Askable:
    """What can be written down about a summons for its person.

    Attributes:
        grounds: kind of request -> codes of its grounds; empty when nobody has to come any more.
        may_reply: it can be said that they will come.
        times: free ones, for another date.
        offices: the other ones, for another place: id and name.
    """

    person_id: UUID
    grounds: Mapping[str, tuple[str, ...]]
    may_reply: bool
    times: tuple[FreeTime, ...]
    offices: tuple[tuple[str, str], ...]
    zone: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request with everything that came with it, whether it waits or not."""

    line: OpenRequest
    asked: RequestLine


@transaction.atomic
def open_requests(*, by: Staff, purpose: str, at: datetime) -> tuple[OpenRequest, ...]:
    """The next requests to decide, the most urgent first, of at most 50 summonses."""
    permissions.require("inspect.request", by)
    candidates = list(
        Summons.objects.filter(request_open=True)
        .select_related("slot__office")
        .order_by("id")[:PAGE]
    )
    facts = ledger.of_many(SummonsFact, [summons.id for summons in candidates])
    people = describe([summons.person_id for summons in candidates], on=today(at), known=at)
    down = outages(at)
    found = [
        line
        for s in candidates
        for line in _open(
            s, status_of(s, facts[s.id], outages=down, on=at), people[s.person_id].name
        )
    ]
    read("open requests", [s.person_id for s in candidates], by=by, purpose=purpose, at=at)
    return tuple(sorted(found, key=lambda line: (line.due_at, line.at)))


@transaction.atomic
def request(request_id: UUID, *, by: Staff, purpose: str, at: datetime) -> RequestPage:
    """One request, with what was written and sent.

    Raises:
        NotFound: there is no such request.
    """
    permissions.require("inspect.request", by)
    summons = _summons_of(request_id, by)
    facts = facts_of(summons.id)
    person = describe([summons.person_id], on=today(at), known=at)[summons.person_id]
    read("request", [summons.person_id], by=by, purpose=purpose, at=at)
    down = outages(at)
    found = status_of(summons, facts, outages=down, on=at)
    official = version_of(summons.profile_version).official_language
    rules = rules_of(summons, at=at, issued=facts[0])
    late = in_time(summons, facts, found, down, rules=rules, language=official).late
    asked = next(line for line in requests_of(found, facts, late) if line.id == request_id)
    stands = next(one for one in found.requests if one.id == request_id)
    return RequestPage(_line(summons, found, stands, person.name), asked)


@transaction.atomic
def request_file(request_id: UUID, file_id: UUID, *, by: Staff, purpose: str, at: datetime) -> File:
    """A file that came with a request.

    Raises:
        NotFound: there is none, or it was erased.
    """
    permissions.require("inspect.request", by)
    summons = _summons_of(request_id, by)
    read("attachment", [summons.person_id], by=by, purpose=purpose, at=at)
    return file_of(facts_of(summons.id), file_id)


@transaction.atomic
def askable(reference: str, *, by: Staff, purpose: str, at: datetime) -> Askable:
    """What the person of a summons can say or ask for now, to be written down for them.

    Raises:
        NotFound: there is no such summons.
    """
    permissions.require("request.enter", by)
    summons = by_reference(reference, by=by)
    read("request", [summons.person_id], by=by, purpose=purpose, at=at)
    hand = AtHand.of(summons, at)
    return Askable(
        person_id=summons.person_id,
        grounds=askable_of(hand.status, hand.rules),
        may_reply=may_note_reply(hand.status) and not has_replied(hand.facts, hand.status),
        times=free_for(hand),
        offices=offices_beside(summons, at),
        zone=hand.rules.zone,
    )


def _summons_of(request_id: UUID, by: Staff) -> Summons:
    fact = SummonsFact.objects.filter(id=request_id, kind=Kind.REQUEST).first()
    if fact is None or confided([request_id]):
        raise NotFound
    found = Summons.objects.select_related("slot__office").get(id=fact.subject_id)
    leave_to_colleagues([found.person_id], by=by)
    return found


def _open(summons: Summons, found: Status, name: str) -> Iterator[OpenRequest]:
    """The cache only finds candidates: whether a request is open, the facts say.

    Claims of conscience are the board's alone: nobody else is shown that there is one (F24).
    """
    waits = [one for one in found.requests if one.outcome is None]
    secret = confided(one.id for one in waits)
    for one in waits:
        if one.id not in secret:
            yield _line(summons, found, one, name)


def _line(summons: Summons, found: Status, request: Request, name: str) -> OpenRequest:
    until, why = due(request, found.appointment, ZoneInfo(version_of(summons.profile_version).zone))
    return OpenRequest(
        id=request.id,
        reference=summons.reference,
        name=name,
        kind=request.kind,
        ground=request.ground,
        at=request.at,
        starts_at=found.appointment,
        office=summons.slot.office.code,
        due_at=until,
        why=why.value,
        overdue=until < found.service.because.on,
    )
