"""Pause a release, let it go on, or end it there.

Batches that are under way finish, no other one begins.
"""

from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.carry_out import JOB
from vocatio.actions.callup.step import step
from vocatio.actions.ledger.stamping import stamp_soon
from vocatio.actions.recording import record
from vocatio.actions.words import keep_remark
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import Kind
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.law.reasons import require_reasons
from vocatio.gateways import queue
from vocatio.records.callups.models import CallUpFact, ManifestEntry


def pause(callup_id: UUID, *, by: Staff, at: datetime) -> None:
    """Stop issuing. What was issued stays issued.

    Raises:
        OutOfOrder: nothing is being released.
    """
    with step(callup_id, "callup.pause", Kind.PAUSE, by=by):
        record(CallUpFact, Kind.PAUSE, callup_id, by=by, at=at)


def resume(callup_id: UUID, *, by: Staff, at: datetime) -> None:
    """Go on issuing, from where it stands.

    Raises:
        OutOfOrder: it was not paused.
    """
    with step(callup_id, "callup.resume", Kind.RESUME, by=by):
        record(CallUpFact, Kind.RESUME, callup_id, by=by, at=at)
        queue.defer(JOB, once=f"release:{callup_id}", callup=str(callup_id))


def stop(callup_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """End a paused release: whoever has no summons yet gets none, whoever has one keeps it.

    What was issued can then be withdrawn like that of any other release.

    Raises:
        InvalidInput: the reasons are too short.
        OutOfOrder: it was not paused.
    """
    permissions.require("callup.stop", by)
    require_reasons(reasons)
    with step(callup_id, "callup.stop", Kind.STOP, by=by):
        entries = ManifestEntry.objects.filter(manifest_id=callup_id)
        # One that a batch under way holds is waited for, and is issued then.
        entries.filter(outcome="").update(outcome="withheld", code="stopped", basis="call-up")
        issued = entries.filter(outcome="issued").count()
        data: dict[str, Json] = {"issued": issued, "withheld": entries.count() - issued}
        data |= keep_remark(callup_id, reasons)
        stamp_soon(record(CallUpFact, Kind.STOP, callup_id, by=by, at=at, data=data))
