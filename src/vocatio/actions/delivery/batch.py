"""The steps of a print batch: opened, sealed, relayed. Each is one transaction.

What survives a crash between them:

- opened: its letters are in this batch for good, and in no other. The next run draws it again;
  nothing of it was released.
- sealed: hash and manifest are fixed and the files stand complete. The next run releases
  them as they are and draws nothing.
- released, not recorded: the next run finds the marker (or that the printer took the files)
  and records it. Nothing is written a second time, under this name or another.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.delivery.contacts import PostalAddress, postal_addresses
from vocatio.actions.delivery.found import released_by
from vocatio.actions.delivery.pieces import Letters, letters_about
from vocatio.actions.law import today
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact, happened
from vocatio.domain.law.floor import STATUS_GATE
from vocatio.domain.summons.kinds import Kind, Way
from vocatio.domain.summons.print_manifest import Piece, manifest
from vocatio.gateways import identity
from vocatio.records.cases.models import Document
from vocatio.records.deliveries.models import PrintBatch, PrintPiece
from vocatio.records.documents.models import Content
from vocatio.records.register.asof import holds
from vocatio.records.summonses.models import Summons

RELAYED, UNPRINTABLE, VOID = "relayed", "unprintable", "void"
#: Contents that are read at a time.
FEW = 100
NEUTRAL, USUAL = "neutral", "usual"

# Letters of those whom a status stops (F22) wait without holding up others: death can be undone.
TAKE = f"""
SELECT p.id FROM deliveries_printpiece p
WHERE p.outcome = '' AND p.batch_id IS NULL
  AND (p.document IS NOT NULL) = %(documents)s AND (p.due_at IS NULL OR p.due_at <= %(at)s)
  AND NOT EXISTS (SELECT FROM register_liabilitystatus s
                  WHERE s.person_id = p.person_id AND s.kind = ANY(%(gate)s)
                    AND s.holds IS NOT FALSE AND {holds("s")})
ORDER BY p.id LIMIT %(size)s FOR UPDATE OF p SKIP LOCKED
"""  # noqa: S608 because every part is a constant


@dataclass(frozen=True, slots=True)
class ToDraw:
    """One letter to draw: the code of its content and its SHA-256, the address in memory alone."""

    piece_id: UUID
    reference: str
    code: str
    sha256: bytes
    address: PostalAddress

    @property
    def envelope(self) -> str:
        """Which envelope the printer takes."""
        return NEUTRAL if self.address.sealed else USUAL


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the typesetter made of a batch: SHA-256 of its file, and the pages of each letter."""

    sha256: bytes
    pages: Mapping[UUID, tuple[int, int]]


# house: authorship because it only finds where the job goes on
def unfinished() -> PrintBatch | None:
    """The oldest batch that is not relayed yet."""
    return PrintBatch.objects.filter(relayed_at=None).order_by("id").first()


def open_batch(size: int, *, by: System, at: datetime) -> tuple[int, PrintBatch | None]:
    """Put up to `size` letters that wait into a new batch; return how many were taken.

    A batch has letters about summonses, or about documents of cases. A letter that is not due
    any more is void; one without a usable address is a fact.
    """
    permissions.require("delivery.print", by)
    taken, batch = _open_batch(size, by, at, documents=False)
    return (taken, batch) if taken else _open_batch(size, by, at, documents=True)


@transaction.atomic
def _open_batch(
    size: int, by: System, at: datetime, *, documents: bool
) -> tuple[int, PrintBatch | None]:
    pieces = _waiting(size, at, documents=documents)
    letters = letters_about(pieces, at)
    due = [piece for piece in pieces if letters.due(piece)]
    _end([p.id for p in pieces if p not in due], VOID, "not_due")
    addresses = postal_addresses([p.person_id for p in due], at=at)
    for piece in due:
        if addresses[piece.person_id].lines is None:
            _unprintable(piece, addresses[piece.person_id].missing, letters, by, at=at)
    good = [p.id for p in due if addresses[p.person_id].lines is not None]
    batch = None
    if good:
        reference = f"{at:%Y%m%d}-{identity.new_reference()}"
        batch = PrintBatch.objects.create(id=identity.new_id(), reference=reference, opened_at=at)
        PrintPiece.objects.filter(id__in=good).update(batch=batch)
    return len(pieces), batch


def _waiting(size: int, at: datetime, *, documents: bool) -> list[PrintPiece]:
    gate, when = list(STATUS_GATE), {"on": today(at), "at": at}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"size": size, "gate": gate, "documents": documents, **when})
        ids = [row[0] for row in cursor.fetchall()]
    return list(PrintPiece.objects.filter(id__in=ids).order_by("id"))


def _end(ids: Sequence[UUID], outcome: str, code: str) -> None:
    PrintPiece.objects.filter(id__in=ids, outcome="").update(outcome=outcome, code=code)


