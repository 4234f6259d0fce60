"""`vocatio register import FILE`: survey a register file, then stream it into the register.

First the whole file is read and judged; nothing is applied of one that is not plausible. Then
good rows are applied and bad ones go to an errors file that can be mended and imported again.
Imported again after a kill, the file goes on: rows that are there change nothing.
"""

import csv
import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from vocatio.actions.clock import now
from vocatio.actions.register.absent import end_absent, present
from vocatio.actions.register.import_rows import (
    Confirmation,
    Opened,
    apply_rows,
    begin_import,
    finish_import,
)
from vocatio.actions.register.survey import baseline, compare, judged, local_today
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.plausibility import Doubt, Implausible, Tally
from vocatio.domain.register.rows import COLUMNS, OPTIONAL
from vocatio.entry.commands.ahead import ahead, in_turns
from vocatio.entry.commands.register_file import (
    BATCH,
    TOLD,
    FileUnusable,
    Progress,
    Read,
    RegisterFile,
)

__all__ = ["FileUnusable", "Wish", "import_file"]

MODES = ("delta", "full")


@dataclass(frozen=True, slots=True)
class Wish:
    """How to import a file.

    Attributes:
        source: code of the register that the file comes from.
        mode: “full” if whoever is absent from the file has left its source, else “delta”.
        second: a second person who says that the file is right, and why.
        batch: how many rows go into one transaction.
    """

    source: str
    mode: str = "delta"
    second: Staff | None = None
    reason: str = ""
    batch: int = BATCH


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the rows; `ages` counts those that could be applied, by completed years.

    Each line after the header is a row, `blank`, or `continued`: the rest of a row with a line
    break inside quotation marks.
    """

    counts: Mapping[str, int]
    faults: Mapping[str, int]
    ages: Mapping[int, int]
    doubts: tuple[Doubt, ...] = ()
    ignored: tuple[str, ...] = ()
    blank: int = 0
    continued: int = 0


@dataclass(slots=True)
class _Import:
    """An import under way."""

    file: RegisterFile
    opened: Opened
    by: Staff
    writer: "csv.DictWriter[str]"
    counts: Counter[str] = field(
        default_factory=lambda: Counter(new=0, changed=0, unchanged=0, refused=0, kept=0)
    )
    faults: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0


def import_file(path: Path, errors: Path, wish: Wish, *, by: Staff, progress: Progress) -> Summary:
    """Import a CSV or Parquet file.

    Args:
        errors: where the refused rows go, with line and fault in more columns;
            the file is there afterwards only if there are any.
        progress: called with the stage (“read”, “applied”) and the number of rows so far.

    Raises:
        FileUnusable: not readable, not UTF-8, or columns missing; nothing was applied.
        Implausible: the file does not look right as a whole; nothing was applied.
        InvalidInput: there is no such file, or nowhere to write the errors.
        NotPermitted: before anything of the file is read.
    """
    permissions.require("register.import", by)
    file = RegisterFile(path, wish.batch)
    if file.same(errors):
        raise InvalidInput("errors", f"{errors} is the file itself: name another one")
    with in_turns():
        return _imported(file, path, errors, wish, by=by, progress=progress)


def _imported(
    file: RegisterFile, path: Path, errors: Path, wish: Wish, *, by: Staff, progress: Progress
) -> Summary:
    tally, doubts = _survey(file, wish, by, progress)
    digest = _digest(path)
    if doubts and judged(wish.source, digest, wish.mode, by=by, at=now()):
        doubts = ()
    confirmed = _confirmed(doubts, wish)
    opened = begin_import(
        wish.source,
        digest,
        mode=wish.mode,
        new=tally.rows - tally.known,
        by=by,
        at=now(),
        confirmed=confirmed,
    )
    with _errors_file(errors, file) as writer:
        state = _Import(file, opened, by, writer)
        for batch in ahead(file.batches(local_today(at=now(), by=by))):
            _apply(batch, state)
            progress("applied", sum(state.counts.values()) - state.counts["kept"])
    if wish.mode == "full":
        state.counts["absent"] = end_absent(
            opened, on=local_today(at=now(), by=by), by=by, at=now(), ending=not state.unreadable
        )
    if not state.counts["refused"]:
        errors.unlink()
    finish_import(opened, state.counts, by=by, at=now())
    return Summary(
        state.counts,
        state.faults,
        tally.ages,
        doubts,
        file.ignored(),
        blank=file.blank,
        continued=file.continued,
    )


def _survey(
    file: RegisterFile, wish: Wish, by: Staff, progress: Progress
) -> tuple[Tally, tuple[Doubt, ...]]:
    """Read all of it and judge, before anything is applied."""
    today = local_today(at=now(), by=by)
    tally, rows = Tally(today), 0
    before = baseline(wish.source, by=by, at=now())
    for batch in file.batches(today):
        good = [read.row for read in batch if read.row]
        if before.people:
            found = compare(good, wish.source, by=by, at=now())
        else:
            found = [(False, False)] * len(good)
        for row, (known, changed) in zip(good, found, strict=True):
            tally.add(row, known=known, changed=changed)
        rows += len(batch)
        progress("read", rows)
    return tally, tally.judge(before, full=wish.mode == "full")


def _confirmed(doubts: Sequence[Doubt], wish: Wish) -> Confirmation | None:
    if not doubts:
        return None
    if wish.second is None:
        told = "\n  ".join(str(doubt) for doubt in doubts)
        raise Implausible(
            f"nothing was applied, because this does not look right:\n  {told}\nLook at the "
            "file. If it is right, a second person confirms it: --confirm-as USERNAME --reason WHY"
        )
    return Confirmation(wish.second, wish.reason, tuple(doubt.code for doubt in doubts))


def _apply(batch: Sequence[Read], state: _Import) -> None:
    good = [read for read in batch if read.row]
    rows = [read.row for read in good if read.row]
    today = local_today(at=now(), by=state.by)
    applied = apply_rows(rows, state.opened, on=today, by=state.by, at=now())
    late = {good[place].line: (fault,) for place, fault in applied.refused.items()}
    refused = [
        read._replace(faults=late.get(read.line, read.faults))
        for read in batch
        if read.faults or read.line in late
    ]
    for read in refused:
        state.writer.writerow(state.file.told(read))
        state.faults.update(f"{fault.column}: {fault.kind}" for fault in read.faults)
    _mark_present(refused, state)
    state.counts.update(
        new=applied.new,
        changed=applied.changed,
        unchanged=applied.unchanged,
        refused=len(refused),
        kept=applied.kept,
    )


def _mark_present(refused: Sequence[Read], state: _Import) -> None:
    """Who is in the file is not absent from it, however faulty the row."""
    records = [state.file.record(read) for read in refused]
    state.unreadable += records.count("")
    if named := [record for record in records if record]:
        present(named, state.opened, by=state.by, at=now())


@contextmanager
def _errors_file(path: Path, file: RegisterFile) -> Iterator["csv.DictWriter[str]"]:
    """For the rows that are refused; nobody else may read it, since it holds people's data."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise InvalidInput("errors", f"{path} cannot be written: {error.strerror}") from error
    columns = (*COLUMNS, *(c for c in OPTIONAL if c in file.header), *TOLD)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, extrasaction="ignore")
        writer.writeheader()
        yield writer


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise InvalidInput("FILE", f"{path} cannot be read: {error.strerror}") from error
