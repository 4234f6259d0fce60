"""Everyone who was summoned, for the simulated people of a demo; refused anywhere else."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef

from vocatio.actions.demo.guard import require_demo
from vocatio.records.deliveries.models import InboxItem
from vocatio.records.summonses.models import Summons

CHUNK = 5_000


# house: authorship because a demo alone may ask, for people who do not exist
def summoned(callup_id: UUID) -> Iterator[tuple[str, UUID, bool]]:
    """Reference and person of each summons of a call-up, and whether it lies in an inbox.

    Raises:
        NotADemo: no role sees such a list in production (F19).
    """
    require_demo()
    found = Summons.objects.filter(callup_id=callup_id).order_by("id")
    digital = Exists(InboxItem.objects.filter(summons=OuterRef("pk")))
    rows = found.annotate(digital=digital).values_list("reference", "person_id", "digital")
    yield from rows.iterator(chunk_size=CHUNK)
