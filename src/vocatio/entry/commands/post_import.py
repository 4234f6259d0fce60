"""`vocatio post import FILE`: what a provider of postal service reports of our letters.

Good lines are recorded, bad ones go to an errors file that can be mended and imported again.
Imported twice, a file changes nothing; after a kill, importing it again records the rest.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TextIO

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.delivery.postal import apply_reports, check_provider
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, VocatioError
from vocatio.domain.register.rows import Fault
from vocatio.domain.summons.postal import COLUMNS, Report, parse

#: Lines in one transaction.
BATCH = 2_000


class FileUnusable(VocatioError):
    """The file of the provider cannot be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number (the header is line 1), its values, and what they make."""

    number: int
    values: Mapping[str, str | None]
    report: Report | None
    faults: tuple[Fault, ...]


def import_reports(path: Path, errors: Path, *, provider: str, by: Staff) -> Mapping[str, int]:
    """Import a CSV file in UTF-8; return how many lines were recorded, known and refused.

    Args:
        errors: where the refused lines go, with line and fault in two more columns; the
            file is there afterwards only if there are any.
        provider: code of who wrote the file; facts name it as their source.

    Raises:
        FileUnusable: not readable, not UTF-8, or columns missing.
        InvalidInput: no code of a provider.
    """
    check_provider(provider, by=by, at=now())
    sha256 = _digest(path)
    counts: Counter[str] = Counter(recorded=0, known=0, refused=0)
    with _opened(path) as file, errors.open("w", encoding="utf-8", newline="") as rejected:
        writer = csv.DictWriter(rejected, (*COLUMNS, "line", "fault"), extrasaction="ignore")
        writer.writeheader()
        for batch in _batches(_lines(path, file, now())):
            counts.update(_apply(batch, writer, provider, sha256, by))
    if not counts["refused"]:
        errors.unlink()
    return counts


def run(file: Path, errors: Path | None, *, provider: str, username: str, password: str) -> None:
    """Import the file as this officer or planner, and sum up."""
    by = sign_in(username, password, at=now())
    rejected = errors or file.with_name(f"{file.name}.errors.csv")
    counts = import_reports(file, rejected, provider=provider, by=by)
    click.echo(", ".join(f"{count:,} {what}" for what, count in counts.items()))
    if counts["refused"]:
        click.echo(f"The refused lines are in {rejected}: mend them there and import that file.")


def _apply(
    batch: list[Line], writer: "csv.DictWriter[str]", provider: str, sha256: str, by: Staff
) -> Counter[str]:
    good = [line for line in batch if line.report]
    reports = [line.report for line in good if line.report]
    applied = apply_reports(reports, provider, sha256, by=by, at=now())
    late = {good[place].number: (fault,) for place, fault in applied.refused.items()}
    refused = 0
    for line in batch:
        if faults := late.get(line.number, line.faults):
            told = "; ".join(f"{fault.column}: {fault.kind}" for fault in faults)
            writer.writerow({**line.values, "line": line.number, "fault": told})
            refused += 1
    return Counter(recorded=applied.recorded, known=applied.known, refused=refused)


def _lines(path: Path, file: TextIO, at: datetime) -> Iterator[Line]:
    reader = csv.DictReader(file, restkey="surplus", strict=True)
    try:
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise FileUnusable(
                f"{path}, line 1: columns missing: {', '.join(sorted(missing))}; "
                f"needed are: {', '.join(COLUMNS)}"
            )
        for values in reader:
            yield _line(reader.line_num, values, at)
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileUnusable(
            f"{path}, near line {reader.line_num + 1}: not CSV in UTF-8 ({error}); what came "
            "before is recorded: convert the file (iconv -t utf-8) and import it again"
        ) from error


def _line(number: int, values: Mapping[str, str | None], at: datetime) -> Line:
    if "surplus" in values:
        return Line(number, values, None, (Fault("line", "too_many_values"),))
    parsed = parse(values, now=at)
    if isinstance(parsed, Report):
        return Line(number, values, parsed, ())
    return Line(number, values, None, tuple(parsed))


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise InvalidInput("FILE", f"{path} cannot be read: {error.strerror}") from error


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InvalidInput("FILE", f"{path} cannot be read: {error.strerror}") from error


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, BATCH)):
        yield batch
