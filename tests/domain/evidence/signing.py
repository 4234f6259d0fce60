"""Keys of invented logs and witnesses: signing is no part of the domain, tests do it here."""

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from vocatio.domain.evidence import cosignature, merkle
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.note import COSIGNATURE_V1, ED25519, Note, Signature, VerifierKey

ORIGIN = "log.example/vocatio"


class Signer:
    """A key pair that is the same in every run."""

    def __init__(self, name: str, kind: int = ED25519, seed: str = "") -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(sha256((name + seed).encode()).digest())
        self.key = VerifierKey(name, kind, self.private.public_key().public_bytes_raw())

    def sign(self, text: bytes) -> Signature:
        return notes.signed(self.key, self.private.sign(text))

    def cosign(self, text: bytes, seconds: int) -> Signature:
        made = self.private.sign(cosignature.message(seconds, text))
        return cosignature.cosigned(self.key, seconds, made)


LOG = Signer(ORIGIN)
SEAL = Signer(f"{ORIGIN}/seal")
WITNESS = Signer("witness.example/w1", COSIGNATURE_V1)


def signed_checkpoint(row: bytes, log: Signer = LOG) -> bytes:
    """A checkpoint over these leaf hashes, signed by the log alone."""
    size = len(row) // merkle.HASH_BYTES
    text = Checkpoint(log.key.name, size, merkle.row_root(row)).text()
    return Note(text, (log.sign(text),)).encode()
