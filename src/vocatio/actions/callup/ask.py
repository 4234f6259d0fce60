"""Ask for a step that looks at the whole register: a job takes it, and the page follows."""

from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.step import step
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import Kind
from vocatio.gateways import queue

JOB = "callup.step"
#: What a step is called in the table of permissions, and the fact that it leaves.
STEPS = {
    "pool": ("callup.pool", Kind.POOL),
    "draw": ("callup.draw", Kind.DRAW),
    "allocate": ("callup.allocate", Kind.ALLOCATION),
}


def ask_step(callup_id: UUID, act: str, *, by: Staff, at: datetime) -> None:
    """Let a worker take it for `by`; one that waits or is being taken is not asked for twice.

    Raises:
        NotFound: there is no such call-up.
        OutOfOrder: another step comes first.
    """
    name, kind = STEPS[act]
    with step(callup_id, name, kind, by=by):
        if not under_way(callup_id):
            account = str(by.account_id)
            queue.defer(JOB, once=_once(callup_id), callup=str(callup_id), act=act, account=account)


# house: authorship because it tells of no person
def under_way(callup_id: UUID) -> bool:
    """Whether a step waits for a worker, or is being taken."""
    return queue.held(_once(callup_id))


def _once(callup_id: UUID) -> str:
    return f"step:{callup_id}"
