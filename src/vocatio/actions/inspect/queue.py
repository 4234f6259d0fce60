"""One queue of what waits for an office: requests, corrections, claims in cases, and cases.

The rows of `records/work` say in which order to look; whether something waits, until when and why,
is asked of the facts each time. Where they say otherwise, the row is put right here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from vocatio.actions.access.ties import left_alone
from vocatio.actions.case.file import load_many
from vocatio.actions.inspect.day import OfficeLine, office_lines, office_name
from vocatio.actions.inspect.search import Meant, meant
from vocatio.actions.law import outages, status_of, today, version_of
from vocatio.actions.recording import read
from vocatio.actions.work.items import close
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.consequences import urgency as in_cases
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.states import case_state
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.summons.urgency import due, waits
from vocatio.domain.work import OF_ONE_OFFICE, Kind, kinds_of
from vocatio.records.access.models import NaturalPerson
from vocatio.records.cases.models import Case
from vocatio.records.documents.envelopes import confided
from vocatio.records.ledger import facts as ledger
from vocatio.records.register.models import Correction
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons, SummonsFact
from vocatio.records.work.models import Item

#: A page of the queue.
PAGE = 20

#: In which order: word -> the column.
ORDERS: Mapping[str, str] = {"due": "due_at", "since": "since"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the queue is asked for; whatever is empty is not asked about.

    Attributes:
        kind: one of `Kind`.
        holder: "me", "nobody" or "colleague".
        typed: a name, a number or a reference; a name is looked for at one office alone.
        order: "due" or "since".
        after: key of the last line of the page before.
    """

    office: UUID | None = None
    kind: str = ""
    holder: str = ""
    overdue: bool = False
    typed: str = ""
    order: str = "due"
    after: str = ""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Something that waits.

    Attributes:
        subject: id of the case it belongs to, of a claim or a case.
        what, ground: kind of the request and its ground; the field to be corrected; the state of
            the case.
        due_at, why: until when somebody should see to it, and why then (`summons/urgency`).
        holder: who has it; empty for nobody. `mine` for the one who asks.
        key: of the page that begins after it.
    """

    id: UUID
    kind: str
    subject: UUID
    name: str
    what: str
    ground: str
    since: datetime
    due_at: datetime
    why: str
    overdue: bool
    office: str
    holder: str
    mine: bool
    key: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue; `more` when others follow, `cases` when those of an office are in it."""

    lines: tuple[WorkLine, ...]
    more: bool
    cases: bool


@dataclass(frozen=True, slots=True)
class _Stands:
    """How an item stands by the facts."""

    what: str
    ground: str
    due_at: datetime
    why: str


def work_offices(
    *, by: Staff, purpose: str, at: datetime, language: str = ""
) -> tuple[OfficeLine, ...]:
    """The offices to choose from; whoever has one sees that alone."""
    permissions.require("inspect.work", by)
    read("offices", [None], by=by, purpose=purpose, at=at)
    return office_lines(by, language)


@transaction.atomic
def queue(wanted: Wanted, *, by: Staff, purpose: str, at: datetime, language: str = "") -> Queue:
    """What waits for whoever asks, what presses most first; at most 20 at once.

    Cases, and claims in them, are those of one office: without one they are left out (F19).

    Raises:
        NotFound: no such office, or not theirs.
        InvalidInput: naming the field: a name without an office, or an unknown word.
    """
    permissions.require("inspect.work", by)
    office = wanted.office or by.office_id
    if office and office not in {one.id for one in office_lines(by)}:
        raise NotFound
    look = _Look(by, at, language, ORDERS.get(wanted.order, "due_at"))
    lines = list(islice(_lines(_wanted(wanted, office, look, purpose), look), PAGE + 1))
    shown = lines[:PAGE]
    people = {item.person_id for item, _ in shown}
    read("work queue", people or [None], by=by, purpose=purpose, at=at)
    cases = bool(office) and bool(OF_ONE_OFFICE & set(kinds_of(by)))
    return Queue(tuple(line for _, line in shown), len(lines) > PAGE, cases)


def _wanted(wanted: Wanted, office: UUID | None, look: "_Look", purpose: str) -> "QuerySet[Item]":
    """Items in their order, without what somebody else has to do."""
    by, at, column = look.by, look.at, look.column
    kinds = set(kinds_of(by)) - (set() if office else OF_ONE_OFFICE)
    if wanted.kind:
        kinds &= {Kind(wanted.kind)} if wanted.kind in set(Kind) else set()
    found = Item.objects.filter(closed_at=None, kind__in=kinds)
    if alone := left_alone(by):
        found = found.exclude(person_id__in=alone)
    if office:
        found = found.filter(Q(office=office) | Q(office=None))
    match wanted.holder:
        case "me":
            found = found.filter(holder=by.natural_person_id)
        case "nobody":
            found = found.filter(holder=None)
        case "colleague":
            found = found.exclude(holder=None).exclude(holder=by.natural_person_id)
    if wanted.overdue:
        found = found.filter(due_at__lt=at)
    if wanted.typed:
        who = meant(wanted.typed, office, by=by, purpose=purpose, at=at)
        found = found.filter(_meant(who))
    if wanted.after:
        key = Key.parse(wanted.after)
        found = found.filter(Q(**{f"{column}__gt": key.at}) | Q(**{column: key.at}, id__gt=key.id))
    return found.order_by(column, "id")


