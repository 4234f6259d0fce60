"""Hashes that the facts of a call-up name, over rows that lie beside them."""

import hashlib
from collections.abc import Iterable, Iterator
from uuid import UUID

#: Position, person, slot and summons.
Line = tuple[int, UUID, UUID, UUID]


def manifest_digest(lines: Iterable[Line]) -> bytes:
    """SHA-256 over one line of text for each entry of a manifest, by position: 32 bytes."""
    digest = hashlib.sha256()
    for position, person, slot, summons in lines:
        digest.update(f"{position} {person} {slot} {summons}\n".encode())
    return digest.digest()


class Pool:
    """Hands the people of a pool on, and hashes them meanwhile.

    Args:
        people: in ascending order of their ids.
    """

    def __init__(self, people: Iterable[UUID]) -> None:
        self._people, self._digest = people, hashlib.sha256()

    def __iter__(self) -> Iterator[UUID]:
        """Each of them, once."""
        for person in self._people:
            self._digest.update(person.bytes)
            yield person

    @property
    def sha256(self) -> str:
        """SHA-256 over the 16 bytes of each id that was handed on, hexadecimal."""
        return self._digest.hexdigest()
