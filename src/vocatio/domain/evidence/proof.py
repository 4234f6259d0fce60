"""Receipts: a proof of inclusion with its checkpoint, in one text file.

C2SP tlog-proof, which has no tagged version yet: the commit that we follow is in
docs/adr/0030-published-formats.md. Whoever holds an entry, its receipt and the log's key can
check, without us, that the entry is in the log.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import merkle
from vocatio.domain.evidence.checkpoint import BadCheckpoint, Checkpoint, parse_number
from vocatio.domain.evidence.merkle import HASH_BYTES
from vocatio.domain.evidence.note import LONGEST_NOTE, Note, VerifierKey, decode64, encode64

HEADER = "c2sp.org/tlog-proof@v1"
LONGEST_PATH = 63
LONGEST_RECEIPT = 2 * LONGEST_NOTE


class BadReceipt(VocatioError):
    """This is not a receipt; its first line is “c2sp.org/tlog-proof@v1”."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A proof that an entry is in a log.

    Attributes:
        index: of the entry in the log, from 0.
        path: hashes of 32 bytes, from the leaf's sibling up.
        checkpoint: the signed checkpoint, byte for byte.
        extra: data of the application, which nothing authenticates; None if there is none.
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def encode(self) -> bytes:
        """The receipt as a file, by custom called `….tlog-proof`."""
        extra = [] if self.extra is None else [f"extra {encode64(self.extra)}"]
        hashes = [encode64(found) for found in self.path]
        lines = (HEADER, *extra, f"index {self.index}", *hashes, "")
        return "".join(f"{line}\n" for line in lines).encode() + self.checkpoint

    def verify(
        self, entry: bytes, *, origin: str, keys: Sequence[VerifierKey]
    ) -> tuple[Checkpoint, Note]:
        """Check that `entry` is in the log `origin`, by a checkpoint that one of `keys` signed.

        Raises:
            BadNote, BadCheckpoint, NotSigned, WrongSignature: of the checkpoint.
            BadProof: the path does not lead from this entry to the root.
        """
        head, note = checkpoints.verify(self.checkpoint, origin=origin, keys=keys)
        merkle.verify_inclusion(self.index, head.size, merkle.leaf(entry), self.path, head.root)
        return head, note


def parse(content: bytes) -> Receipt:
    """Read a receipt, strictly; nothing is verified.

    Raises:
        BadReceipt: naming the line.
    """
    if len(content) > LONGEST_RECEIPT:
        raise BadReceipt(f"a receipt of {len(content)} bytes is too long")
    proof, found, signed = content.partition(b"\n\n")
    if not found:
        raise BadReceipt("no empty line stands between the proof and its checkpoint")
    try:
        lines = proof.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise BadReceipt(f"byte {error.start} of the receipt is not ASCII") from error
    if lines[0] != HEADER:
        raise BadReceipt
    has_extra = len(lines) > 1 and lines[1].startswith("extra ")
    extra = _decoded(lines[1].removeprefix("extra "), 2) if has_extra else None
    first = 2 if has_extra else 1
    if len(lines) <= first or not lines[first].startswith("index "):
        raise BadReceipt(f"line {first + 1} of the receipt does not name the index")
    index = _number(lines[first].removeprefix("index "), first + 1)
    path = lines[first + 1 :]
    if len(path) > LONGEST_PATH:
        raise BadReceipt(f"a path has at most {LONGEST_PATH} hashes, this has {len(path)}")
    hashes = tuple(_hash(line, first + 2 + n) for n, line in enumerate(path))
    return Receipt(index, hashes, signed, extra)


def _number(text: str, line: int) -> int:
    try:
        return parse_number(text)
    except BadCheckpoint as error:
        raise BadReceipt(f"line {line} of the receipt: {error}") from error


def _hash(text: str, line: int) -> bytes:
    found = _decoded(text, line)
    if len(found) != HASH_BYTES:
        raise BadReceipt(f"line {line} of the receipt: a hash has 32 bytes, this {len(found)}")
    return found


def _decoded(text: str, line: int) -> bytes:
    try:
        return decode64(text)
    except ValueError as error:
        raise BadReceipt(f"line {line} of the receipt: {error}") from error
