"""Draw files of a call-up at random, by a seed that is recorded: anyone can draw them again."""

from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.step import step
from vocatio.actions.recording import record
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.fixed import Pool
from vocatio.domain.callup.stages import Kind
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.oversight.sample import LARGEST_SAMPLE
from vocatio.gateways import identity
from vocatio.records.callups.models import CallUpFact
from vocatio.records.summonses.queries import ids_of


def draw_sample(
    callup_id: UUID, size: int, *, by: Staff, at: datetime, seed: bytes | None = None
) -> UUID:
    """Draw up to `size` of all summonses of a released call-up; return the id of the sample.

    Whatever became of them: a sample of those who were absent would be a list of them (F19).

    Args:
        seed: 32 bytes for a draw that is to be repeated; random when absent.

    Raises:
        NotFound, OutOfOrder: there is no such call-up, or it is not released yet.
        InvalidInput: fewer than one, or more than `LARGEST_SAMPLE`.
    """
    permissions.require("callup.sample", by)
    if not 1 <= size <= LARGEST_SAMPLE:
        raise InvalidInput("size", f"draw between 1 and {LARGEST_SAMPLE} files at a time")
    seed = seed or identity.new_seed()
    with step(callup_id, "callup.sample", Kind.SAMPLE, by=by):
        pool = Pool(ids_of(callup_id))
        whole = sum(1 for _ in pool)
        data: dict[str, Json] = {
            "seed": seed.hex(),
            "size": min(size, whole),
            "of": whole,
            "summonses": pool.sha256,
        }
        return record(CallUpFact, Kind.SAMPLE, callup_id, by=by, at=at, data=data).id
