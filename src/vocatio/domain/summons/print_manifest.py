"""The manifest of a print batch: which pages are which letter, and the hashes. No names."""

import csv
import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime

from vocatio.domain.evidence.canonical import Json, canonical, instant


@dataclass(frozen=True, slots=True)
class Piece:
    """One letter of a batch.

    Attributes:
        reference: what the post calls it by in its files.
        first: its first page in the file, from 1; `last` its last one.
        envelope: "usual", or "neutral" where nobody may learn who writes (F23).
        content: SHA-256 of the canonical content that is printed, in hexadecimal.
    """

    reference: str
    first: int
    last: int
    envelope: str
    content: str


def manifest(
    reference: str, opened_at: datetime, pdf_sha256: str, pieces: Sequence[Piece]
) -> bytes:
    """The manifest as RFC 8785 bytes."""
    letters: list[Json] = [
        {field.name: getattr(piece, field.name) for field in fields(piece)} for piece in pieces
    ]
    return canonical(
        {
            "batch": reference,
            "file": f"{reference}.pdf",
            "letters": letters,
            "opened_at": instant(opened_at),
            "pages": max((piece.last for piece in pieces), default=0),
            "sha256": pdf_sha256,
        }
    )


def as_csv(pieces: Sequence[Piece]) -> bytes:
    """The same letters as CSV in UTF-8, for printers that read no JSON."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([field.name for field in fields(Piece)])
    writer.writerows(astuple(piece) for piece in pieces)
    return written.getvalue().encode()
