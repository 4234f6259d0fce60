"""Checkpoints, the signed heads of a log: C2SP tlog-checkpoint v1.0.0."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.merkle import HASH_BYTES
from vocatio.domain.evidence.note import Note, VerifierKey, decode64, encode64

#: tlog-tiles counts in signed 64-bit numbers.
LARGEST_SIZE = 2**63 - 1

#: Of every origin that is nobody's: no demo can pass for the log of an authority.
NOBODY = "vocatio.invalid"

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


class BadCheckpoint(VocatioError):
    """This text is not a checkpoint: origin, size and root, each on a line of its own."""


def is_of_demo(origin: str) -> bool:
    """Whether a log of this name is that of a demo, whose days are simulated."""
    return f".{origin.partition('/')[0]}".endswith(f".{NOBODY}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: at this size it has this root. It says nothing about time.

    Attributes:
        origin: the log's name, such as “example.org/ledger”.
        size: number of leaves.
        root: 32 bytes.
        extensions: further lines, which nobody can audit; our own logs have none.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> bytes:
        """The note text: what is signed, last newline included."""
        lines = (self.origin, str(self.size), encode64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines).encode()


def parse(text: bytes) -> Checkpoint:
    """Read the text of a note as a checkpoint; nothing is verified.

    Raises:
        BadCheckpoint: naming the line.
    """
    try:
        lines = text.decode().split("\n")
    except UnicodeDecodeError as error:
        raise BadCheckpoint(f"byte {error.start} of the checkpoint is not UTF-8") from error
    if len(lines) < 4 or lines.pop() != "":
        raise BadCheckpoint
    if not all(lines):
        raise BadCheckpoint(f"line {lines.index('') + 1} of the checkpoint is empty")
    origin, size, root, *extensions = lines
    return Checkpoint(origin, parse_number(size), _root(root), tuple(extensions))


def parse_number(text: str) -> int:
    """A decimal without sign or leading zeroes, below 2**63.

    Raises:
        BadCheckpoint: it is something else.
    """
    if not _DECIMAL.fullmatch(text) or int(text) > LARGEST_SIZE:
        raise BadCheckpoint(f"{text[:30]!r} is not a whole number without leading zeroes")
    return int(text)


def _root(text: str) -> bytes:
    try:
        root = decode64(text)
    except ValueError as error:
        raise BadCheckpoint(f"line 3 of the checkpoint: {error}") from error
    if len(root) != HASH_BYTES:
        raise BadCheckpoint(f"line 3 of the checkpoint: a root has 32 bytes, this {len(root)}")
    return root


def verify(content: bytes, *, origin: str, keys: Sequence[VerifierKey]) -> tuple[Checkpoint, Note]:
    """Read a signed checkpoint and check that the log `origin` signed it with one of `keys`.

    Raises:
        BadNote, BadCheckpoint: it cannot be read.
        NotSigned, WrongSignature: the log did not sign it.
    """
    note = notes.parse(content)
    notes.verify(note, [key for key in keys if key.name == origin])
    found = parse(note.text)
    if found.origin != origin:
        raise BadCheckpoint(f"the checkpoint is of {found.origin!r}, not of {origin!r}")
    return found, note
