"""Whose a case is: it is found by those alone who have it, and it is not about. A shared step."""

from datetime import datetime
from uuid import UUID

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.case.file import CaseAtHand, by_id
from vocatio.domain.actors import OFFICE_REALM, Staff
from vocatio.domain.consequences.terms import body_of
from vocatio.domain.errors import NotFound
from vocatio.domain.permissions import is_theirs
from vocatio.records.cases.models import Member


def at_hand(case_id: UUID, act: str, *, by: Staff, at: datetime) -> CaseAtHand:
    """The case for an act of somebody's who has it, the row of its person locked.

    Raises:
        NotFound: no such case, or for this act it is not one of theirs: of another office, or
            handed to another body.
        OwnFile, RelativesFile
    """
    hand = CaseAtHand.of(by_id(case_id), at)
    office, body = hand.summons.slot.office_id, body_of(hand.file)
    if not is_theirs(act, by, office=office, body=body, member=body_code(by)):
        raise NotFound
    leave_to_colleagues([hand.case.person_id], by=by)
    return hand


# house: authorship because it tells nothing about anybody
def body_code(by: Staff) -> str:
    """Of the body that somebody is a member of; empty for none, and for whoever signed in here."""
    if by.realm == OFFICE_REALM:
        return ""
    member = Member.objects.filter(human_id=by.natural_person_id).first()
    return member.body_id if member else ""
