"""What a person sees about themself. Their own readings are written down as well."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from vocatio.actions.callup.notice import title_of
from vocatio.actions.inspect.held import CorrectionLine, HeldLine, corrections, held_lines
from vocatio.actions.inspect.lines import CallLine, HistoryLine, calls, history
from vocatio.actions.inspect.queries import QueryLine, queries
from vocatio.actions.law import facts_of, outages, rules_of, status_of, today, version_of
from vocatio.actions.paper import current_content
from vocatio.actions.recording import read
from vocatio.actions.request.late import InTime, Late, in_time
from vocatio.actions.summons.own import own
from vocatio.actions.words import File, file_of, words_of
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee, Party, Representative
from vocatio.domain.errors import NotFound
from vocatio.domain.facts import Fact
from vocatio.domain.law.profile import Profile
from vocatio.domain.law.service import Served
from vocatio.domain.law.telling import Line, tell
from vocatio.domain.summons.asking import grounds
from vocatio.domain.summons.attestation import may_attest
from vocatio.domain.summons.conscience import may_claim, waiting
from vocatio.domain.summons.content import reading_order
from vocatio.domain.summons.corrections import names_new_time, of_latest_notice
from vocatio.domain.summons.kinds import Kind, RequestKind
from vocatio.domain.summons.states import SETTLED, TABLE, Event, Request, State, Status
from vocatio.records.access.models import NaturalPerson, Reading
from vocatio.records.callups.models import CallUp, Order
from vocatio.records.deliveries.models import InboxItem
from vocatio.records.documents.envelopes import confided
from vocatio.records.documents.models import Attachment
from vocatio.records.ledger import facts as ledger
from vocatio.records.offices.models import Slot
from vocatio.records.register.merges import same_as
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons, SummonsFact

#: How many of the latest readings the own record lists at once.
LATEST_READINGS = 200


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A preview: it does not count as opening. `asks` is the heading until it was opened."""

    reference: str
    sender: str
    kind: str
    available_at: datetime
    opened: bool
    asks: str


@dataclass(frozen=True, slots=True)
class ServedView:
    """That a summons counts as served."""

    at: datetime
    channel: str
    article: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request and its answer, by a human who is named (F10).

    Attributes:
        channel: by which way somebody else wrote it down, or empty.
        wish: the time that was wished for.
        files: ids and what they are, such as "image/jpeg".
        late: when its window had closed, and how that was counted; None in time. It is a mark
            for whoever decides: a late request counts and waits for its answer like any other.
        confided: a claim of conscience: what it says only the board can read (F24).
    """

    id: UUID
    kind: str
    ground: str
    at: datetime
    channel: str
    details: str | None
    wish: datetime | None
    files: tuple[tuple[UUID, str], ...]
    outcome: str | None
    reasons: str | None
    decided_by: str | None
    late: Late | None
    confided: bool


@dataclass(frozen=True, slots=True)
class SummonsPage:
    """One summons.

    Attributes:
        text: language -> part -> words; empty until it was opened.
        new_time: the notice that holds names another time than the one before it.
        because: whether it counts as served, and why, in the language of the person.
        reply_by: until when a reply is in time; None while nothing says so.
        late_reply: where the reply came later: when it would have been in time.
        grounds: kind of request that can be made now -> codes of the grounds that can be named.
        may_attest: there is an appointment that can be confirmed to an employer or a school.
        may_claim: conscience can be claimed now, whatever else was asked for (F7).
    """

    reference: str
    state: str
    opened: bool
    official: str
    text: Mapping[str, Mapping[str, str]]
    office: str
    office_address: str
    starts_at: datetime
    new_time: bool
    zone: str
    served: ServedView | None
    language: str
    because: tuple[Line, ...]
    may_confirm: bool
    reply_by: datetime | None
    late_reply: Late | None
    grounds: Mapping[str, tuple[str, ...]]
    may_claim: bool
    may_attest: bool
    requests: tuple[RequestLine, ...]
    calls: tuple[CallLine, ...]
    history: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """Who looked, why, and at what."""

    at: datetime
    reader: str
    purpose: str
    what: str


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """What the register holds about a person, what they had to say to it, and who looked at it."""

    name: str
    held: tuple[HeldLine, ...]
    corrections: tuple[CorrectionLine, ...]
    readings: tuple[ReadingLine, ...]
    queries: tuple[QueryLine, ...]


@transaction.atomic
def inbox(*, by: Party, purpose: str, at: datetime) -> tuple[InboxLine, ...]:
    """What lies in the person's inbox, the newest first."""
    permissions.require("inspect.own", by)
    read("inbox", [by.person_id], by=by, purpose=purpose, at=at)
    items = InboxItem.objects.filter(person_id__in=same_as(by.person_id)).select_related("summons")
    found = list(items.order_by("-available_at", "summons_id"))
    facts = ledger.of_many(SummonsFact, [item.summons_id for item in found])
    orders = _orders({item.summons.callup_id for item in found})
    down = outages(at)
    return tuple(
        _inbox_line(
            item,
            title_of(orders[item.summons.callup_id], item.summons.language),
            status_of(item.summons, facts[item.summons_id], outages=down, on=at),
        )
        for item in found
    )


