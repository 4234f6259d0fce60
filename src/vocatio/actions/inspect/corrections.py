"""What a decider of the register reads: corrections that wait, and what is held of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.inspect.held import HeldLine, answers, held_lines
from vocatio.actions.law import today
from vocatio.actions.recording import read
from vocatio.actions.register.correct import words
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.records.register.models import Correction, Person
from vocatio.records.register.people import describe

#: How many corrections one look shows.
MOST = 20


@dataclass(frozen=True, slots=True)
class OpenCorrection:
    """A correction to decide: what was asked for, word -> value, and what the register says."""

    id: UUID
    person_id: UUID
    field: str
    asked_at: datetime
    words: Mapping[str, str]
    held: tuple[HeldLine, ...]


@transaction.atomic
def open_corrections(*, by: Staff, purpose: str, at: datetime) -> tuple[OpenCorrection, ...]:
    """At most 20, those first that have waited longest."""
    permissions.require("inspect.corrections", by)
    found = list(Correction.objects.filter(outcome="").order_by("asked_at", "id")[:MOST])
    people = [one.person_id for one in found]
    read("corrections", people or [None], by=by, purpose=purpose, at=at)
    return tuple(
        OpenCorrection(
            one.id,
            one.person_id,
            one.field,
            one.asked_at,
            words(one),
            tuple(line for line in held_lines(one.person_id, at) if line.field == one.field),
        )
        for one in found
    )


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """One correction, whether it waits or not: what is asked for, and what the register says.

    Attributes:
        outcome: empty while it waits.
        reasons, decided_by: of the decision.
    """

    id: UUID
    person_id: UUID
    name: str
    field: str
    asked_at: datetime
    words: Mapping[str, str]
    held: tuple[HeldLine, ...]
    outcome: str
    reasons: str | None
    decided_by: str | None


@transaction.atomic
def correction(correction_id: UUID, *, by: Staff, purpose: str, at: datetime) -> CorrectionPage:
    """One correction.

    Raises:
        NotFound: there is none.
        OwnFile, RelativesFile
    """
    permissions.require("inspect.corrections", by)
    one = Correction.objects.filter(id=correction_id).first()
    if one is None:
        raise NotFound
    leave_to_colleagues([one.person_id], by=by)
    read("corrections", [one.person_id], by=by, purpose=purpose, at=at)
    reasons, decided_by = answers(one.person_id).get(str(one.id), (None, None))
    return CorrectionPage(
        id=one.id,
        person_id=one.person_id,
        name=describe([one.person_id], on=today(at), known=at)[one.person_id].name,
        field=one.field,
        asked_at=one.asked_at,
        words=words(one),
        held=tuple(line for line in held_lines(one.person_id, at) if line.field == one.field),
        outcome=one.outcome,
        reasons=reasons,
        decided_by=decided_by,
    )


@transaction.atomic
def claims(person_id: UUID, *, by: Staff, purpose: str, at: datetime) -> tuple[HeldLine, ...]:
    """All that the register says of one person today, to decide what a split takes along.

    Raises:
        NotFound: there is no such person.
        OwnFile, RelativesFile
    """
    permissions.require("inspect.corrections", by)
    if not Person.objects.filter(id=person_id).exists():
        raise NotFound
    leave_to_colleagues([person_id], by=by)
    read("claims", [person_id], by=by, purpose=purpose, at=at)
    return held_lines(person_id, at)
