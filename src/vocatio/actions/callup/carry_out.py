"""Carry out a release from where it stands: manifest, batches, completion."""

from collections.abc import Callable
from uuid import UUID

from vocatio.actions.callup.issue import finish_release, issue_batch
from vocatio.actions.callup.manifest import write_manifest
from vocatio.actions.callup.step import find
from vocatio.actions.clock import now
from vocatio.domain.actors import System
from vocatio.domain.callup.stages import Kind, Stage, stage
from vocatio.domain.errors import VocatioError

#: Summonses in one transaction: large enough that a commit costs little beside the rows,
#: small enough that memory and the work lost by a kill stay small.
BATCH = 500

JOB = "release.carry_out"


class EntriesLeft(VocatioError):
    """Entries of the release are left, since this run was told to stop or others hold them."""


# house: authorship because the author is in the Release fact, and each batch reads the clock
def carry_out(callup_id: UUID, *, stopped: Callable[[], bool] = lambda: False) -> None:
    """Go on until every entry is carried out; nothing to do when another run did it all.

    Args:
        stopped: asked between batches whether to end early.

    Raises:
        NotFound: there is no such call-up.
        EntriesLeft: run it again to carry out the rest. Entries can be held by a run that
            was killed a moment ago, whose transaction the database has yet to roll back.
    """
    found = find(callup_id)
    if stage(fact.kind for fact in found.facts) != Stage.RELEASING:
        return
    by = System(JOB, UUID(found.fact(Kind.RELEASE).by["account"]))
    write_manifest(callup_id, by=by, at=now())
    while not stopped() and issue_batch(callup_id, BATCH, by=by, at=now()):
        pass
    if not finish_release(callup_id, by=by, at=now()) and not _paused(callup_id):
        raise EntriesLeft


def _paused(callup_id: UUID) -> bool:
    """A human paused it: whoever resumes it asks for another run."""
    return stage(fact.kind for fact in find(callup_id).facts) == Stage.PAUSED