def _inbox_line(item: InboxItem, sender: str, found: Status) -> InboxLine:
    return InboxLine(
        reference=item.summons.reference,
        sender=sender,
        kind="summons",
        available_at=item.available_at,
        opened=found.opened,
        asks=found.state.value,
    )


def _orders(callups: set[UUID]) -> dict[UUID, Order]:
    found = CallUp.objects.filter(id__in=callups).select_related("order")
    return {callup.id: callup.order for callup in found}


@transaction.atomic
def summons(reference: str, *, by: Party, purpose: str, at: datetime) -> SummonsPage:
    """One summons of the person's own.

    Raises:
        NotFound: no such summons of theirs.
    """
    permissions.require("inspect.own", by)
    found = own(reference, by=by)
    read("summons", [by.person_id], by=by, purpose=purpose, at=at)
    facts = facts_of(found.id)
    down = outages(at)
    status = status_of(found, facts, outages=down, on=at)
    rules = rules_of(found, at=at, issued=facts[0])
    timely = in_time(found, facts, status, down, rules=rules, language=found.language)
    return _page(found, facts, status, timely, rules, by=by)


def _page(
    summons: Summons,
    facts: tuple[Fact, ...],
    found: Status,
    timely: InTime,
    rules: Profile,
    *,
    by: Party,
) -> SummonsPage:
    profile = version_of(summons.profile_version)
    slot = Slot.objects.select_related("office").get(id=found.slot_id)
    # In whose record the addressee's goes on reads it too; only their own opening is a receipt.
    latest = of_latest_notice(facts)
    read_here = any(f.kind == Kind.OPENED and f.by == by.reference() for f in latest)
    # Whoever acts for them reads it, opened or not; that shows no receipt by anybody.
    acts = isinstance(by, Representative)
    opened = found.opened or read_here or acts
    replies = [fact for fact in facts if fact.kind == Kind.REPLY]
    return SummonsPage(
        reference=summons.reference,
        state=found.state.value,
        opened=opened,
        official=profile.official_language,
        text=_text(summons.id) if opened else {},
        office=slot.office.name.get(summons.language)
        or slot.office.name[profile.official_language],
        office_address=slot.office.address,
        starts_at=found.appointment,
        new_time=names_new_time(facts),
        zone=profile.zone,
        served=_served(found),
        language=summons.language,
        because=tell(found.service.because, summons.language),
        may_confirm=opened
        and permissions.may("reply.confirm", by)
        and (found.state, Event.CONFIRMED) in TABLE
        and found.state != State.CONFIRMED,
        reply_by=timely.reply_by,
        late_reply=next((timely.late[f.id] for f in replies if f.id in timely.late), None),
        grounds=askable_of(found, rules) if opened and permissions.may("request.file", by) else {},
        may_attest=not acts and may_attest(found),
        may_claim=permissions.may("conscience.claim", by)
        and may_claim(found, confided(one.id for one in found.requests)),
        requests=requests_of(found, facts, timely.late, to_the_person=not acts),
        calls=calls(facts),
        history=history(facts, Addressee(summons.person_id)),
    )


def _text(summons_id: UUID) -> Mapping[str, Mapping[str, str]]:
    content = json.loads(bytes(current_content(summons_id).canonical))
    return {language: content["text"][language] for language in reading_order(content)}


