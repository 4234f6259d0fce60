"""Read a register file, CSV or Parquet, row by row, and say what is wrong with it as a whole."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TextIO

import pyarrow as pa
from charset_normalizer import from_bytes
from pyarrow import parquet

from vocatio.domain.errors import InvalidInput, VocatioError
from vocatio.domain.register.rows import COLUMNS, OPTIONAL, Fault, Row, parse

#: Rows in one transaction: memory and the work lost by a kill stay small.
BATCH = 10_000

#: What an errors file has beside the columns of the file, so that it can be imported as it is.
TOLD = ("line", "fault", "surplus")

#: Byte-order marks of encodings that are not UTF-8 (Unicode 16.0, §2.6).
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

Values = Mapping[str, str | None]
#: Told the stage and the number of rows so far.
Progress = Callable[[str, int], None]


class FileUnusable(VocatioError):
    """The register file cannot be read."""


@dataclass(frozen=True, slots=True)
class Read:
    """One row: where it begins (the header is line 1), its values, and what they make."""

    line: int
    values: Values
    row: Row | None
    faults: tuple[Fault, ...]


class RegisterFile:
    """A register file, which can be read several times."""

    def __init__(self, path: Path, batch: int = BATCH) -> None:
        self._path, self._batch = path, batch
        try:
            with path.open("rb") as file:
                start = file.read(4)
        except OSError as error:
            raise InvalidInput("FILE", f"{path} cannot be read: {error.strerror}") from error
        self._parquet = start == b"PAR1"
        if encoding := MARKS.get(start[:2]):
            raise FileUnusable(_convert(path, encoding))

    def batches(self, today: date) -> Iterator[list[Read]]:
        """All rows, so many at a time.

        Raises:
            FileUnusable: not CSV in UTF-8 nor Parquet, or columns missing.
        """
        rows = self._parquet_rows() if self._parquet else self._csv_rows()
        reads = (_read(line, values, today) for line, values in rows)
        while batch := list(islice(reads, self._batch)):
            yield batch

    def ignored(self) -> tuple[str, ...]:
        """Columns of the file that no register has; nothing of them is read."""
        return tuple(c for c in self.header() if c not in {*COLUMNS, *OPTIONAL, *TOLD})

    def header(self) -> Sequence[str]:
        """The names of the columns of the file.

        Raises:
            FileUnusable: not CSV in UTF-8 nor Parquet, or columns missing.
        """
        if self._parquet:
            return tuple(self._open_parquet().schema_arrow.names)
        with self._path.open(encoding="utf-8-sig", newline="") as file:
            return self._csv_header(csv.reader(file))

    def _csv_rows(self) -> Iterator[tuple[int, Values]]:
        with self._path.open(encoding="utf-8-sig", newline="") as file:
            yield from self._told(file)

    def _told(self, file: TextIO) -> Iterator[tuple[int, Values]]:
        reader = csv.reader(file, strict=True)
        header = self._csv_header(reader)
        line = reader.line_num + 1
        try:
            for cells in reader:
                if cells:
                    yield line, _values(header, cells)
                line = reader.line_num + 1
        except UnicodeDecodeError as error:
            raise FileUnusable(_not_utf8(self._path)) from error
        except csv.Error as error:
            raise FileUnusable(
                f"{self._path}, in the row that begins on line {line}: not CSV ({error}); look "
                "for a quotation mark that is not closed, or not doubled inside quotation marks"
            ) from error

    def _csv_header(self, reader: Iterator[list[str]]) -> list[str]:
        try:
            header = [name.strip() for name in next(reader, [])]
        except UnicodeDecodeError as error:
            raise FileUnusable(_not_utf8(self._path)) from error
        except csv.Error as error:
            raise FileUnusable(f"{self._path}, line 1: not CSV ({error})") from error
        self._check(header)
        return header

    def _check(self, header: Sequence[str]) -> None:
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
                f"{self._path}, line 1: columns missing: {', '.join(sorted(missing))}; "
                f"needed are: {', '.join(COLUMNS)}"
            )

    def _open_parquet(self) -> parquet.ParquetFile:
        try:
            return parquet.ParquetFile(self._path)
        except (pa.ArrowException, OSError) as error:
            raise FileUnusable(f"{self._path}: not Parquet ({error})") from error

    def _parquet_rows(self) -> Iterator[tuple[int, Values]]:
        """Row group by row group; a row has the number that its line would have in CSV."""
        file = self._open_parquet()
        names = list(file.schema_arrow.names)
        self._check(names)
        wanted = [name for name in names if name in {*COLUMNS, *OPTIONAL}]
        line = 2
        try:
            for batch in file.iter_batches(self._batch, columns=wanted):
                for values in batch.to_pylist():
                    yield line, {name: _text(value) for name, value in values.items()}
                    line += 1
        except (pa.ArrowException, OSError) as error:
            message = f"{self._path}, near row {line - 1}: not Parquet ({error})"
            raise FileUnusable(message) from error


def _values(header: Sequence[str], cells: Sequence[str]) -> Values:
    values: dict[str, str | None] = dict.fromkeys(header)
    values.update(zip(header, cells, strict=False))
    if len(cells) > len(header):
        values["surplus"] = ",".join(cells[len(header) :])
    return values


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


def _read(line: int, values: Values, today: date) -> Read:
    if not any(values.values()):
        return Read(line, values, None, (Fault("line", "empty"),))
    if values.get("surplus") and "fault" not in values:
        return Read(line, values, None, (Fault("line", "too_many_values"),))
    parsed = parse(values, today=today)
    if isinstance(parsed, Row):
        return Read(line, values, parsed, ())
    return Read(line, values, None, tuple(parsed))


#: What old exports come in; of several that fit a few bytes, the first.
LIKELY = ("cp1252", "cp1250", "cp1251", "cp1257", "iso8859_2")


def _not_utf8(path: Path) -> str:
    """Which line is not UTF-8, and what the file looks like instead."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return _convert(path, _encoding(line + file.read(1 << 16)), number)
    return _convert(path, "")


def _encoding(seen: bytes) -> str:
    best = from_bytes(seen, cp_isolation=list(LIKELY)).best()
    if best is None:
        return ""
    fitting = [best.encoding, *best.could_be_from_charset]
    return next((name for name in LIKELY if name in fitting), best.encoding)


def _convert(path: Path, encoding: str, line: int | None = None) -> str:
    where = f"{path}, line {line}" if line else f"{path}"
    looks = f", it looks like {encoding}" if encoding else ""
    return (
        f"{where}: not UTF-8{looks}; nothing was applied: convert the file "
        f"(iconv -f {encoding or 'ENCODING'} -t utf-8) and import it again"
    )
