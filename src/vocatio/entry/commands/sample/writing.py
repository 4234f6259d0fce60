"""Writing a sample register as CSV (RFC 4180) or Parquet, whole or not at all."""

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from vocatio.domain.errors import InvalidInput, VocatioError
from vocatio.entry.commands.sample.draw import Draw
from vocatio.entry.commands.sample.faults import FAULTS, OF_LINES, Row
from vocatio.entry.commands.sample.later import Later
from vocatio.entry.commands.sample.numbers import CAPACITY
from vocatio.entry.commands.sample.people import COLUMNS, People
from vocatio.entry.commands.sample.plan import SamplePlan, Weights

BATCH = 10_000
PARQUET = ".parquet"
#: How a register may be written; an import takes the first two, and names the others.
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859-2")

#: The fault that needs an earlier row with a number.
NUMBERED = "number_of_another"

# A dirty file has as many faulty rows as sound ones at most, and needs numbers for both.
MOST_PEOPLE = CAPACITY // 2 - 1


class NotWritten(VocatioError):
    """The sample register could not be written."""


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What a file holds: `rows` lines after the header, `people` of them sound.

    `hard_cases` counts people by the names in `Shares`, or by what changed, `faults` faulty rows by
    kind; `same` names each two records that are one person.
    """

    path: Path
    people: int
    rows: int
    hard_cases: Mapping[str, int]
    faults: Mapping[str, int]
    same: Sequence[tuple[str, str]]


def sample_rows(plan: SamplePlan, *, people: int, seed: int, on: date) -> Iterator[Row]:
    """The sound rows of a sample, one dict of `COLUMNS` to text after another.

    Raises:
        InvalidInput: too few or too many people.
    """
    return _supply(plan, people, seed, on).rows(people)


def write_sample(
    path: Path,
    plan: SamplePlan,
    *,
    people: int,
    seed: int,
    on: date,
    progress: Callable[[int], None],
    dirty: bool = False,
    encoding: str = ENCODINGS[0],
) -> SampleSummary:
    """Write a sample register to `path`, replacing what is there once all of it is written.

    A path that ends in “.parquet” makes Parquet of texts, where no row is too short or too long;
    any other makes CSV in `encoding`, whose letters that it lacks become question marks.

    `on` is the date at which people are 15 to 65 years old. `progress` is told the number of
    rows written so far, every 10,000 rows and at the end. `dirty` adds faulty rows between the
    sound ones, which stay the same as in the clean file of that seed.

    Raises:
        InvalidInput: too few or too many people.
        NotWritten: the file system refused; nothing is left behind.
    """
    supply = _supply(plan, people, seed, on)
    faults: Counter[str] = Counter()
    lines: Iterator[Sequence[str]] = (tuple(row.values()) for row in supply.rows(people))
    if dirty:
        spare = People(plan, seed, "faulty people", on, people + 1)
        kinds = plan.faults
        if path.suffix == PARQUET:
            kinds = tuple((kind, 0.0 if kind in OF_LINES else share) for kind, share in kinds)
        lines = _with_faults(lines, spare, kinds, Draw(seed, "faults"), faults)
    rows = _write_file(path, lines, encoding, progress)
    hard_cases = {kind: supply.counts[kind] for kind in sorted(supply.counts)}
    faulty = dict(sorted(faults.items()))
    return SampleSummary(path, people, rows, hard_cases, faulty, supply.same)


def write_later(
    path: Path,
    plan: SamplePlan,
    *,
    people: int,
    seed: int,
    on: date,
    progress: Callable[[int], None],
    encoding: str = ENCODINGS[0],
) -> SampleSummary:
    """Write the sample register of that seed as it is some time later, without faults.

    The rows are those of the first file, in their order; `hard_cases` counts what has changed in
    them: numbers that were given or replaced, moves, marriages, deaths, and deaths undone.

    Raises:
        InvalidInput: too few or too many people.
        NotWritten: the file system refused; nothing is left behind.
    """
    later, supply = Later(plan, seed, on), _supply(plan, people, seed, on)
    lines = (tuple(later(row).values()) for row in supply.rows(people))
    rows = _write_file(path, lines, encoding, progress)
    return SampleSummary(path, people, rows, dict(sorted(later.counts.items())), {}, supply.same)


def _supply(plan: SamplePlan, people: int, seed: int, on: date) -> People:
    if not 1 <= people <= MOST_PEOPLE:
        raise InvalidInput("people", f"must be from 1 to {MOST_PEOPLE}, not {people}")
    return People(plan, seed, "people", on, first=1)


def _with_faults(
    lines: Iterator[Sequence[str]],
    spare: People,
    kinds: Weights,
    draw: Draw,
    counts: Counter[str],
) -> Iterator[Sequence[str]]:
    earlier: Row | None = None
    for line in lines:
        yield line
        row = dict(zip(COLUMNS, line, strict=True))
        # One that has a number, so that somebody else can carry it too.
        earlier = row if earlier is None or row["number"] else earlier
        kind = _fault(kinds, draw.point())
        if kind and (earlier["number"] or kind != NUMBERED):
            counts[kind] += 1
            yield FAULTS[kind](spare.next_sound(), earlier if kind == NUMBERED else row, draw)


def _fault(kinds: Weights, point: float) -> str:
    for kind, share in kinds:
        if point < share:
            return kind
        point -= share
    return ""


Lines = Sequence[Sequence[str]]


def _write_file(
    path: Path,
    lines: Iterator[Sequence[str]],
    encoding: str,
    progress: Callable[[int], None],
) -> int:
    with _whole_or_nothing(path) as file:
        write = _parquet(file) if path.suffix == PARQUET else _csv(file, encoding)
        return _write(write, lines, progress)


def _write(
    writer: AbstractContextManager[Callable[[Lines], None]],
    lines: Iterator[Sequence[str]],
    progress: Callable[[int], None],
) -> int:
    rows = 0
    with writer as write:
        while batch := list(islice(lines, BATCH)):
            write(batch)
            rows += len(batch)
            progress(rows)
    return rows


@contextmanager
def _csv(file: BinaryIO, encoding: str) -> Iterator[Callable[[Lines], None]]:
    text = TextIOWrapper(file, encoding, errors="replace", newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    yield writer.writerows
    text.detach()


@contextmanager
def _parquet(file: BinaryIO) -> Iterator[Callable[[Lines], None]]:
    schema = pa.schema([(column, pa.string()) for column in COLUMNS])

    def write(lines: Lines) -> None:
        columns = [pa.array(cells, pa.string()) for cells in zip(*lines, strict=True)]
        writer.write_batch(pa.record_batch(columns, schema=schema))

    with parquet.ParquetWriter(file, schema) as writer:
        yield write


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[BinaryIO]:
    """A file beside `path` that takes its place if the block succeeds, and goes if it does not."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        _discard(part)
        raise NotWritten(
            f"{path}: cannot be written: {error.strerror}; "
            "choose another place, or make room or rights there"
        ) from error
    except BaseException:
        _discard(part)
        raise


def _discard(part: Path) -> None:
    with suppress(OSError):
        part.unlink()
