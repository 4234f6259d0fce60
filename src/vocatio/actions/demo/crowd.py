"""Everyone who was summoned, for the simulated people of a demo; refused anywhere else."""

from collections.abc import Iterator
from uuid import UUID

from vocatio.actions.demo.guard import require_demo
from vocatio.records.summonses.models import Summons

CHUNK = 5_000


# house: authorship because a demo alone may ask, for people who do not exist
def summoned(callup_id: UUID) -> Iterator[tuple[str, UUID]]:
    """Reference and person of each summons of a call-up.

    Raises:
        NotADemo: no role sees such a list in production (F19).
    """
    require_demo()
    found = Summons.objects.filter(callup_id=callup_id).order_by("id")
    yield from found.values_list("reference", "person_id").iterator(chunk_size=CHUNK)