def _unprintable(
    piece: PrintPiece, code: str, letters: Letters, by: System, *, at: datetime
) -> None:
    _end([piece.id], UNPRINTABLE, code)
    data: dict[str, Json] = {
        "channel": Way.PAPER,
        "piece": piece.reference,
        "event": UNPRINTABLE,
        "reason": code,
    }
    letters.add(_facts([piece], Kind.RETURNED, {piece.id: data}, letters, by, at=at))


@transaction.atomic
def to_draw(batch: PrintBatch, *, by: System, at: datetime) -> list[ToDraw]:
    """The letters of a batch that are due still, in the order in which they are printed."""
    permissions.require("delivery.print", by)
    waiting = list(PrintPiece.objects.filter(batch=batch, outcome="").order_by("id"))
    letters = letters_about(waiting, at)
    pieces = [piece for piece in waiting if letters.due(piece)]
    _end([p.id for p in waiting if p not in pieces], VOID, "not_due")
    said = letters.said(pieces)
    addresses = postal_addresses([p.person_id for p in pieces], at=at)
    return [ToDraw(p.id, p.reference, *said[p.id], addresses[p.person_id]) for p in pieces]


# house: authorship because it only reads what is about to be drawn
def contents(letters: Iterable[ToDraw]) -> Iterator[bytes]:
    """What each letter says, in their order: memory holds a few of them at a time."""
    left = iter(letters)
    while few := [letter.code for letter in islice(left, FEW)]:
        notices = Content.objects.filter(code__in=few).values_list("code", "canonical")
        written = Document.objects.filter(reference__in=few).values_list("reference", "canonical")
        found = dict([*notices, *written])
        yield from (bytes(found[code]) for code in few)


def give_up(piece_id: UUID, code: str, *, by: System, at: datetime) -> None:
    """One letter cannot be drawn: that is a fact, and holds up no other."""
    permissions.require("delivery.print", by)
    with transaction.atomic():
        piece = PrintPiece.objects.select_for_update().get(id=piece_id)
        if not piece.outcome:
            _unprintable(piece, code, letters_about([piece], at), by, at=at)


def seal(
    batch: PrintBatch, letters: Sequence[ToDraw], drawn: Drawn, *, by: System, at: datetime
) -> None:
    """Fix the hash of the file, the manifest, and the pages of each letter."""
    permissions.require("delivery.print", by)
    written = pieces_of(letters, drawn)
    with transaction.atomic():
        for letter in letters:
            first, last = drawn.pages[letter.piece_id]
            PrintPiece.objects.filter(id=letter.piece_id).update(first_page=first, last_page=last)
        PrintBatch.objects.filter(id=batch.id, sealed_at=None).update(
            pages=max((piece.last for piece in written), default=0),
            pdf_sha256=drawn.sha256,
            manifest=manifest(batch.reference, batch.opened_at, drawn.sha256.hex(), written),
            sealed_at=at,
        )
    batch.refresh_from_db()


# house: authorship because it only puts together what is printed
def pieces_of(letters: Sequence[ToDraw], drawn: Drawn) -> list[Piece]:
    """The lines of the manifest."""
    return [
        Piece(
            letter.reference,
            *drawn.pages[letter.piece_id],
            letter.envelope,
            letter.sha256.hex(),
        )
        for letter in letters
    ]


def relay(batch: PrintBatch, *, by: System, at: datetime) -> None:
    """Record that the printer can take the batch; once, however often it is called."""
    permissions.require("delivery.print", by)
    with transaction.atomic():
        # Compare-and-set: nothing got updated when another run recorded it before.
        if not PrintBatch.objects.filter(id=batch.id, relayed_at=None).update(relayed_at=at):
            return
        pieces = list(PrintPiece.objects.filter(batch=batch, outcome="").order_by("id"))
        if pieces:
            data = {piece.id: _relayed(piece, batch) for piece in pieces}
            letters = letters_about(pieces, at)
            letters.add(_facts(pieces, Kind.PRINTED, data, letters, by, at=at))
            _end([piece.id for piece in pieces], RELAYED, "")


def _relayed(piece: PrintPiece, batch: PrintBatch) -> dict[str, Json]:
    return {
        "channel": Way.PAPER,
        "piece": piece.reference,
        "reason": piece.reason,
        "batch": batch.reference,
        "first": piece.first_page,
        "last": piece.last_page,
        "pdf": bytes(batch.pdf_sha256 or b"").hex(),
        "manifest": hashlib.sha256(bytes(batch.manifest or b"")).hexdigest(),
    }


def _facts(
    pieces: Sequence[PrintPiece],
    kind: Kind,
    data: Mapping[UUID, dict[str, Json]],
    letters: Letters,
    by: System,
    *,
    at: datetime,
) -> list[Fact]:
    callups = dict(
        Summons.objects.filter(id__in=[p.summons_id for p in pieces]).values_list("id", "callup_id")
    )
    authors = released_by(callups.values(), by.job)
    return [
        happened(
            kind,
            letters.subject(piece),
            id=identity.new_id(),
            by=authors[callups[piece.summons_id]],
            at=at,
            person_id=piece.person_id,
            data={**letters.about(piece), **data[piece.id]},
        )
        for piece in pieces
    ]
