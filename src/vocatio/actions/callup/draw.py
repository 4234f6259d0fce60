"""Draw whom to call, from the pool, by a seed that is recorded with the draw."""

from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.step import step
from vocatio.actions.recording import record
from vocatio.domain.actors import Staff
from vocatio.domain.callup.draw import draw
from vocatio.domain.callup.fixed import Pool
from vocatio.domain.callup.stages import Kind
from vocatio.domain.evidence.canonical import Json
from vocatio.gateways import identity
from vocatio.records.callups.models import CallUpFact, Drawn, PoolMember
from vocatio.records.ledger.copying import write_rows


def draw_people(callup_id: UUID, *, by: Staff, at: datetime, seed: bytes | None = None) -> None:
    """Draw as many people as the order says.

    Args:
        seed: 32 bytes for a draw that is to be repeated; random when absent.

    Raises:
        PoolTooSmall: naming how many there are.
    """
    seed = seed or identity.new_seed()
    with step(callup_id, "callup.draw", Kind.DRAW, by=by) as found:
        members = PoolMember.objects.filter(callup_id=callup_id).order_by("person_id")
        pool = Pool(members.values_list("person_id", flat=True).iterator(chunk_size=10_000))
        people = draw(seed, pool, found.order.people)
        write_rows(
            Drawn,
            ("callup_id", "person_id", "rank"),
            ((callup_id, person, rank) for rank, person in enumerate(people)),
        )
        data: dict[str, Json] = {"seed": seed.hex(), "people": len(people), "pool": pool.sha256}
        record(CallUpFact, Kind.DRAW, callup_id, by=by, at=at, data=data)
