"""A reading: somebody looked at somebody's data."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from vocatio.domain.evidence.canonical import canonical, instant


class Look(NamedTuple):
    """One reading: who looked at whom (None: at nobody in particular), when, why, at what."""

    id: UUID
    at: datetime
    reader: str
    reader_id: UUID
    purpose: str
    what: str
    person_id: UUID | None

    def canonical(self) -> bytes:
        """The bytes that are hashed and stored, RFC 8785."""
        return canonical(
            {
                "at": instant(self.at),
                "id": str(self.id),
                "person": str(self.person_id) if self.person_id else None,
                "purpose": self.purpose,
                "reader": self.reader,
                "reader_id": str(self.reader_id),
                "what": self.what,
            }
        )
