"""What followed absences of one person, for whoever writes down what they say about it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.file import CaseAtHand
from vocatio.actions.case.whose import body_code
from vocatio.actions.inspect.person import theirs
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.terms import body_of
from vocatio.domain.permissions import is_theirs
from vocatio.records.cases.models import Case
from vocatio.records.register.merges import same_as


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case of theirs, by its reference; what is in it stands on a page of its own."""

    id: UUID
    reference: str


@transaction.atomic
def cases_of(person_id: UUID, *, by: Staff, purpose: str, at: datetime) -> tuple[CaseLine, ...]:
    """The cases of one person that are cases of this office.

    Raises:
        NotFound: no such person, or not one of this office.
    """
    permissions.require("case.note", by)
    theirs(person_id, by=by, at=at)
    read("case file", [person_id], by=by, purpose=purpose, at=at)
    found = Case.objects.filter(person_id__in=same_as(person_id)).order_by("id")
    return tuple(CaseLine(case.id, case.reference) for case in found if _theirs(case, by, at))


def _theirs(case: Case, by: Staff, at: datetime) -> bool:
    hand, member = CaseAtHand.of(case, at, lock=True), body_code(by)
    office, body = hand.summons.slot.office_id, body_of(hand.file)
    return is_theirs("case.note", by, office=office, body=body, member=member)
