"""A sample as CSV in other encodings and as Parquet: what an import takes, and what it names."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from vocatio.domain.register.rows import Row
from vocatio.entry.commands.register_file import FileUnusable, RegisterFile
from vocatio.entry.commands.sample import ENCODINGS, SampleSummary, shipped_plan, write_sample
from vocatio.entry.commands.sample.faults import FAULTS, OF_LINES

ON = date(2026, 4, 1)
PEOPLE = 3_000


def write(
    path: Path, *, people: int = PEOPLE, dirty: bool = False, encoding: str = "utf-8"
) -> SampleSummary:
    """A sample of that form."""
    return write_sample(
        path,
        shipped_plan("arrival"),
        people=people,
        seed=4,
        on=ON,
        progress=lambda _: None,
        dirty=dirty,
        encoding=encoding,
    )


def read(path: Path) -> tuple[list[Row], Counter[str]]:
    """Sound rows, and faulty ones by the first kind of fault."""
    found = [one for batch in RegisterFile(path).batches(ON) for one in batch]
    faults = Counter(one.faults[0].kind for one in found if one.faults)
    return [one.row for one in found if one.row], faults


def test_parquet_and_a_mark_in_front_say_what_plain_csv_says(tmp_path: Path) -> None:
    forms = (("r.csv", "utf-8"), ("r.parquet", "utf-8"), ("marked.csv", "utf-8-sig"))
    for name, encoding in forms:
        write(tmp_path / name, people=500, encoding=encoding)
    plain, *others = (read(tmp_path / name) for name, _ in forms)
    assert len(plain[0]) == 500
    assert others == [plain, plain]
    assert (tmp_path / "marked.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_dirty_parquet_has_every_fault_that_is_not_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    summary = write(path, dirty=True)
    assert set(summary.faults) == set(FAULTS) - OF_LINES
    sound, faults = read(path)
    assert len(sound) + faults.total() == summary.rows


@pytest.mark.parametrize("encoding", ENCODINGS[2:])
def test_other_encodings_are_named(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.csv"
    write(path, people=200, encoding=encoding)
    with pytest.raises(FileUnusable, match="looks like"):
        read(path)
