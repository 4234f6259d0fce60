"""Is a measure in force for this person now? One question, asked anew each time, and recorded.

What another authority is told rests on this alone: nothing that was computed before is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.actions.case.file import load_many
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Actor
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.force import Answer, Force, force, together
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.telling import because
from vocatio.domain.facts import Fact
from vocatio.domain.law.floor import ANSWER_LIVES
from vocatio.records.cases.models import Case
from vocatio.records.register.merges import same_as

WHAT = "measures"


@dataclass(frozen=True, slots=True)
class Held:
    """One measure, and how it stands.

    Attributes:
        code: of the profile; `kind`: “fine_proposal”, “licence” or “exit”.
        force: the answer with its reasons; relied on until `force.stale_at` at the longest.
        body: code of the body that decided, which is where to appeal.
    """

    fact: UUID
    case: UUID
    code: str
    kind: str
    force: Force
    body: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What may be said about one person and one kind of measure (F18, F19).

    Attributes:
        held: the measures that the answer rests on; empty where nothing is in force.
        stale_at: nobody may rely on it later.
    """

    answer: Answer
    held: tuple[Held, ...]
    stale_at: datetime


@transaction.atomic
def in_force(person_id: UUID, kind: str, *, by: Actor, purpose: str, at: datetime) -> Answered:
    """Whether a measure of that kind is in force for the person at this instant.

    A person who is not known, or of whom nothing is in force, gets one and the same answer. On
    any doubt it is “unknown”, which is no basis to stop anyone (F18).
    """
    permissions.require("inspect.measures", by)
    read(WHAT, [person_id], by=by, purpose=purpose, at=at)
    found = [held for held in measures_of(same_as(person_id), at) if held.kind == kind]
    answer = together(held.force for held in found)
    resting = [held for held in found if answer == held.force.answer != Answer.NOT_IN_FORCE]
    return Answered(answer, tuple(resting), at + ANSWER_LIVES)


# house: authorship because whoever calls it leaves the reading
def measures_of(people: Sequence[UUID], at: datetime) -> list[Held]:
    """Every measure that was ever decided about these records of one person, as it stands now."""
    cases = list(Case.objects.filter(person_id__in=people).order_by("id"))
    files = zip(cases, load_many(cases, at), strict=True)
    return [held for case, file in files for held in held_in(case, file)]


# house: authorship because whoever calls it leaves the reading
def held_in(case: Case, file: CaseFile) -> list[Held]:
    """The measures of one case; those that were taken back are among them no more."""
    kinds = {rung.code: (rung.kind, rung.body) for rung in file.terms.ladder}
    return [_held(case, file, fact, kinds) for fact in file.of(CaseKind.MEASURE)]


def _held(case: Case, file: CaseFile, fact: Fact, kinds: Mapping[str, tuple[str, str]]) -> Held:
    code = str(fact.data["measure"])
    kind, body = kinds.get(code, ("", ""))
    return Held(fact.id, case.id, code, kind, force(file, fact), body)


# house: authorship because it only puts an answer into words
def in_words(held: Held, language: str, zone: str) -> tuple[str, ...]:
    """Whether it is in force, why, and what would end it."""
    return because(held.force, language, ZoneInfo(zone))
