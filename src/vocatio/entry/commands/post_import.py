"""`vocatio post import FILE`: what a provider of postal service reports of our letters.

Good lines are recorded, bad ones go to an errors file that can be mended and imported again.
Imported twice, a file changes nothing; after a kill, importing it again records the rest.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.delivery.postal import apply_reports, check_provider
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, VocatioError
from vocatio.domain.register.rows import Fault
from vocatio.domain.summons.postal import COLUMNS, Report, parse, separator_of
from vocatio.entry.commands.encodings import Odd, marked, not_utf8

#: Lines in one transaction.
BATCH = 2_000
#: Column of the errors file with the values for which the file has no column.
SURPLUS = "surplus"


class FileUnusable(VocatioError):
    """The file of the provider cannot be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number (the header is line 1), its values, and what they make."""

    number: int
    values: Mapping[str, str | None]
    report: Report | None
    faults: tuple[Fault, ...]


def import_reports(
    path: Path,
    errors: Path,
    *,
    provider: str,
    by: Staff,
    progress: Callable[[int], None] = lambda _: None,
) -> Mapping[str, int]:
    """Import a CSV file in UTF-8; return how many lines were recorded, known and refused.

    Its values are separated by commas, semicolons or tabs: by those of its header.

    Args:
        errors: where the refused lines go, with line and fault in two more columns, separated
            as in the file; it is there afterwards only if there are any.
        provider: code of who wrote the file; facts name it as their source.
        progress: told after each batch up to which line of the file it is done.

    Raises:
        FileUnusable: not CSV in UTF-8, or columns missing.
        InvalidInput: no code of a provider; a file that cannot be read or would be overwritten.
    """
    check_provider(provider, by=by, at=now())
    sha256 = _digest(path)
    if errors.exists() and errors.samefile(path):
        raise InvalidInput("--errors", f"{errors} is the file itself: name another one")
    counts: Counter[str] = Counter(recorded=0, known=0, refused=0)
    with _opened(path) as source, errors.open("w", encoding="utf-8", newline="") as rejected:
        columns = (*COLUMNS, "line", "fault", SURPLUS)
        writer = csv.DictWriter(
            rejected, columns, extrasaction="ignore", delimiter=source.separator
        )
        writer.writeheader()
        for batch in _batches(_lines(path, source, now())):
            counts.update(_apply(batch, writer, provider, sha256, by))
            progress(batch[-1].number)
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


def _lines(path: Path, source: "Source", at: datetime) -> Iterator[Line]:
    reader = source.reader
    try:
        for values in reader:
            if None in values:
                values[SURPLUS] = source.separator.join(values.pop(None))
                yield Line(reader.line_num, values, None, (Fault("line", "too_many_values"),))
            else:
                yield _line(reader.line_num, values, at)
    except csv.Error as error:
        raise FileUnusable(
            f"{path}, near line {reader.line_num + 1}: not CSV ({error}); look for a quotation "
            "mark that is not closed, mend it and import the file again: lines before it may be "
            "recorded already, and none is recorded twice"
        ) from error


def _line(number: int, values: Mapping[str, str | None], at: datetime) -> Line:
    parsed = parse(values, now=at)
    if isinstance(parsed, Report):
        return Line(number, values, parsed, ())
    return Line(number, values, None, tuple(parsed))


class Source(NamedTuple):
    """An opened file: what separates its values, and who reads its lines."""

    separator: str
    reader: "csv.DictReader[str]"


@contextmanager
def _opened(path: Path) -> Iterator[Source]:
    """The file behind its header, which says by what its values are separated.

    Raises:
        FileUnusable: not UTF-8, or the header is not one.
    """
    with path.open("rb") as raw:
        start = raw.read(1 << 12)
    odd = Odd("utf-16") if b"\0" in start else not_utf8(path)
    if encoding := marked(start):
        odd = Odd(encoding)
    if odd:
        raise FileUnusable(odd.told(path, "nothing was recorded"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = file.readline()
        separator = separator_of(header)
        lines = chain([header], file)
        reader = csv.DictReader(lines, strict=True, delimiter=separator)
        reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
        _check(path, reader.fieldnames)
        yield Source(separator, reader)


def _check(path: Path, header: Sequence[str]) -> None:
    twice = sorted({name for name in header if name in COLUMNS and header.count(name) > 1})
    if twice:
        raise FileUnusable(f"{path}, line 1: columns twice: {', '.join(twice)}; leave one of each")
    missing = sorted(set(COLUMNS) - set(header))
    if missing:
        raise FileUnusable(
            f"{path}, line 1: columns missing: {', '.join(missing)}; needed are: "
            f"{', '.join(COLUMNS)}, separated by commas, semicolons or tabs"
        )


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InvalidInput("FILE", f"{path} cannot be read: {error.strerror}") from error


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, BATCH)):
        yield batch