def _meant(who: Meant) -> Q:
    """Whose, as a condition on an item."""
    if not who.reference:
        return Q(person_id__in=who.people)
    summonses = Summons.objects.filter(reference=who.reference).values_list("id", flat=True)
    cases = Case.objects.filter(reference=who.reference).values_list("id", flat=True)
    return Q(subject_id__in=[*summonses, *cases])


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page of the queue begins: after the item of that instant and id."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The reverse.

        Raises:
            InvalidInput: it is none of ours.
        """
        at, _, id = text.partition("_")
        try:
            moment = datetime.fromisoformat(at)
            if moment.tzinfo is None:
                raise ValueError(at)
            return cls(moment, UUID(id))
        except ValueError:
            raise InvalidInput("after", "go back to the beginning of the queue") from None


@dataclass(frozen=True, slots=True)
class _Look:
    """Who looks, when, in which language and order."""

    by: Staff
    at: datetime
    language: str
    column: str


def _lines(found: "QuerySet[Item]", look: _Look) -> Iterator[tuple[Item, WorkLine]]:
    """One page and one more; what does not wait any more is passed over, and put right."""
    rows, shown = found.select_related("office").iterator(PAGE + 1), 0
    while shown <= PAGE and (chunk := list(islice(rows, PAGE + 1))):
        stand = _stands(chunk, look.at)
        close((item.id for item in chunk if item.id not in stand), look.at)
        waiting = [item for item in chunk if item.id in stand]
        _put_right(waiting, stand)
        people = {item.person_id for item in waiting}
        names = describe(people, on=today(look.at), known=look.at)
        holders = _names(waiting)
        for item in waiting:
            shown += 1
            name, holder = names[item.person_id].name, holders.get(item.holder_id, "")
            yield item, _line(item, stand[item.id], name, holder, look)


def _line(item: Item, stand: _Stands, name: str, holder: str, look: _Look) -> WorkLine:
    return WorkLine(
        id=item.id,
        kind=item.kind,
        subject=item.subject_id,
        name=name,
        what=stand.what,
        ground=stand.ground,
        since=item.since,
        due_at=stand.due_at,
        why=stand.why,
        overdue=stand.due_at < look.at,
        office=office_name(item.office, look.language) if item.office else "",
        holder=holder,
        mine=item.holder_id == look.by.natural_person_id,
        key=str(Key(getattr(item, look.column), item.id)),
    )


def _put_right(items: Iterable[Item], stand: Mapping[UUID, _Stands]) -> None:
    late = [item for item in items if item.due_at != stand[item.id].due_at]
    for item in late:
        item.due_at = stand[item.id].due_at
    if late:
        Item.objects.bulk_update(late, ["due_at"])


def _names(items: Iterable[Item]) -> dict[UUID | None, str]:
    held = {item.holder_id for item in items if item.holder_id}
    return dict(NaturalPerson.objects.filter(id__in=held).values_list("id", "name")) if held else {}


def _stands(items: Sequence[Item], at: datetime) -> dict[UUID, _Stands]:
    """How each of them stands by the facts; without those that wait no longer."""
    of = {kind: [item for item in items if item.kind == kind] for kind in Kind}
    found = dict(_requests(of[Kind.REQUEST], at)) if of[Kind.REQUEST] else {}
    if of[Kind.CORRECTION]:
        found |= dict(_corrections(of[Kind.CORRECTION]))
    about = {item.subject_id for item in (*of[Kind.CASE], *of[Kind.CLAIM])}
    cases = list(Case.objects.filter(id__in=about)) if about else []
    for case, file in zip(cases, load_many(cases, at), strict=True):
        found |= dict(_of_case(case, file))
    return found


def _requests(items: Sequence[Item], at: datetime) -> Iterator[tuple[UUID, _Stands]]:
    summonses = Summons.objects.in_bulk({item.subject_id for item in items})
    facts = ledger.of_many(SummonsFact, list(summonses))
    secret, down = confided(item.id for item in items), outages(at)
    for summons in summonses.values():
        found = status_of(summons, facts[summons.id], outages=down, on=at)
        zone = ZoneInfo(version_of(summons.profile_version).zone)
        for one in found.requests:
            if one.outcome is None and one.id not in secret:
                until, why = due(one, found.appointment, zone)
                yield one.id, _Stands(one.kind, one.ground, until, why.value)


def _corrections(items: Sequence[Item]) -> Iterator[tuple[UUID, _Stands]]:
    for one in Correction.objects.filter(id__in=[item.id for item in items], outcome=""):
        until, why = waits(one.asked_at)
        yield one.id, _Stands(one.field, "", until, why.value)


def _of_case(case: Case, file: CaseFile) -> Iterator[tuple[UUID, _Stands]]:
    state = case_state(file).value
    if found := in_cases.due(file):
        _, until, why = found
        yield case.id, _Stands(state, "", until, why.value)
    for claim, _, until, why in in_cases.claims_due(file):
        yield claim, _Stands(state, "", until, why.value)
