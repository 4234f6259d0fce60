"""What others say about a checkpoint: time-stamps and cosignatures, as bytes that are committed."""

from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from vocatio.domain.evidence.canonical import canonical, instant


class Attempt(NamedTuple):
    """One attempt to have a checkpoint stamped (RFC 3161).

    Attributes:
        checkpoint: how many entries it covers.
        authority: its address.
        token: the response, DER; None where there is none.
        failure: why there is none; "" where there is one.
    """

    id: UUID
    checkpoint: int
    authority: str
    asked_at: datetime
    token: bytes | None
    failure: str

    def canonical(self) -> bytes:
        """The bytes that are hashed and stored, RFC 8785; the token stands in them by its hash."""
        return canonical(
            {
                "asked_at": instant(self.asked_at),
                "authority": self.authority,
                "checkpoint": self.checkpoint,
                "failure": self.failure,
                "id": str(self.id),
                "token": None if self.token is None else sha256(self.token).hexdigest(),
            }
        )


class Line(NamedTuple):
    """What a witness signed over the checkpoint of so many entries, as a line of its note.

    `vkey` is the key with which the line was verified.
    """

    id: UUID
    checkpoint: int
    witness: str
    line: bytes
    vkey: str

    def canonical(self) -> bytes:
        """The bytes that are hashed and stored, RFC 8785; the line stands in them by its hash."""
        return canonical(
            {
                "checkpoint": self.checkpoint,
                "id": str(self.id),
                "line": sha256(self.line).hexdigest(),
                "vkey": self.vkey,
                "witness": self.witness,
            }
        )
