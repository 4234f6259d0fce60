"""`vocatio register import`: good rows are applied, bad ones come back to be mended."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.actions.world import SOUND, World
from tests.database import Database
from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.rows import COLUMNS
from vocatio.entry.commands.register_import import FileUnusable, import_file
from vocatio.records.register.models import Address, Identifier, LiabilityStatus, Name, Person


@pytest.fixture
def world(db: Database) -> World:
    """A world of the test's own."""
    return World()


def line(record: str, **more: str) -> dict[str, str]:
    """One line of a file."""
    return dict.fromkeys(COLUMNS, "") | SOUND | {"record": record, "number": f"N{record}"} | more


def write(path: Path, lines: list[dict[str, str]], *, encoding: str = "utf-8") -> Path:
    """A register file."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(lines)
    return path


def load(world: World, path: Path) -> Mapping[str, int]:
    """Import a file; the errors lie beside it."""
    errors = path.with_suffix(".errors.csv")
    return import_file(path, errors, source="test", by=world.planner, progress=lambda _: None)


def test_new_unchanged_and_changed(world: World, tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [line("a"), line("b")])
    assert load(world, path) == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    assert load(world, path) == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}
    write(path, [line("a", family_name="Married"), line("b")])
    assert load(world, path) == {"new": 0, "changed": 1, "unchanged": 1, "refused": 0}
    assert Name.objects.filter(family="Married", superseded_at=None).count() == 1
    assert Person.objects.count() == len("ab")


def test_what_is_absent_is_not_deleted(world: World, tmp_path: Path) -> None:
    load(world, write(tmp_path / "r.csv", [line("a"), line("b")]))
    load(world, write(tmp_path / "r.csv", [line("a")]))
    assert Person.objects.count() == len("ab")


def test_what_changed_keeps_its_history(world: World, tmp_path: Path) -> None:
    load(world, write(tmp_path / "r.csv", [line("a", status="abroad")]))
    load(world, write(tmp_path / "r.csv", [line("a", street="Elsewhere 2", status="exempt")]))
    assert Address.objects.count() == len(("said first", "ended", "now"))
    assert Address.objects.filter(superseded_at=None).count() == len(("ended", "now"))
    ended = LiabilityStatus.objects.get(kind="abroad", superseded_at=None)
    assert ended.valid_until is not None
    assert LiabilityStatus.objects.get(kind="exempt").valid_until is None


def test_bad_rows_go_to_a_file_that_can_be_mended(world: World, tmp_path: Path) -> None:
    lines = [line("a"), line("b", birth_date="17.05.04"), line("c", sex="male", sealed="")]
    path = write(tmp_path / "r.csv", lines)
    assert load(world, path) == {"new": 1, "changed": 0, "unchanged": 0, "refused": 2}
    errors = path.with_suffix(".errors.csv")
    with errors.open(newline="") as file:
        refused = list(csv.DictReader(file))
    assert [(row["line"], row["fault"]) for row in refused] == [
        ("3", "birth_date: not_a_date"),
        ("4", "sex: unknown_code; sealed: unknown_code"),
    ]
    text = errors.read_text().replace("17.05.04", "2004-05-17").replace(",male,", ",m,")
    mended = tmp_path / "mended.csv"
    mended.write_text(text.replace(",post,,", ",post,no,"))
    assert load(world, mended)["new"] == len("bc")
    assert not mended.with_suffix(".errors.csv").exists()


def test_a_number_of_somebody_else_and_a_repeated_record(world: World, tmp_path: Path) -> None:
    lines = [line("a"), line("b", number="Na"), line("a")]
    path = write(tmp_path / "r.csv", lines)
    assert load(world, path)["refused"] == len(lines) - 1
    told = path.with_suffix(".errors.csv").read_text()
    assert "number: belongs_to_another" in told
    assert "record: duplicate" in told


def test_a_byte_order_mark_is_no_fault(world: World, tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [line("a", family_name="Žižka")], encoding="utf-8-sig")
    assert load(world, path)["new"] == 1
    assert Name.objects.get().family == "Žižka"


def test_another_encoding_is_refused_with_a_hint(world: World, tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [line("a", family_name="Müller")], encoding="latin-1")
    with pytest.raises(FileUnusable, match="iconv -t utf-8"):
        load(world, path)


def test_missing_columns_are_named(world: World, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("record,number\na,1\n")
    with pytest.raises(FileUnusable, match="line 1: columns missing: address_source"):
        load(world, path)


def test_a_file_that_is_not_there(world: World, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read: No such file"):
        load(world, tmp_path / "nowhere.csv")


def test_numbers_and_addresses_are_not_readable_in_the_database(
    world: World, tmp_path: Path
) -> None:
    load(world, write(tmp_path / "r.csv", [line("a", number="secret-number")]))
    for model in (Identifier, Address):
        for stored in model.objects.values_list("encrypted", flat=True):
            assert b"secret-number" not in bytes(stored)
            assert b"Invented Street" not in bytes(stored)
