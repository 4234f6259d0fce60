"""Read a register file, CSV or Parquet, row by row, and say what is wrong with it as a whole."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

import pyarrow as pa
from pyarrow import parquet, types

from vocatio.domain.errors import InvalidInput, VocatioError
from vocatio.domain.register.rows import COLUMNS, OPTIONAL, Fault, Parser, Row
from vocatio.entry.commands.encodings import Odd, marked, not_utf8

#: Rows in one transaction: memory and the work lost by a kill stay small.
BATCH = 10_000

#: Rows that are judged at once: no more than the processor has at hand.
TOGETHER = 500

#: What an errors file has beside the columns of the file, so that it can be imported as it is.
TOLD = ("line", "fault", "surplus")

#: What is neither CSV nor Parquet, by its first bytes.
OTHERS = {
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet",
    b"%PDF": "a PDF",
    b"7z\xbc\xaf": "an archive",
    b"\xfd7zX": "compressed",
    b"\x28\xb5\x2f\xfd": "compressed",
    b"\x1f\x8b": "compressed",
    b"BZh": "compressed",
}

Values = Mapping[str, str]
#: Told the stage and the number of rows so far.
Progress = Callable[[str, int], None]


class FileUnusable(VocatioError):
    """The register file cannot be read."""


class Read(NamedTuple):
    """One row: where it begins (the header is line 1), its cells, and what they make."""

    line: int
    cells: Sequence[str]
    row: Row | None
    faults: Sequence[Fault]


class RegisterFile:
    """A register file, which can be read several times.

    Of its last reading, `blank` counts the lines without anything on them, which were passed over,
    and `continued` those that belong to the row before, by a line break inside quotation marks.
    """

    def __init__(self, path: Path, batch: int = BATCH) -> None:
        self._path, self._batch = path, batch
        self.blank = self.continued = 0
        try:
            if path.is_fifo():
                raise InvalidInput("FILE", f"{path} is a pipe: write a file, which is read twice")
            with path.open("rb") as file:
                start = file.read(4)
        except OSError as error:
            raise InvalidInput("FILE", f"{path} cannot be read: {error.strerror}") from error
        self._state = self._now()
        self._parquet = start == b"PAR1"
        if encoding := marked(start):
            raise FileUnusable(_convert(path, Odd(encoding)))
        for mark, what in OTHERS.items():
            if start.startswith(mark):
                raise FileUnusable(f"{path}: this is {what}: export it as CSV in UTF-8")
        self.header: Sequence[str] = self._header()

    def batches(self, today: date) -> Iterator[list[Read]]:
        """All rows, so many at a time.

        Raises:
            FileUnusable: not CSV in UTF-8 nor Parquet, or it changed since it was first opened.
        """
        self.blank = self.continued = 0
        rows = self._parquet_rows() if self._parquet else self._csv_rows()
        self._unchanged()
        reads = _reads(rows, Parser(self.header, today))
        while batch := list(islice(reads, self._batch)):
            yield batch
        self._unchanged()

    def ignored(self) -> tuple[str, ...]:
        """Columns of the file that no register has; nothing of them is read."""
        return tuple(c for c in self.header if c not in {*COLUMNS, *OPTIONAL, *TOLD})

    def told(self, read: Read) -> Values:
        """A row as the errors file has it, by column."""
        values = dict(zip(self.header, read.cells, strict=False))
        if surplus := read.cells[len(self.header) :]:
            values["surplus"] = ",".join(surplus)
        fault = "; ".join(f"{fault.column}: {fault.kind}" for fault in read.faults)
        return values | {"line": str(read.line), "fault": fault}

    def record(self, read: Read) -> str:
        """The key of a row in its source, as far as it can be read."""
        place = self.header.index("record")
        return read.cells[place].strip() if place < len(read.cells) else ""

    def same(self, other: Path) -> bool:
        """Whether the other path leads to this very file."""
        return other.exists() and self._path.samefile(other)

    def _now(self) -> tuple[int, int, int]:
        found = self._path.stat()
        return found.st_ino, found.st_size, found.st_mtime_ns

    def _unchanged(self) -> None:
        """What was judged must be what is applied."""
        if self._now() != self._state:
            raise FileUnusable(f"{self._path} changed while it was read: import it again")

    def _header(self) -> Sequence[str]:
        if self._parquet:
            return self._parquet_header(self._open_parquet())
        with self._open() as file:
            return self._csv_header(csv.reader(file, strict=True))

    def _open(self) -> TextIO:
        return self._path.open(encoding="utf-8-sig", newline="")

    def _csv_rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        with self._open() as file:
            reader = csv.reader(file, strict=True)
            self._csv_header(reader)
            line = reader.line_num + 1
            try:
                for cells in reader:
                    if cells:
                        yield line, cells
                    else:
                        self.blank += 1
                    self.continued += reader.line_num - line
                    line = reader.line_num + 1
            except UnicodeDecodeError as error:
                raise FileUnusable(_convert(self._path, not_utf8(self._path))) from error
            except csv.Error as error:
                raise FileUnusable(
                    f"{self._path}, in the row that begins on line {line}: not CSV ({error}); look "
                    "for a quotation mark that is not closed, or not doubled inside quotation marks"
                ) from error

    def _csv_header(self, reader: Iterator[list[str]]) -> list[str]:
        try:
            header = [name.strip() for name in next(reader, [])]
        except UnicodeDecodeError as error:
            raise FileUnusable(_convert(self._path, not_utf8(self._path))) from error
        except csv.Error as error:
            raise FileUnusable(f"{self._path}, line 1: not CSV ({error})") from error
        self._check(header)
        return header

    def _check(self, header: Sequence[str]) -> None:
        if not any(header):
            raise FileUnusable(f"{self._path}: there is no header on line 1; {NEEDED}")
        if any("\0" in name for name in header):
            raise FileUnusable(_convert(self._path, Odd("utf-16")))
        if len(header) == 1 and (other := next((c for c in ";\t|" if c in header[0]), None)):
            raise FileUnusable(
                f"{self._path}, line 1: values are separated by {other!r}: use a comma (RFC 4180)"
            )
        twice = {name for name in header if header.count(name) > 1}
        if twice:
            raise FileUnusable(f"{self._path}, line 1: columns twice: {', '.join(sorted(twice))}")
        missing = set(COLUMNS) - set(header)
        if missing:
            raise FileUnusable(
                f"{self._path}, line 1: columns missing: {', '.join(sorted(missing))}; {NEEDED}"
            )

    def _open_parquet(self) -> parquet.ParquetFile:
        try:
            return parquet.ParquetFile(self._path)
        except (pa.ArrowException, OSError) as error:
            raise FileUnusable(f"{self._path}: not Parquet ({error})") from error

    def _parquet_header(self, file: parquet.ParquetFile) -> list[str]:
        """The columns that are read.

        A number that was stored as a number has lost the zeros that it began with, and what is
        nested is no value: neither is guessed at.
        """
        schema = file.schema_arrow
        self._check(schema.names)
        wrong = [f"{f.name} is {f.type}" for f in schema if f.name in READ and not _plain(f.type)]
        if wrong:
            raise FileUnusable(
                f"{self._path}: {', '.join(wrong)}; write texts, dates and booleans alone"
            )
        return list(schema.names)

    def _parquet_rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Row group by row group; a row has the number that its line would have in CSV."""
        file, line = self._open_parquet(), 2
        try:
            for batch in file.iter_batches(self._batch):
                columns = [_texts(batch.column(name), name) for name in self.header]
                for cells in zip(*columns, strict=True):
                    yield line, cells
                    line += 1
        except (pa.ArrowException, OSError) as error:
            message = f"{self._path}, near row {line - 1}: not Parquet ({error})"
            raise FileUnusable(message) from error


