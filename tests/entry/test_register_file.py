"""Files as they come: each is read, or refused in words; nothing of one is lost in silence."""

import os
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.actions.world import SOUND
from vocatio.domain.errors import InvalidInput, VocatioError
from vocatio.domain.register.rows import COLUMNS
from vocatio.entry.commands.register_file import FileUnusable, RegisterFile

TODAY = date(2027, 1, 1)
HEADER = ",".join(COLUMNS)
SOUND_ROW = dict.fromkeys(COLUMNS, "") | SOUND | {"record": "r1", "birth_date": "2004-05-17"}


def row(**more: str) -> str:
    """A sound line of CSV that differs in this."""
    return ",".join((SOUND_ROW | more).values())


def write(path: Path, *lines: str, end: str = "\n", encoding: str = "utf-8") -> Path:
    """A file of these lines."""
    path.write_bytes("".join(line + end for line in lines).encode(encoding))
    return path


def read(path: Path) -> Counter[str]:
    """How many rows of the file are sound, and how many have which fault."""
    found: Counter[str] = Counter()
    for batch in RegisterFile(path).batches(TODAY):
        for one in batch:
            found.update([f"{f.column}: {f.kind}" for f in one.faults] or ["sound"])
    return found


def parquet(path: Path, **columns: pa.Array) -> Path:
    """A Parquet file of two sound rows that has other columns in these places."""
    plain = {name: pa.array([value] * 2) for name, value in SOUND_ROW.items()}
    pq.write_table(pa.table(plain | columns), path)
    return path


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("birth_date=31.02.2004", "birth_date: not_a_date"),
        ("birth_date=04-05-17", "birth_date: not_a_date"),
        ("birth_date=38124", "birth_date: not_a_date"),
        ("birth_date=２００４-05-17", "birth_date: not_a_date"),
        ("birth_date=1004-05-17", "birth_date: implausible_date"),
        ("family_name=\u202eyma", "family_name: control_character"),
        ("family_name=Am\0y", "family_name: control_character"),
        ("street=" + "x" * 100_000, "street: too_long"),
        ("sealed=", "sealed: unknown_code"),
        ("record=\u00a0", "record: required"),
    ],
)
def test_a_bad_value_is_a_fault_of_its_row_alone(tmp_path: Path, value: str, fault: str) -> None:
    column, _, text = value.partition("=")
    path = write(tmp_path / "r.csv", HEADER, row(), row(**{column: text}), row(record="r2"))
    assert read(path) == {"sound": 2, fault: 1}


@pytest.mark.parametrize(
    "name", ["Zoë 🙂", "O'Brien", "محمد", "Nguyễn", "X", "李", '"The ""Name"""']
)
def test_names_are_what_people_have(tmp_path: Path, name: str) -> None:
    assert read(write(tmp_path / "r.csv", HEADER, row(family_name=name))) == {"sound": 1}


