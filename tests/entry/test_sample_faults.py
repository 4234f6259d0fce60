"""Between them the faults of a dirty sample meet every kind that an import knows."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import vocatio
from vocatio.domain.register.rows import Fault, Row, parse
from vocatio.entry.commands.sample import COLUMNS, shipped_plan, write_sample
from vocatio.entry.commands.sample.faults import FAULTS

ON = date(2026, 4, 1)
SOURCE = Path(vocatio.__file__).parent
REFERENCE = SOURCE.parents[1] / "docs" / "reference" / "register-file.md"

#: What only the import can see, since it takes another row or the line itself -> the kinds here.
BETWEEN_ROWS = {
    "duplicate": "duplicate_record",
    "belongs_to_another": "number_of_another",
    "unknown_record": "unknown_guardian",
    "own_record": "own_guardian",
    "empty": "empty_row",
    "too_many_values": "wrong_column_count",
    "missing_value": "wrong_column_count",
}


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dirty") / "register.csv"
    plan = shipped_plan("arrival")
    found = write_sample(path, plan, people=8_000, seed=2, on=ON, progress=_quiet, dirty=True)
    assert set(found.faults) == set(FAULTS)
    return path


def _quiet(_rows: int) -> None:
    """Nobody watches."""


def _parsed(path: Path) -> Iterator[Row | list[Fault]]:
    with path.open(encoding="utf-8", newline="") as file:
        _, *lines = csv.reader(file)
        for line in lines:
            values = dict(zip(COLUMNS, line, strict=False))
            yield parse({c: values.get(c) for c in COLUMNS}, today=ON)


def _known() -> set[str]:
    """Every kind of fault in the reference, which is held against the code elsewhere."""
    table = REFERENCE.read_text().split("| fault | meaning |")[1].split("\n\n")[0]
    return set(re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE))


def test_every_kind_of_fault_that_an_import_knows_is_met(dirty: Path) -> None:
    found = {f.kind for row in _parsed(dirty) if isinstance(row, list) for f in row}
    # A record that is another person's takes two files.
    assert found | set(BETWEEN_ROWS) == (_known() | {"missing_value"}) - {"another_person"}
    assert set(BETWEEN_ROWS.values()) <= set(FAULTS)


def test_sound_rows_are_sound_whatever_stands_between_them(dirty: Path) -> None:
    sound = sum(isinstance(row, Row) for row in _parsed(dirty))
    assert sound >= 8_000