NEEDED = f"needed are: {', '.join(COLUMNS)}"
READ = frozenset({*COLUMNS, *OPTIONAL})


def _plain(kind: pa.DataType) -> bool:
    """Whether values of this type are texts, dates or booleans."""
    if types.is_dictionary(kind):
        kind = kind.value_type
    tests = (types.is_string, types.is_large_string, types.is_string_view, types.is_boolean)
    return any(
        is_one(kind) for is_one in (*tests, types.is_date, types.is_timestamp, types.is_null)
    )


def _texts(column: pa.Array, name: str) -> Sequence[str]:
    if name not in READ:
        return [""] * len(column)
    try:
        return [_text(value) for value in column.to_pylist()]
    except (OverflowError, ValueError):
        return [_text(_value(one)) for one in column]


def _value(cell: pa.Scalar) -> object:
    """Of a day that no calendar here has its number, which is no date: a fault of its row."""
    if types.is_timestamp(cell.type):
        cell = cell.cast(pa.timestamp("us", cell.type.tz), safe=False)
    try:
        return cell.as_py()
    except (OverflowError, ValueError):
        return str(cell.value)


def _text(value: object) -> str:
    """A value of Parquet as CSV would write it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _reads(rows: Iterator[tuple[int, Sequence[str]]], parser: Parser) -> Iterator[Read]:
    while some := list(islice(rows, TOGETHER)):
        parsed = parser.parse([cells for _, cells in some])
        for (line, cells), found in zip(some, parsed, strict=True):
            if isinstance(found, Row):
                yield Read(line, cells, found, ())
            else:
                yield Read(line, cells, None, found)


def _convert(path: Path, odd: Odd | None) -> str:
    return (odd or Odd("")).told(path, "nothing was applied")
