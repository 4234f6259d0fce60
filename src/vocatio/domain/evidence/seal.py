"""Seals: one signature under the notices of a batch, each of which proves itself.

A seal is a checkpoint (C2SP tlog-checkpoint) over the Merkle tree of the notices' hashes, and a
member's proof is a receipt (C2SP tlog-proof). Each seal has an origin of its own, the name of
the key with the id of the seal: two seals are never two contradicting heads of one log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence import proof as proofs
from vocatio.domain.evidence.note import VerifierKey


@dataclass(frozen=True, slots=True)
class Sealed:
    """A document under a seal.

    Attributes:
        key: of those that are trusted, the one that sealed.
        members: how many documents are under the seal.
        position: of this one among them, from 0.
    """

    key: VerifierKey
    members: int
    position: int


def key_of(seal_id: object, key: VerifierKey) -> VerifierKey:
    """The key under the name that one seal has."""
    return VerifierKey(f"{key.name}/{seal_id}", key.kind, key.public)


def verify(document: bytes, proof: bytes, keys: Sequence[VerifierKey]) -> Sealed:
    """Check that a document is under a seal that one of these keys signed.

    Args:
        proof: the receipt, whose checkpoint is the seal.
        keys: by the name of the key, without that of a seal.

    Raises:
        BadReceipt, BadNote, BadCheckpoint: they cannot be read.
        NotSigned, WrongSignature: none of the keys signed.
        BadProof: the document is not under this seal.
    """
    receipt = proofs.parse(proof)
    note = notes.parse(receipt.checkpoint)
    origin = checkpoints.parse(note.text).origin
    name, _, seal_id = origin.rpartition("/")
    ours = {key_of(seal_id, key): key for key in keys if key.name == name}
    head, _ = receipt.verify(sha256(document).digest(), origin=origin, keys=tuple(ours))
    signer = notes.verify(note, tuple(ours))[0]
    return Sealed(ours[signer], head.size, receipt.index)
