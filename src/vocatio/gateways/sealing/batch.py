"""Set seals (`domain/evidence/seal`), and prove that a content is under one."""

from collections.abc import Sequence
from uuid import UUID

from vocatio.domain.evidence import merkle
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.note import Note, signed
from vocatio.domain.evidence.proof import Receipt
from vocatio.domain.evidence.seal import key_of
from vocatio.gateways.ledger_log.signing import Signer


def sealed(seal_id: UUID, contents: Sequence[bytes], signer: Signer) -> bytes:
    """The seal under these contents, a signed note.

    Args:
        contents: SHA-256 of each, 32 bytes, in the order of their positions.
    """
    key = key_of(seal_id, signer.key)
    root = merkle.row_root(merkle.leaf_row(contents))
    text = Checkpoint(key.name, len(contents), root).text()
    return Note(text, (signed(key, signer.sign(text)),)).encode()


def stated(text: bytes, signer: Signer) -> bytes:
    """A statement under the name of the key itself, a signed note."""
    return Note(text, (signed(signer.key, signer.sign(text)),)).encode()


def member_proof(contents: Sequence[bytes], position: int, seal: bytes) -> bytes:
    """That one of the contents is under the seal: a file by custom called `….tlog-proof`.

    Raises:
        OutsideTree: there is no such position.
    """
    reader = merkle.reader_of(merkle.leaf_row(contents))
    path = merkle.inclusion(position, len(contents), reader)
    return Receipt(position, tuple(path), seal).encode()
