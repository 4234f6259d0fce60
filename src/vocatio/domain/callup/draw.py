"""The draw: simple for now. Lowest SHA-256 of seed and person wins.

Anyone who has the seed and the pool can draw again and must get the same list.
"""

import hashlib
import heapq
from collections.abc import Iterable
from uuid import UUID

from vocatio.domain.errors import InvalidInput, Refusal

SEED_BYTES = 32


class PoolTooSmall(Refusal):
    """There are fewer people in the pool than the order asks for."""

    basis = "F25"


def key(seed: bytes, person_id: UUID) -> bytes:
    """SHA-256 over the seed and the 16 bytes of the person's id: 32 bytes, the rank in the draw."""
    return hashlib.sha256(seed + person_id.bytes).digest()


def draw(seed: bytes, pool: Iterable[UUID], count: int) -> list[UUID]:
    """The `count` people with the lowest keys, lowest first; memory grows with `count` alone.

    Raises:
        InvalidInput: the seed has not 32 bytes, or `count` is not positive.
        PoolTooSmall: naming how many there are.
    """
    if len(seed) != SEED_BYTES:
        raise InvalidInput("seed", f"needs {SEED_BYTES} bytes, has {len(seed)}")
    if count < 1:
        raise InvalidInput("count", "call at least one person")
    drawn = heapq.nsmallest(count, ((key(seed, person), person) for person in pool))
    if len(drawn) < count:
        raise PoolTooSmall(f"{count} are to be called, {len(drawn)} are in the pool")
    return [person for _, person in drawn]
