"""What followed absences of one person, for whoever writes down what they say about it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.inspect.person import theirs
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.records.cases.models import Case
from vocatio.records.register.merges import same_as


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case of theirs, by its reference; what is in it stands on a page of its own."""

    id: UUID
    reference: str


@transaction.atomic
def cases_of(person_id: UUID, *, by: Staff, purpose: str, at: datetime) -> tuple[CaseLine, ...]:
    """The cases of one person: what they say is written down at any office where they are known.

    Raises:
        NotFound: no such person, or not one of this office.
    """
    permissions.require("case.note", by)
    theirs(person_id, by=by, at=at)
    read("case file", [person_id], by=by, purpose=purpose, at=at)
    found = Case.objects.filter(person_id__in=same_as(person_id)).order_by("id")
    return tuple(CaseLine(case.id, case.reference) for case in found)
