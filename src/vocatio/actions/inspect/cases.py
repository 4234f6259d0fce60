"""Which cases wait: at an office, or for the body that decides."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.file import load
from vocatio.actions.inspect.day import office_lines
from vocatio.actions.law import today
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import OFFICE_REALM, Staff
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.hearing import absence
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.states import CaseState, case_state
from vocatio.domain.errors import NotFound
from vocatio.records.cases.models import Case, Member, Standing
from vocatio.records.register.people import describe

#: A page of the list.
PAGE = 50

#: States in which the office has something to do; the others are the body's, the person's, or over.
OF_OFFICE = (CaseState.OPENED, CaseState.NOTIFIED, CaseState.HEARING, CaseState.HEARD)
#: States in which the body that decides sees a case.
OF_BODY = (CaseState.PROPOSED, CaseState.FOUND, CaseState.DECIDED)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list."""

    id: UUID
    name: str
    duty: str
    state: str
    missed_at: datetime | None


@transaction.atomic
def cases(
    office_id: UUID | None = None, *, by: Staff, purpose: str, at: datetime
) -> tuple[CaseLine, ...]:
    """What waits at an office, or what was handed to the body of whoever asks; at most 50.

    No role lists cases across offices (F19): an officer asks for one office.

    Raises:
        NotFound: no such office, or not one of this officer's.
    """
    permissions.require("inspect.case", by)
    if by.realm != OFFICE_REALM:
        code = body_code(by)
        every = [(case, load(case, at)) for case in _in(OF_BODY)]
        found = [(case, file) for case, file in every if body_of(file) == code]
    elif office_id in {office.id for office in office_lines(by)}:
        found = [(case, load(case, at)) for case in _in(OF_OFFICE, office_id)]
    else:
        raise NotFound
    people = [case.person_id for case, _ in found]
    read("cases", people, by=by, purpose=purpose, at=at)
    names = describe(people, on=today(at), known=at)
    return tuple(_line(case, file, names[case.person_id].name) for case, file in found)


def _in(states: tuple[CaseState, ...], office_id: UUID | None = None) -> list[Case]:
    """The cache finds candidates; how each stands is said by its file."""
    wanted = Standing.objects.filter(state__in=states).select_related("case").order_by("case_id")
    wanted = wanted.filter(office_id=office_id) if office_id else wanted
    return [standing.case for standing in wanted[:PAGE]]


def _line(case: Case, file: CaseFile, name: str) -> CaseLine:
    found = absence(file)
    missed = datetime.fromisoformat(str(found.data["starts_at"])) if found else None
    return CaseLine(case.id, name, case.duty, case_state(file).value, missed)


# house: authorship because it tells nothing about anybody
def body_code(by: Staff) -> str:
    """Of the body that somebody is a member of; empty for none."""
    member = Member.objects.filter(human_id=by.natural_person_id).first()
    return member.body_id if member else ""


# house: authorship because whoever calls it leaves the reading
def body_of(file: CaseFile) -> str:
    """The body that a case was handed to; empty before that."""
    proposals = file.of(CaseKind.PROPOSAL)
    measure = str(proposals[-1].data["measure"]) if proposals else ""
    return next((rung.body for rung in file.terms.ladder if rung.code == measure), "")
