"""Who is expected at an office on a day, who stands at the door, and what closing the day does."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.case.follow import foreseen
from vocatio.actions.day import closed_slots, of_office
from vocatio.actions.law import outages, status_of, today
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.liability import Standing, gate
from vocatio.domain.errors import InvalidInput, NotFound, Refusal
from vocatio.domain.facts import Fact
from vocatio.domain.summons.content import in_language
from vocatio.domain.summons.door import appearance, minutes_late, result, scanned
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.domain.summons.states import OVER, NotOpen, State, Status, refuse_absence
from vocatio.domain.ties import Tied
from vocatio.gateways import identity, names, profiles
from vocatio.records.access.models import NaturalPerson
from vocatio.records.documents.models import Content
from vocatio.records.ledger import facts as ledger
from vocatio.records.offices.models import Office
from vocatio.records.register.people import Described, describe
from vocatio.records.register.reach import reachable
from vocatio.records.register.standings import of_people
from vocatio.records.summonses.models import Summons, SummonsFact


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office to choose."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class DayLine:
    """One person expected.

    Attributes:
        sealed: their address is protected, say it to nobody.
        language: tag of the language in which they are written to.
        needs: what they need in letters and talks, by codes of the register.
        help: what they asked for at the appointment: its code, and whether it was granted (None
            while it waits).
        asks: kinds of requests that wait for an answer.
        came_at: when their appearance was recorded.
        late: minutes after the appointment at which they came, or that they are overdue by now;
            below zero for early; None while nothing is to be said.
        result: what became of the appearance, or "".
    """

    summons_id: UUID
    reference: str
    name: str
    starts_at: datetime
    state: str
    sealed: bool
    language: str
    needs: tuple[str, ...]
    help: tuple[tuple[str, bool | None], ...]
    asks: tuple[str, ...]
    came_at: datetime | None
    late: int | None
    result: str


@dataclass(frozen=True, slots=True)
class DayList:
    """A day at an office; closed when nobody is still expected."""

    office: str
    on: date
    lines: tuple[DayLine, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever stands at the door.

    Attributes:
        office: where their appointment is.
        here: whether it is at this office, on this day.
        recorded_by: who recorded the appearance, or "".
        receipt: whether there is a receipt to hand out.
    """

    line: DayLine
    office: str
    here: bool
    recorded_by: str
    receipt: bool


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """What closing the day does about one person.

    `follows` is a code of `Follow`, or why nothing is recorded: “request” while one waits (F7),
    “status” while one stops everything or may (F22), “colleague” where it is whoever asks, or
    a relative of theirs, “closed” where the office itself had closed that time.
    """

    reference: str
    name: str
    follows: str


@dataclass(frozen=True, slots=True)
class Closing:
    """A day that is about to be closed."""

    office: str
    on: date
    lines: tuple[ClosingLine, ...]


def offices(*, by: Staff, purpose: str, at: datetime, language: str = "") -> tuple[OfficeLine, ...]:
    """The offices, by their names in a language; an officer of one office sees that one alone."""
    permissions.require("inspect.day", by)
    read("offices", [None], by=by, purpose=purpose, at=at)
    return office_lines(by, language)


# house: authorship because whoever calls it leaves the reading, in words of their own
def office_lines(by: Staff, language: str = "") -> tuple[OfficeLine, ...]:
    """The offices in the order of their codes, or the one that the account is bound to.

    Args:
        language: of their names; the official one where they have none in it.
    """
    found = Office.objects.order_by("code")
    if by.office_id:
        found = found.filter(id=by.office_id)
    return tuple(OfficeLine(office.id, office_name(office, language)) for office in found)


# house: authorship because it tells nothing about anybody
def office_name(office: Office, language: str) -> str:
    """What an office is called in a language, or else in the official one."""
    official = profiles.load(profiles.default()).profile.official_language
    return in_language(office.name, language, official)


@transaction.atomic
def day(
    office_id: UUID, on: date, *, by: Staff, purpose: str, at: datetime, language: str = ""
) -> DayList:
    """The list of a day, by time.

    Raises:
        NotFound: no such office, or not one of this officer's.
    """
    office = _office(office_id, language, by=by, purpose=purpose, at=at)
    found = _summonses(office_id, on)
    read("day list", [s.person_id for s in found], by=by, purpose=purpose, at=at)
    lines = _lines(found, at)
    return DayList(office.name, on, lines, closed=bool(lines) and all(map(_settled, lines)))


@transaction.atomic
def who(
    typed: str, office_id: UUID, on: date, *, by: Staff, purpose: str, at: datetime
) -> tuple[DayLine, ...]:
    """Who is meant by what was scanned or typed: a code, a reference, or a name of this day.

    By a code anybody is found who holds the letter, whenever and wherever they are expected.

    Raises:
        InvalidInput: nothing to go by.
        NotFound: no such office, or not one of this officer's.
    """
    office = _office(office_id, "", by=by, purpose=purpose, at=at)
    wanted = scanned(typed)
    words = names.words(wanted)
    if not words:
        raise InvalidInput("typed", "scan the letter, or type a code or a name")
    found = _by_code(wanted) or _by_name(words, _summonses(office.id, on), at)
    read("day list", [s.person_id for s in found] or [None], by=by, purpose=purpose, at=at)
    return _lines(found, at)


