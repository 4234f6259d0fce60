"""Withdraw or replace what a call-up has released: one human submits, a second one approves."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.carry_out_correction import JOB
from vocatio.actions.callup.step import Found, step
from vocatio.actions.ledger.stamping import stamp_soon
from vocatio.actions.paper import put_template_in_force
from vocatio.actions.recording import record
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import Kind, SameHuman
from vocatio.domain.errors import InvalidInput, NotFound, Refusal
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.summons.corrections import Wanted, Way
from vocatio.gateways import queue
from vocatio.records.callups.models import CallUpFact
from vocatio.records.summonses.models import Summons


class AlreadyApproved(Refusal):
    """This correction was approved already; the job carries it out."""

    basis = "four eyes"


def correct_summons(reference: str, wanted: Wanted, *, by: Staff, at: datetime) -> UUID:
    """Submit the correction of one summons; return the id under which it waits for approval.

    Raises:
        NotFound: no such summons.
        OutOfOrder: its call-up is not released yet.
        InvalidInput: a withdrawal that moves somebody.
    """
    permissions.require("correction.submit", by)
    summons = Summons.objects.filter(reference=reference.strip().upper()).first()
    if summons is None:
        raise NotFound(f"there is no summons “{reference}”")
    return submit_correction(summons.callup_id, wanted, {"summons": str(summons.id)}, by=by, at=at)


def correct_callup(callup_id: UUID, wanted: Wanted, *, by: Staff, at: datetime) -> UUID:
    """The same for every summons of a call-up.

    Raises:
        NotFound: no such call-up.
        OutOfOrder: it is not released yet.
        InvalidInput: a withdrawal that moves somebody.
    """
    permissions.require("correction.submit", by)
    return submit_correction(callup_id, wanted, {}, by=by, at=at)


def submit_correction(
    callup_id: UUID, wanted: Wanted, concerned: Mapping[str, Json], *, by: Staff, at: datetime
) -> UUID:
    """The same for those of a call-up who are concerned.

    Args:
        concerned: for all nothing, for one "summons", for those at times that were closed what
            `ClosedDays` says.

    Raises:
        NotFound: no such call-up.
        OutOfOrder: it is not released yet.
        InvalidInput: a withdrawal that moves somebody.
    """
    permissions.require("correction.submit", by)
    if wanted.move and wanted.way == Way.RECALL:
        raise InvalidInput("move", "a summons that is withdrawn has no other place")
    data: dict[str, Json] = {"way": wanted.way, "reason": wanted.reason, "move": wanted.move}
    with step(callup_id, "correction.submit", Kind.CORRECTION, by=by):
        data |= concerned
        return record(CallUpFact, Kind.CORRECTION, callup_id, by=by, at=at, data=data).id


def approve_correction(correction_id: UUID, *, by: Staff, at: datetime) -> None:
    """Approve what somebody else submitted; a job carries it out once this is committed.

    Raises:
        NotFound: nothing was submitted under this id.
        SameHuman: the approver is the human who submitted it, under whichever account.
        AlreadyApproved: it was approved before.
        TemplateIncomplete: the words of a correction are missing.
    """
    permissions.require("correction.approve", by)
    named = CallUpFact.objects.filter(id=correction_id, kind=Kind.CORRECTION).first()
    if named is None:
        raise NotFound(f"no correction was submitted as {correction_id}")
    kind = Kind.CORRECTION_APPROVED
    with step(named.subject_id, "correction.approve", kind, by=by) as found:
        _refuse(found, correction_id, by)
        put_template_in_force(found.callup.jurisdiction)
        data: dict[str, Json] = {"correction": str(correction_id)}
        stamp_soon(record(CallUpFact, kind, named.subject_id, by=by, at=at, data=data))
        queue.defer(JOB, once=f"correction:{correction_id}", correction=str(correction_id))


def _refuse(found: Found, correction_id: UUID, by: Staff) -> None:
    submitted = next(fact for fact in found.facts if fact.id == correction_id)
    approved = [f.data["correction"] for f in found.facts if f.kind == Kind.CORRECTION_APPROVED]
    if str(correction_id) in approved:
        raise AlreadyApproved
    if submitted.by["human"] == str(by.natural_person_id):
        raise SameHuman