def test_one_name_in_two_ways_of_writing_is_one_content(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", HEADER, row(family_name="Zoë"), row(family_name="Zoe\u0308"))
    (batch,) = RegisterFile(path).batches(TODAY)
    composed, decomposed = (one.row.content for one in batch if one.row)
    assert composed == decomposed


def test_lines_end_as_they_like_and_blank_ones_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(
        f"{HEADER}\r\n{row()}\n\n{row(record='r2')}\r{row(record='r3')}\r\n\r\n".encode()
    )
    file = RegisterFile(path)
    (batch,) = file.batches(TODAY)
    assert [one.line for one in batch] == [2, 4, 5]
    assert all(one.row for one in batch)
    assert file.blank == 2


def test_lines_of_a_row_with_line_breaks_are_counted(tmp_path: Path) -> None:
    broken = row(street='"Invented\r\nStreet\n1"')
    path = write(tmp_path / "r.csv", HEADER, broken, "", row(record="r2"))
    file = RegisterFile(path)
    (batch,) = file.batches(TODAY)
    assert [(one.line, len(one.faults)) for one in batch] == [(2, 1), (6, 0)]
    assert 1 + len(batch) + file.blank + file.continued == len(path.read_text().splitlines())


def test_every_line_is_a_row_or_blank(tmp_path: Path) -> None:
    lines = [row(), row()[:-1], row() + ",", row()[:40], "", "," * (len(COLUMNS) - 1), "a"]
    path = write(tmp_path / "r.csv", HEADER, *lines)
    file = RegisterFile(path)
    (batch,) = file.batches(TODAY)
    assert len(batch) + file.blank == len(lines)
    assert [[f.kind for f in one.faults][:1] for one in batch] == [
        [],
        ["missing_value"],
        ["too_many_values"],
        ["missing_value"],
        ["empty"],
        ["missing_value"],
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "there is no header"),
        (b"\n\n", "there is no header"),
        (b"\xef\xbb\xbf", "there is no header"),
        (f"{HEADER},number\n".encode(), "line 1: columns twice: number"),
        (HEADER.removesuffix(",status").encode(), "line 1: columns missing: status"),
        (HEADER.replace(",", ";").encode(), "separated by ';'"),
        (f'{HEADER}\n{row()}\n"a,b\n'.encode(), "begins on line 3: not CSV"),
        (f"{HEADER}\n{row(street='x' * 5_000_000)}\n".encode(), "begins on line 2: not CSV"),
        (f"{HEADER}\n{row(street='Straße')}\n".encode("cp1252"), "line 2: not UTF-8, it looks"),
        (HEADER.encode("utf-16"), "looks like utf-16"),
        (HEADER.encode("utf-16-le"), "looks like utf-16"),
        (HEADER.encode("utf-32"), "looks like utf-32"),
        (b"PK\x03\x04rest", "this is a spreadsheet or an archive"),
        (b"\x1f\x8b\x08rest", "this is compressed"),
        (b"%PDF-1.7\n%\xe2", "this is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1", "this is an old spreadsheet"),
        (b"\xfd7zXZ\0", "this is compressed"),
        (b"PAR1 and then nothing of it", "not Parquet"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    with pytest.raises(FileUnusable, match=told):
        read(path)


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert not read(write(tmp_path / "r.csv", HEADER))


def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, told in (("pipe", "is a pipe"), ("", "Is a directory"), ("none", "No such file")):
        with pytest.raises(InvalidInput, match=told):
            RegisterFile(tmp_path / name)


def test_a_file_that_changes_between_two_readings_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", HEADER, row())
    file = RegisterFile(path)
    assert list(file.batches(TODAY))
    write(path, HEADER, row(), row(record="r2"))
    with pytest.raises(FileUnusable, match="changed while it was read"):
        list(file.batches(TODAY))


def test_parquet_with_texts_dates_and_booleans(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "r.parquet",
        birth_date=pa.array([date(2004, 5, 17), None]),
        moved_on=pa.array([datetime(2026, 1, 1, 12, tzinfo=UTC), None]),
        sealed=pa.array([True, False]),
        locality=pa.array(["Wien", "Wien"]).dictionary_encode(),
        guardian=pa.nulls(2),
        photograph=pa.array([b"\x00", b"\x01"]),
    )
    assert read(path) == {"sound": 2}
    assert RegisterFile(path).ignored() == ("photograph",)


@pytest.mark.parametrize(
    "days",
    [
        pa.array([-(1 << 31), (1 << 31) - 1], pa.date32()),
        pa.array([-(1 << 62), 1 << 62], pa.timestamp("us")),
    ],
    ids=str,
)
def test_days_that_no_calendar_has_are_faults_of_their_rows(tmp_path: Path, days: pa.Array) -> None:
    assert read(parquet(tmp_path / "r.parquet", birth_date=days)) == {"birth_date: not_a_date": 2}


def test_a_moment_of_parquet_is_a_day_however_exact(tmp_path: Path) -> None:
    path = parquet(tmp_path / "r.parquet", birth_date=pa.array([1, 1 << 40], pa.timestamp("ns")))
    ((one, other),) = RegisterFile(path).batches(TODAY)
    assert [str(read.row.birth) for read in (one, other) if read.row] == ["1970-01-01"] * 2


@pytest.mark.parametrize(
    "wrong",
    [
        pa.array([1, 2]),
        pa.array([1.2e10, 2.0]),
        pa.array([b"a", b"b"]),
        pa.array([["a"], ["b"]]),
        pa.array([{"a": "b"}, None]),
    ],
    ids=str,
)
def test_parquet_of_other_types_is_refused_by_column(tmp_path: Path, wrong: pa.Array) -> None:
    with pytest.raises(FileUnusable, match=r"record is .*; write texts, dates and booleans alone"):
        read(parquet(tmp_path / "r.parquet", record=wrong))


def test_parquet_that_was_cut_off(tmp_path: Path) -> None:
    path = parquet(tmp_path / "r.parquet")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(FileUnusable, match="not Parquet"):
        read(path)


@given(st.binary(max_size=400), st.booleans())
def test_whatever_the_bytes_are(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, after_a_header: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(f"{HEADER}\n".encode() + content if after_a_header else content)
    try:
        file = RegisterFile(path)
        rows = [one for batch in file.batches(TODAY) for one in batch]
    except VocatioError:
        return
    assert all(bool(one.row) != bool(one.faults) for one in rows)
