"""`vocatio register import FILE`: stream a register file into the register.

Good rows are applied, bad ones go to an errors file that can be mended and imported
again. Imported again after a kill, the file goes on: rows that are there change nothing.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TextIO

from vocatio.actions.clock import now
from vocatio.actions.register.import_rows import Opened, apply_rows, begin_import, finish_import
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, VocatioError
from vocatio.domain.register.rows import COLUMNS, OPTIONAL, Fault, Row, parse

#: Rows in one transaction: memory and the work lost by a kill stay small.
BATCH = 5_000

Progress = Callable[[int], None]


class FileUnusable(VocatioError):
    """The register file cannot be read."""


@dataclass(frozen=True, slots=True)
class Read:
    """One line of the file: its number (the header is line 1), its values, and what they make."""

    line: int
    values: Mapping[str, str | None]
    row: Row | None
    faults: tuple[Fault, ...]


def import_file(
    path: Path, errors: Path, *, source: str, by: Staff, progress: Progress
) -> Mapping[str, int]:
    """Import a CSV file in UTF-8; return how many rows were new, changed, unchanged, refused.

    Args:
        errors: where the refused rows go, with line and fault in two more columns;
            the file is there afterwards only if there are any.
        source: code of the register that the file comes from.
        progress: called with the number of rows done so far.

    Raises:
        FileUnusable: not readable, not UTF-8, or columns missing.
    """
    opened = begin_import(source, _digest(path), mode="delta", by=by, at=now())
    counts: Counter[str] = Counter(new=0, changed=0, unchanged=0, refused=0)
    with _opened(path) as file, errors.open("w", encoding="utf-8", newline="") as rejected:
        writer = csv.DictWriter(
            rejected, (*COLUMNS, *OPTIONAL, "line", "fault"), extrasaction="ignore"
        )
        writer.writeheader()
        for batch in _batches(_rows(path, file, now().date())):
            counts.update(_apply(batch, writer, opened, by))
            progress(sum(counts.values()))
    if not counts["refused"]:
        errors.unlink()
    finish_import(opened, counts, by=by, at=now())
    return counts


def _apply(
    batch: list[Read], writer: "csv.DictWriter[str]", opened: Opened, by: Staff
) -> Counter[str]:
    good = [read for read in batch if read.row]
    rows = [read.row for read in good if read.row]
    applied = apply_rows(rows, opened, on=now().date(), by=by, at=now())
    late = {good[place].line: (fault,) for place, fault in applied.refused.items()}
    refused = [(read, late.get(read.line, read.faults)) for read in batch]
    for read, faults in refused:
        if faults:
            told = "; ".join(f"{fault.column}: {fault.kind}" for fault in faults)
            writer.writerow({**read.values, "line": read.line, "fault": told})
    return Counter(
        new=applied.new,
        changed=applied.changed,
        unchanged=applied.unchanged,
        refused=sum(1 for _, faults in refused if faults),
    )


def _rows(path: Path, file: TextIO, today: date) -> Iterator[Read]:
    reader = csv.DictReader(file, restkey="surplus", strict=True)
    try:
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise FileUnusable(
                f"{path}, line 1: columns missing: {', '.join(sorted(missing))}; "
                f"needed are: {', '.join(COLUMNS)}"
            )
        for values in reader:
            yield _read(reader.line_num, values, today)
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileUnusable(
            f"{path}, near line {reader.line_num + 1}: not CSV in UTF-8 ({error}); what came "
            "before is applied: convert the file (iconv -t utf-8) and import it again"
        ) from error


def _read(line: int, values: Mapping[str, str | None], today: date) -> Read:
    if "surplus" in values:
        return Read(line, values, None, (Fault("line", "too_many_values"),))
    parsed = parse(values, today=today)
    if isinstance(parsed, Row):
        return Read(line, values, parsed, ())
    return Read(line, values, None, tuple(parsed))


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise InvalidInput("FILE", f"{path} cannot be read: {error.strerror}") from error


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise InvalidInput("FILE", f"{path} cannot be read: {error.strerror}") from error


def _batches(rows: Iterator[Read]) -> Iterator[list[Read]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
