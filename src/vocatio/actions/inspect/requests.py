"""One request with the evidence, for whoever decides it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.inspect.day import office_name
from vocatio.actions.inspect.lines import HistoryLine, history
from vocatio.actions.inspect.other_offices import offices_beside
from vocatio.actions.inspect.own import RequestLine, askable_of, requests_of
from vocatio.actions.law import facts_of, outages, rules_of, status_of, today, version_of
from vocatio.actions.recording import read
from vocatio.actions.request.dates import FreeTime, free_for
from vocatio.actions.request.decide import passages_for
from vocatio.actions.request.late import in_time
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.own import by_reference
from vocatio.actions.words import File, file_of
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.law.profile import Profile
from vocatio.domain.law.telling import LANGUAGES, Line, tell
from vocatio.domain.summons.content import in_language
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import Request, Status, has_replied, may_note_reply
from vocatio.domain.summons.urgency import due
from vocatio.records.documents.envelopes import confided
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons, SummonsFact


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """One request; ids and words for the one who decides.

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
class PassageLine:
    """Words with which the reasons can begin: what they are called, and what the person reads."""

    code: str
    outcome: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request with everything that came with it, whether it waits or not.

    Attributes:
        others: what else was asked for about the same summons.
        spoken: the language of the summons, which passages are in.
        because: whether the summons counts as served, and why, told in `language`.
    """

    line: OpenRequest
    asked: RequestLine
    others: tuple[RequestLine, ...]
    passages: tuple[PassageLine, ...]
    spoken: str
    state: str
    language: str
    because: tuple[Line, ...]
    history: tuple[HistoryLine, ...]


@transaction.atomic
def request(
    request_id: UUID, *, by: Staff, purpose: str, at: datetime, language: str = ""
) -> RequestPage:
    """One request, with what was written and sent, and the evidence of its summons.

    Args:
        language: of whoever reads; else the official one.

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
    tongue = language if language in LANGUAGES else official
    rules = rules_of(summons, at=at, issued=facts[0])
    late = in_time(summons, facts, found, down, rules=rules, language=tongue).late
    lines = requests_of(found, facts, late)
    stands = next(one for one in found.requests if one.id == request_id)
    return RequestPage(
        line=_line(summons, found, stands, person.name, language),
        asked=next(line for line in lines if line.id == request_id),
        others=tuple(line for line in lines if line.id != request_id),
        passages=tuple(_passages(summons, rules, stands.kind, tongue, at)),
        spoken=summons.language,
        state=found.state.value,
        language=tongue,
        because=tell(found.service.because, tongue),
        history=history(facts),
    )


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


def _passages(
    summons: Summons, rules: Profile, kind: str, language: str, at: datetime
) -> Iterator[PassageLine]:
    official = rules.official_language
    for one in passages_for(rules, kind, at):
        yield PassageLine(
            one.code,
            one.outcome.value,
            in_language(one.title, language, official),
            in_language(one.text, summons.language, official),
        )


def _line(
    summons: Summons, found: Status, request: Request, name: str, language: str
) -> OpenRequest:
    until, why = due(request, found.appointment, ZoneInfo(version_of(summons.profile_version).zone))
    return OpenRequest(
        id=request.id,
        reference=summons.reference,
        name=name,
        kind=request.kind,
        ground=request.ground,
        at=request.at,
        starts_at=found.appointment,
        office=office_name(summons.slot.office, language),
        due_at=until,
        why=why.value,
        overdue=until < found.service.because.on,
    )
