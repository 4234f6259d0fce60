"""Cosignatures of witnesses, Ed25519 (type 0x04): C2SP tlog-cosignature v1.0.1.

“As of this time, the consistent tree with the largest size that I have observed for this log
has this root.” A witness makes it hard to show two people two different histories.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence.note import (
    COSIGNATURE_V1,
    SIGNATURE_BYTES,
    Note,
    Signature,
    VerifierKey,
    WrongSignature,
)

TIME_BYTES = 8

#: The last second of the year 9999: what no calendar can print is no time.
LATEST = 253_402_300_799


class BadCosignature(VocatioError):
    """A cosignature has 8 bytes of time and 64 of signature."""


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A verified statement of a witness, with the time that the witness claims."""

    witness: VerifierKey
    at: datetime


def message(seconds: int, text: bytes) -> bytes:
    """The bytes that a witness signs.

    Args:
        seconds: since 1970, POSIX.
        text: the note text of the checkpoint.
    """
    return b"cosignature/v1\ntime %d\n%b" % (seconds, text)


def cosigned(key: VerifierKey, seconds: int, content: bytes) -> Signature:
    """The 64 bytes that a gateway made with `key` over `message`, as a signature line."""
    return Signature(key.name, key.id, seconds.to_bytes(TIME_BYTES, "big") + content)


def verify(note: Note, witnesses: Iterable[VerifierKey]) -> tuple[Cosignature, ...]:
    """What those of `witnesses` that cosigned the note say; others are ignored.

    Raises:
        BadCosignature: a line names a witness, and has the wrong length or no possible time.
        WrongSignature: a line names a witness, and does not fit the text.
    """
    found: dict[VerifierKey, datetime] = {}
    for key in witnesses:
        for signature in note.signatures:
            if key.kind == COSIGNATURE_V1 and signature.is_by(key):
                at = _verified(note.text, signature, key)
                found[key] = max(at, found.get(key, at))
    return tuple(Cosignature(key, at) for key, at in found.items())


def _verified(text: bytes, signature: Signature, key: VerifierKey) -> datetime:
    if len(signature.content) != TIME_BYTES + SIGNATURE_BYTES:
        raise BadCosignature(f"the cosignature of {key.name} has the wrong length")
    seconds = int.from_bytes(signature.content[:TIME_BYTES], "big")
    if seconds > LATEST:
        raise BadCosignature(f"the cosignature of {key.name} names no possible time")
    if not key.fits(message(seconds, text), signature.content[TIME_BYTES:]):
        raise WrongSignature(f"the cosignature of {key.name} does not fit the checkpoint")
    return datetime.fromtimestamp(seconds, UTC)
