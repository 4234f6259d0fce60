"""One signature under many contents, each of which proves by itself that it is under it.

The seal is a checkpoint (C2SP tlog-checkpoint) over the Merkle tree of the contents' hashes, and
a member's proof is a receipt (C2SP tlog-proof), so that every verifier of such logs can check
it. Each seal has an origin of its own, the name of the key with the id of the seal: two seals
are never two contradicting heads of one log.
"""

from collections.abc import Sequence
from uuid import UUID

from vocatio.domain.evidence import merkle
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.note import Note, VerifierKey, signed
from vocatio.domain.evidence.proof import Receipt
from vocatio.gateways.ledger_log.signing import Signer


def key_of(seal_id: UUID, key: VerifierKey) -> VerifierKey:
    """The key under the name that one seal has."""
    return VerifierKey(f"{key.name}/{seal_id}", key.kind, key.public)


def sealed(seal_id: UUID, contents: Sequence[bytes], signer: Signer) -> bytes:
    """The seal under these contents, a signed note.

    Args:
        contents: SHA-256 of each, 32 bytes, in the order of their positions.
    """
    key = key_of(seal_id, signer.key)
    root = merkle.row_root(merkle.leaf_row(contents))
    text = Checkpoint(key.name, len(contents), root).text()
    return Note(text, (signed(key, signer.sign(text)),)).encode()


def member_proof(contents: Sequence[bytes], position: int, seal: bytes) -> bytes:
    """That one of the contents is under the seal: a file by custom called `….tlog-proof`.

    Raises:
        OutsideTree: there is no such position.
    """
    reader = merkle.reader_of(merkle.leaf_row(contents))
    path = merkle.inclusion(position, len(contents), reader)
    return Receipt(position, tuple(path), seal).encode()
