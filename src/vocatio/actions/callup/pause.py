"""Pause a release, and let it go on: batches that are under way finish, no other one begins."""

from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.carry_out import JOB
from vocatio.actions.callup.step import step
from vocatio.actions.recording import record
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import Kind
from vocatio.gateways import queue
from vocatio.records.callups.models import CallUpFact


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