@transaction.atomic
def visitor(
    summons_id: UUID,
    office_id: UUID,
    on: date,
    *,
    by: Staff,
    purpose: str,
    at: datetime,
    language: str = "",
) -> Visitor:
    """Whoever stands at the door, with everything that has to be known there.

    Raises:
        NotFound: no such summons or office, or it is not one of this officer's.
    """
    _office(office_id, language, by=by, purpose=purpose, at=at)
    found = Summons.objects.select_related("slot__office").filter(id=summons_id).first()
    if found is None:
        raise NotFound
    leave_to_colleagues([found.person_id], by=by)
    read("day list", [found.person_id], by=by, purpose=purpose, at=at)
    (line,) = _lines([found], at)
    came = appearance(ledger.of(SummonsFact, summons_id))
    return Visitor(
        line=line,
        office=office_name(found.slot.office, language),
        here=found.slot.office_id == office_id and today(line.starts_at) == on,
        recorded_by=NaturalPerson.objects.get(id=came.by["human"]).name if came else "",
        receipt=bool(came and "content" in came.data),
    )


@transaction.atomic
def closing(
    office_id: UUID, on: date, *, by: Staff, purpose: str, at: datetime, language: str = ""
) -> Closing:
    """What closing the day would do now about everybody who is still expected; it does nothing.

    Raises:
        NotFound: no such office, or not one of this officer's.
    """
    office = _office(office_id, language, by=by, purpose=purpose, at=at)
    found = _summonses(office_id, on)
    facts = ledger.of_many(SummonsFact, [s.id for s in found])
    down = outages(at)
    waiting = [
        (s, status)
        for s in found
        if (status := status_of(s, facts[s.id], outages=down, on=at)).state not in OVER
    ]
    people = [s.person_id for s, _ in waiting]
    read("day list", people or [None], by=by, purpose=purpose, at=at)
    described = describe(people, on=today(at), known=at)
    standings, closed = of_people(people, today(at)), closed_slots(office_id, on)
    lines = tuple(
        ClosingLine(
            s.reference,
            described[s.person_id].name,
            _held_back(s, standings[s.person_id], by) or _follows(s, status, closed, by=by, at=at),
        )
        for s, status in waiting
    )
    return Closing(office.name, on, lines)


def _held_back(summons: Summons, standing: Standing, by: Staff) -> str:
    try:
        leave_to_colleagues([summons.person_id], by=by)
    except Tied:
        return "colleague"
    return "status" if gate(standing) else ""


def _follows(
    summons: Summons, found: Status, closed: Collection[UUID], *, by: Staff, at: datetime
) -> str:
    try:
        refuse_absence(found, closed)
    except NotOpen:
        return "closed"
    except Refusal:
        return "request"
    return foreseen(summons, found, by=by, at=at).value


def _office(office_id: UUID, language: str, *, by: Staff, purpose: str, at: datetime) -> OfficeLine:
    found = offices(by=by, purpose=purpose, at=at, language=language)
    office = next((one for one in found if one.id == office_id), None)
    if office is None:
        raise NotFound
    return office


def _summonses(office_id: UUID, on: date) -> list[Summons]:
    """Those of a day, in the order of time."""
    ids = [summons_id for summons_id, _ in of_office(office_id, on)]
    found = Summons.objects.in_bulk(ids)
    return [found[each] for each in ids]


def _by_code(typed: str) -> list[Summons]:
    """The one summons whose letter, or whose reference, is named; or none."""
    code = identity.spelled(typed)
    content = Content.objects.filter(code=code).select_related("summons").first()
    return [content.summons] if content else list(Summons.objects.filter(reference=code))


def _by_name(words: Sequence[str], expected: list[Summons], at: datetime) -> list[Summons]:
    """Whoever of these has a name with a word that begins so, for each word."""
    people = describe([s.person_id for s in expected], on=today(at), known=at)
    return [s for s in expected if _fits(words, names.words(people[s.person_id].name))]


def _fits(typed: Sequence[str], name: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in typed)


def _lines(found: Sequence[Summons], at: datetime) -> tuple[DayLine, ...]:
    """A bounded number of queries, however many people there are."""
    facts = ledger.of_many(SummonsFact, [s.id for s in found])
    ids = [s.person_id for s in found]
    people = describe(ids, on=today(at), known=at)
    needs = {each: one.needs for each, one in reachable(ids, on=today(at)).items()}
    down = outages(at)
    return tuple(
        _line(s, facts[s.id], status_of(s, facts[s.id], outages=down, on=at), people, needs)
        for s in found
    )


def _line(
    summons: Summons,
    facts: Sequence[Fact],
    status: Status,
    people: Mapping[UUID, Described],
    needs: Mapping[UUID, Iterable[str]],
) -> DayLine:
    person = people[summons.person_id]
    came = appearance(facts) if status.state == State.APPEARED else None
    became = result(facts) if came else None
    waiting = [one for one in status.requests if one.outcome is None]
    return DayLine(
        summons_id=summons.id,
        reference=summons.reference,
        name=person.name,
        starts_at=status.appointment,
        state=status.state.value,
        sealed=person.sealed,
        language=person.language,
        needs=tuple(sorted(needs.get(summons.person_id, ()))),
        help=tuple(_help(status)),
        asks=tuple(one.kind for one in waiting),
        came_at=came.occurred_at if came else None,
        late=_late(status, came),
        result=str(became.data["result"]) if became else "",
    )


def _help(status: Status) -> Iterable[tuple[str, bool | None]]:
    """What was asked for at the appointment, unless it was refused."""
    for one in status.requests:
        if one.kind == RequestKind.HELP and one.outcome != Outcome.REFUSED:
            yield one.ground, one.outcome == Outcome.GRANTED or None


def _late(status: Status, came: Fact | None) -> int | None:
    now = status.service.because.on
    if came:
        return minutes_late(came.occurred_at, status.appointment)
    overdue = status.state not in OVER and status.appointment < now
    return minutes_late(now, status.appointment) if overdue else None


def _settled(line: DayLine) -> bool:
    return line.state in OVER