def _served(found: Status) -> ServedView | None:
    if not isinstance(found.service, Served):
        return None
    return ServedView(found.service.at, found.service.channel, found.service.article)


# house: authorship because whoever calls it leaves the reading
def askable_of(found: Status, rules: Profile) -> Mapping[str, tuple[str, ...]]:
    """What can be asked for: whatever is not asked for already, while there is a duty to come."""
    if found.state in SETTLED:
        return {}
    waits = waiting(found.requests, confided(one.id for one in found.requests))
    return {kind.value: grounds(rules, kind) for kind in RequestKind if kind not in waits}


# house: authorship because whoever calls it leaves the reading
def requests_of(
    found: Status,
    facts: tuple[Fact, ...],
    late: Mapping[UUID, Late],
    *,
    to_the_person: bool = False,
) -> tuple[RequestLine, ...]:
    """All requests about a summons, with everything that was written and sent with them.

    Args:
        to_the_person: with those that are confided to the board; nobody else is shown them (F24).
    """
    secret = confided(one.id for one in found.requests)
    answers = {f.data["request"]: f for f in facts if f.kind == Kind.DECISION}
    asked = {f.id: f for f in facts if f.kind == Kind.REQUEST}
    return tuple(
        _request(
            request,
            asked[request.id],
            answers.get(str(request.id)),
            late.get(request.id),
            confided=request.id in secret,
        )
        for request in found.requests
        if to_the_person or request.id not in secret
    )


def _request(
    request: Request, asked: Fact, answer: Fact | None, late: Late | None, *, confided: bool
) -> RequestLine:
    files = [UUID(one["id"]) for one in cast(list[dict[str, str]], asked.data.get("files", []))]
    known = Attachment.objects.filter(id__in=files).values_list("id", "media_type")
    wish = Slot.objects.filter(id=str(asked.data["wish"])).first() if "wish" in asked.data else None
    return RequestLine(
        id=request.id,
        kind=request.kind,
        ground=request.ground,
        at=request.at,
        channel=str(asked.data.get("channel", "")),
        details=words_of(str(asked.data["details"])) if "details" in asked.data else None,
        wish=wish.starts_at if wish else None,
        files=tuple(known),
        outcome=request.outcome,
        reasons=words_of(str(answer.data["reasons"]), to_the_person=confided) if answer else None,
        decided_by=_name(answer) if answer else None,
        late=late,
        confided=confided,
    )


def _name(decision: Fact) -> str:
    """Of the human who decided."""
    return NaturalPerson.objects.get(id=decision.by["human"]).name


@transaction.atomic
def own_file(reference: str, file_id: UUID, *, by: Party, purpose: str, at: datetime) -> File:
    """A file that the person sent.

    Raises:
        NotFound: none of theirs, or it was erased.
    """
    permissions.require("inspect.own", by)
    summons = own(reference, by=by)
    read("attachment", [by.person_id], by=by, purpose=purpose, at=at)
    return file_of(facts_of(summons.id), file_id)


@transaction.atomic
def record(*, by: Addressee, purpose: str, at: datetime) -> OwnRecord:
    """What is held about the person, and who read it."""
    permissions.require("inspect.own", by)
    person = describe([by.person_id], on=today(at), known=at).get(by.person_id)
    if person is None:
        raise NotFound
    read("own record", [by.person_id], by=by, purpose=purpose, at=at)
    readings = Reading.objects.filter(person_id=by.person_id).order_by("-at", "-id")
    return OwnRecord(
        name=person.name,
        held=held_lines(by.person_id, at),
        corrections=corrections(by.person_id),
        readings=tuple(
            ReadingLine(r.at, r.reader, r.purpose, r.what.partition(":")[0])
            for r in readings[:LATEST_READINGS]
        ),
        queries=queries(by.person_id),
    )


@transaction.atomic
def language(*, by: Addressee, purpose: str, at: datetime) -> str:
    """The language in which the person is written to, as BCP 47 tag; "" when nobody knows."""
    permissions.require("inspect.own", by)
    read("language", [by.person_id], by=by, purpose=purpose, at=at)
    person = describe([by.person_id], on=today(at), known=at).get(by.person_id)
    return person.language if person else ""
