"""Which cases wait: at an office, or for the body that decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from vocatio.actions.case.file import load_many
from vocatio.actions.case.whose import body_code
from vocatio.actions.inspect.day import OfficeLine, office_lines
from vocatio.actions.inspect.search import Meant, meant
from vocatio.actions.law import today
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import OFFICE_REALM, Staff
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.hearing import absence
from vocatio.domain.consequences.states import CaseState, case_state
from vocatio.domain.consequences.steps import OPEN, Deadline, deadlines
from vocatio.domain.consequences.terms import body_of
from vocatio.domain.errors import NotFound
from vocatio.records.cases.models import Case, Standing
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons

#: A page of the list.
PAGE = 50

#: States in which the body that decides sees a case.
OF_BODY = (CaseState.PROPOSED, CaseState.FOUND, CaseState.DECIDED)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list. `due`: the next instant that the law attaches something to."""

    id: UUID
    name: str
    duty: str
    state: str
    missed_at: datetime | None
    due: Deadline | None


@transaction.atomic
def cases(
    office_id: UUID | None = None,
    *,
    state: str = "",
    typed: str = "",
    by: Staff,
    purpose: str,
    at: datetime,
    after: UUID | None = None,
) -> tuple[CaseLine, ...]:
    """The open cases of an office, or what was handed to the body of whoever asks; at most 50.

    No role lists cases across offices (F19): an officer asks for one office.

    Args:
        state: the one that is asked for, or "" for all that are open.
        typed: a name, a number or a reference, of somebody who is looked for among them.
        after: the last case of the page before.

    Raises:
        InvalidInput: what was typed is nothing to go by.
        NotFound: no such office, or not one of this officer's.
    """
    permissions.require("inspect.case", by)
    whose = Q()
    if typed:
        whose = _meant(meant(typed, office_id, by=by, purpose=purpose, at=at))
    found = _found(office_id, by, _Asked(state, whose, after), at)
    shown = list(islice(found, PAGE))
    people = [case.person_id for case, _ in shown]
    read("cases", people, by=by, purpose=purpose, at=at)
    names = describe(people, on=today(at), known=at)
    return tuple(_line(case, file, names[case.person_id].name) for case, file in shown)


def _found(
    office_id: UUID | None, by: Staff, asked: "_Asked", at: datetime
) -> Iterator[tuple[Case, CaseFile]]:
    if by.realm != OFFICE_REALM:
        body = body_code(by)
        return (one for one in _in(OF_BODY, None, asked, at) if body_of(one[1]) == body)
    if office_id in {office.id for office in office_lines(by)}:
        return _in(OPEN, office_id, asked, at)
    raise NotFound


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of a list is asked for."""

    state: str
    whose: Q
    after: UUID | None


def _meant(who: Meant) -> Q:
    """Whose case, as a condition on its standing."""
    if not who.reference:
        return Q(case__person_id__in=who.people)
    of = Summons.objects.filter(reference=who.reference).values("person_id")
    return Q(case__reference=who.reference) | Q(case__person_id__in=of)


def case_offices(
    *, by: Staff, purpose: str, at: datetime, language: str = ""
) -> tuple[OfficeLine, ...]:
    """The offices to choose from, by name in a language; whoever has one office sees that alone."""
    permissions.require("inspect.case", by)
    read("offices", [None], by=by, purpose=purpose, at=at)
    return office_lines(by, language)


def _in(
    states: tuple[CaseState, ...], office_id: UUID | None, asked: "_Asked", at: datetime
) -> Iterator[tuple[Case, CaseFile]]:
    """The cache finds candidates, as many as are asked for; its file says how each stands."""
    states = tuple(state for state in states if asked.state in ("", state))
    wanted = Standing.objects.filter(state__in=states).select_related("case").order_by("case_id")
    wanted = wanted.filter(office_id=office_id) if office_id else wanted
    wanted = wanted.filter(case_id__gt=asked.after) if asked.after else wanted
    wanted = wanted.filter(asked.whose)
    found = (standing.case for standing in wanted.iterator(PAGE))
    while chunk := list(islice(found, PAGE)):
        for case, file in zip(chunk, load_many(chunk, at), strict=True):
            if case_state(file) in states:
                yield case, file


def _line(case: Case, file: CaseFile, name: str) -> CaseLine:
    found = absence(file)
    missed = datetime.fromisoformat(str(found.data["starts_at"])) if found else None
    due = next(iter(deadlines(file)), None)
    return CaseLine(case.id, name, case.duty, case_state(file).value, missed, due)
