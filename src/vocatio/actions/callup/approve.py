"""Four eyes: one person submits a call-up, a second one approves it."""

from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.step import step
from vocatio.actions.recording import record
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import Kind, SameHuman
from vocatio.records.callups.models import Approval, CallUpFact


def submit(callup_id: UUID, *, by: Staff, at: datetime) -> None:
    """Submit a call-up for approval; the draw and the places are fixed by then."""
    with step(callup_id, "callup.submit", Kind.SUBMISSION, by=by):
        record(CallUpFact, Kind.SUBMISSION, callup_id, by=by, at=at)


def approve(callup_id: UUID, *, by: Staff, at: datetime) -> None:
    """Approve a call-up that somebody else submitted.

    Raises:
        SameHuman: the approver is the human who submitted it, under whichever account.
    """
    with step(callup_id, "callup.approve", Kind.APPROVAL, by=by) as found:
        submitted = found.fact(Kind.SUBMISSION).by
        if submitted["human"] == str(by.natural_person_id):
            raise SameHuman
        Approval.objects.create(
            callup_id=callup_id,
            submitted_by_id=UUID(submitted["account"]),
            submitted_by_human_id=UUID(submitted["human"]),
            approved_by_id=by.account_id,
            approved_by_human_id=by.natural_person_id,
        )
        record(CallUpFact, Kind.APPROVAL, callup_id, by=by, at=at)
