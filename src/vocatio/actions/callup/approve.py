"""Four eyes: one person submits a call-up, a second one approves it, or sends it back."""

from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.step import step
from vocatio.actions.recording import record
from vocatio.actions.words import keep_remark
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import Kind, SameHuman
from vocatio.domain.law.reasons import require_reasons
from vocatio.records.callups.models import Approval, CallUpFact


def submit(callup_id: UUID, *, by: Staff, at: datetime) -> None:
    """Submit a call-up for approval; the draw and the places are fixed by then."""
    with step(callup_id, "callup.submit", Kind.SUBMISSION, by=by):
        record(CallUpFact, Kind.SUBMISSION, callup_id, by=by, at=at)


def refuse(callup_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """Send a submitted call-up back with reasons; it can be submitted again.

    Raises:
        InvalidInput: the reasons are too short.
    """
    permissions.require("callup.refuse", by)
    require_reasons(reasons)
    with step(callup_id, "callup.refuse", Kind.REFUSAL, by=by):
        data = keep_remark(callup_id, reasons)
        record(CallUpFact, Kind.REFUSAL, callup_id, by=by, at=at, data=data)


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
