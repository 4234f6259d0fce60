"""Who is expected at an office on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.day import of_office
from vocatio.actions.law import outages, status_of, today
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.summons.states import OVER, Status
from vocatio.gateways import profiles
from vocatio.records.ledger import facts as ledger
from vocatio.records.offices.models import Office
from vocatio.records.register.people import Described, describe
from vocatio.records.summonses.models import Summons, SummonsFact


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office to choose."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class DayLine:
    """One person expected. `sealed`: their address is protected, say it to nobody."""

    summons_id: UUID
    reference: str
    name: str
    starts_at: datetime
    state: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class DayList:
    """A day at an office; closed when nobody is still expected."""

    office: str
    on: date
    lines: tuple[DayLine, ...]
    closed: bool


def offices(*, by: Staff, purpose: str, at: datetime) -> tuple[OfficeLine, ...]:
    """The offices; an officer of one office sees that one alone."""
    permissions.require("inspect.day", by)
    read("offices", [None], by=by, purpose=purpose, at=at)
    return office_lines(by)


# house: authorship because whoever calls it leaves the reading, in words of their own
def office_lines(by: Staff) -> tuple[OfficeLine, ...]:
    """The offices in the order of their codes, or the one that the account is bound to."""
    found = Office.objects.order_by("code")
    if by.office_id:
        found = found.filter(id=by.office_id)
    language = profiles.load(profiles.default()).profile.official_language
    return tuple(OfficeLine(office.id, office.name[language]) for office in found)


@transaction.atomic
def day(office_id: UUID, on: date, *, by: Staff, purpose: str, at: datetime) -> DayList:
    """The list of a day, by time.

    Raises:
        NotFound: no such office, or not one of this officer's.
    """
    office = next((o for o in offices(by=by, purpose=purpose, at=at) if o.id == office_id), None)
    if office is None:
        raise NotFound
    ids = [summons_id for summons_id, _ in of_office(office_id, on)]
    found = {s.id: s for s in Summons.objects.filter(id__in=ids)}
    read("day list", [s.person_id for s in found.values()], by=by, purpose=purpose, at=at)
    people = describe([s.person_id for s in found.values()], on=today(at), known=at)
    facts = ledger.of_many(SummonsFact, ids)
    down = outages(at)
    lines = tuple(
        _line(found[i], status_of(found[i], facts[i], outages=down, on=at), people) for i in ids
    )
    return DayList(office.name, on, lines, closed=bool(lines) and all(map(_settled, lines)))


def _line(summons: Summons, status: Status, people: Mapping[UUID, Described]) -> DayLine:
    person = people[summons.person_id]
    return DayLine(
        summons_id=summons.id,
        reference=summons.reference,
        name=person.name,
        starts_at=status.appointment,
        state=status.state.value,
        sealed=person.sealed,
    )


def _settled(line: DayLine) -> bool:
    return line.state in OVER
