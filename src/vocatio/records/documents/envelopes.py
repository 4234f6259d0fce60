"""Which requests lie in an envelope for the board of conscience alone (F24)."""

from collections.abc import Iterable
from uuid import UUID

from vocatio.records.documents.models import BoardKey, Envelope


def confided(requests: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these requests that only the board reads and decides."""
    found = Envelope.objects.filter(id__in=list(requests))
    return frozenset(found.values_list("id", flat=True))


def key_in_use() -> BoardKey | None:
    """The key that is sealed to, or None while the board has none."""
    return BoardKey.objects.order_by("-added_at", "-id").first()
