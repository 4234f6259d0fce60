"""Print every letter that waits: draw a batch, drop it for the printer, record it."""

import json
from collections.abc import Callable
from typing import BinaryIO
from uuid import UUID

from vocatio.actions.clock import now
from vocatio.actions.delivery.batch import (
    Drawn,
    ToDraw,
    contents,
    give_up,
    open_batch,
    pieces_of,
    relay,
    seal,
    to_draw,
    unfinished,
)
from vocatio.actions.paper import template_of
from vocatio.domain.actors import System
from vocatio.domain.summons.print_manifest import as_csv
from vocatio.gateways import locks, printing
from vocatio.gateways.typesetting import Letter, typeset_batch
from vocatio.records.deliveries.models import PrintBatch

JOB = "delivery.print"
#: Letters in one file: some seconds of drawing, which is what a kill costs at most.
BATCH = 500
#: Each fact names who released its call-up; the job itself acts for them all.
NOBODY = UUID(int=0)


# house: authorship because each fact names who released its call-up, and each step reads the clock
def print_waiting(*, stopped: Callable[[], bool] = lambda: False, size: int = BATCH) -> int:
    """Finish what a run before left, then print what waits; return how many letters were taken.

    Raises:
        FolderUnusable: letters wait until it is mended.
    """
    by, total = System(JOB, NOBODY), 0
    with locks.alone(JOB):
        while not stopped():
            if (batch := unfinished()) is not None:
                _finish(batch, by)
                continue
            taken, _ = open_batch(size, by=by, at=now())
            total += taken
            if not taken:
                break
    return total


def _finish(batch: PrintBatch, by: System) -> None:
    folder = printing.folder()
    if batch.sealed_at is None:
        with folder.writing(batch.reference, ".pdf") as file:
            letters, drawn = _draw(batch, file, by)
        if letters:
            folder.put(batch.reference, {".csv": as_csv(pieces_of(letters, drawn))})
            seal(batch, letters, drawn, by=by, at=now())
        else:
            folder.withdraw(batch.reference, ".pdf")
    if batch.sealed_at is not None:
        if not folder.released(batch.reference):
            folder.put(batch.reference, {".json": bytes(batch.manifest or b"")})
        folder.release(batch.reference)
    relay(batch, by=by, at=now())


def _draw(batch: PrintBatch, file: BinaryIO, by: System) -> tuple[list[ToDraw], Drawn]:
    """Write the file of a batch; letters that cannot be drawn are left out of it, and are facts."""
    waiting = to_draw(batch, by=by, at=now())
    letters = [letter for letter in waiting if letter.address.lines is not None]
    made = typeset_batch(map(_letter, letters, contents(letters)), file)
    pages = {
        one.piece_id: found
        for one, found in zip(letters, made.pages, strict=True)
        if found is not None
    }
    for lost in (letter for letter in waiting if letter.piece_id not in pages):
        give_up(lost.piece_id, lost.address.missing or "drawing", by=by, at=now())
    good = [letter for letter in letters if letter.piece_id in pages]
    return good, Drawn(made.sha256, pages)


def _letter(one: ToDraw, said: bytes) -> Letter:
    return Letter(
        content=said,
        template=template_of(json.loads(said)["template"]),
        address=one.address.lines or (),
        large=one.address.large,
        neutral=one.address.sealed,
    )
