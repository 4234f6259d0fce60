"""Which summonses belong together."""

from collections.abc import Iterator
from uuid import UUID

from vocatio.records.summonses.models import Summons


def ids_of(callup_id: UUID) -> Iterator[UUID]:
    """The summonses of a call-up, by ascending id; read as they are asked for."""
    found = Summons.objects.filter(callup_id=callup_id).order_by("id")
    return found.values_list("id", flat=True).iterator(chunk_size=10_000)
