"""`vocatio register import`: good rows are applied, bad ones come back to be mended."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.actions.world import SOUND, World
from tests.database import Database
from vocatio.domain.callup.stages import SameHuman
from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.plausibility import Implausible
from vocatio.domain.register.rows import COLUMNS
from vocatio.entry.commands.register_import import FileUnusable, Wish, import_file
from vocatio.gateways import keys
from vocatio.records.register.models import (
    Address,
    CorrespondenceNeed,
    Identifier,
    Import,
    Liability,
    LiabilityStatus,
    Name,
    Person,
    RegisterFact,
)


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


def load(world: World, path: Path, mode: str = "delta", **more: Any) -> Mapping[str, int]:
    """Import a file; the errors lie beside it."""
    errors = path.with_suffix(".errors.csv")
    wish = Wish("test", mode, **more)
    summary = import_file(path, errors, wish, by=world.planner, progress=lambda *_: None)
    return {what: count for what, count in summary.counts.items() if count}


def test_new_unchanged_and_changed(world: World, tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [line("a"), line("b")])
    assert load(world, path) == {"new": 2}
    assert load(world, path) == {"unchanged": 2}
    write(path, [line("a", family_name="Married"), line("b")])
    assert load(world, path) == {"changed": 1, "unchanged": 1}
    assert Name.objects.filter(family="Married", superseded_at=None).count() == 1
    assert Person.objects.count() == len("ab")


def test_two_persons_under_one_record_are_told_to_a_human(world: World, tmp_path: Path) -> None:
    load(world, write(tmp_path / "r.csv", [line("a"), line("b"), line("c"), line("d")]))
    other = {"given_name": "Boris", "family_name": "Other", "birth_date": "1961-02-03"}
    renamed = {"given_name": "Boris", "family_name": "Other", "sex": "m"}
    corrected = {"birth_date": "1961-02-03"}
    unsure = other | {"birth_date": "2004"}
    lines = [line("a", **other), line("b", **renamed), line("c", **corrected), line("d", **unsure)]
    path = write(tmp_path / "r.csv", lines)
    assert load(world, path) == {"changed": 3, "refused": 1}
    assert "record: another_person" in path.with_suffix(".errors.csv").read_text()
    assert load(world, path) == {"unchanged": 3, "refused": 1}
    assert Name.objects.filter(given="Ada", superseded_at=None, valid_until=None).count() == 2


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
    assert load(world, path) == {"new": 1, "refused": 2}
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
    with pytest.raises(
        FileUnusable, match=r"line 2: not UTF-8, it looks like cp125\d; nothing .*iconv"
    ):
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


def test_another_encoding_by_its_mark(world: World, tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [line("a")], encoding="utf-16")
    with pytest.raises(FileUnusable, match="looks like utf-16"):
        load(world, path)


def test_another_separator_is_named(world: World, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(";".join(COLUMNS) + "\n")
    with pytest.raises(FileUnusable, match="separated by ';'"):
        load(world, path)


def test_a_quotation_mark_that_is_not_closed_applies_nothing(world: World, tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [line("a"), line("b")])
    with path.open("a") as file:
        file.write('c,"never closed\n')
    with pytest.raises(FileUnusable, match="begins on line 4: not CSV"):
        load(world, path)
    assert not Person.objects.exists()


def test_parquet_says_the_same_as_csv(world: World, tmp_path: Path) -> None:
    lines = [line("a", needs="braille"), line("b", needs="", sex="male")]
    table = pa.Table.from_pylist(lines)
    born = pa.array([date(2004, 5, 17)] * len(lines))
    at = table.schema.get_field_index("birth_date")
    table = table.set_column(at, "birth_date", born)
    pq.write_table(table, tmp_path / "r.parquet", row_group_size=1)
    assert load(world, tmp_path / "r.parquet") == {"new": 1, "refused": 1}
    path = tmp_path / "r.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, (*COLUMNS, "needs"))
        writer.writeheader()
        writer.writerows(lines)
    assert load(world, path) == {"unchanged": 1, "refused": 1}
    assert CorrespondenceNeed.objects.get().kind == "braille"


def test_a_key_that_comes_twice_is_refused_each_time(world: World, tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [line("a"), line("b"), line("a", family_name="Other")])
    assert load(world, path) == {"new": 2, "refused": 1}
    assert load(world, path) == {"unchanged": 2, "refused": 1}
    assert not Name.objects.filter(family="Other").exists()


def test_whoever_is_absent_from_a_full_file_can_no_longer_be_called(
    world: World, tmp_path: Path
) -> None:
    people = [line("a"), line("b"), line("c")]
    load(world, write(tmp_path / "r.csv", people), "full")
    faulty = [line("a"), line("b", sex="male")]
    found = load(world, write(tmp_path / "r.csv", faulty), "full")
    assert found == {"unchanged": 1, "refused": 1, "absent": 1}
    open_ended = Liability.objects.filter(superseded_at=None, valid_until=None)
    assert open_ended.count() == len("ab")
    assert Person.objects.count() == len("abc")
    assert load(world, write(tmp_path / "r.csv", people), "full") == {"changed": 1, "unchanged": 2}
    assert open_ended.count() == len("abc")


def test_a_row_that_cannot_be_read_lets_nobody_be_absent(world: World, tmp_path: Path) -> None:
    load(world, write(tmp_path / "r.csv", [line("a"), line("b")]), "full")
    found = load(world, write(tmp_path / "r.csv", [line("a"), line("")]), "full")
    assert found == {"unchanged": 1, "refused": 1, "absent": 1}
    assert Liability.objects.filter(superseded_at=None, valid_until=None).count() == len("ab")


def test_a_file_that_is_not_plausible_needs_a_second_person(world: World, tmp_path: Path) -> None:
    old = [line(f"{n}", birth_date="1904-05-17") for n in range(5)]
    path = write(tmp_path / "r.csv", [line("a"), *old])
    with pytest.raises(Implausible, match=r"too_old .*: 5, where at most 1"):
        load(world, path)
    assert not Person.objects.exists()
    with pytest.raises(SameHuman):
        load(world, path, second=world.planner, reason="A home for the old.")
    found = load(world, path, second=world.approver, reason="A home for the old.")
    assert found == {"new": 6}
    fact = RegisterFact.objects.get(kind="ImportConfirmed")
    assert str(world.approver.natural_person_id).encode() in bytes(fact.canonical)
    assert Import.objects.get(id=fact.subject_id).reason == "A home for the old."


def test_values_cannot_be_swapped(world: World, tmp_path: Path) -> None:
    load(world, write(tmp_path / "r.csv", [line("a"), line("b")]))
    one, other = Address.objects.order_by("id")
    ring = keys.ring()
    own = ring.decrypt(bytes(one.encrypted), "register_address", one.person_id.bytes)
    assert "Invented Street" in own
    for stored, column, about in (
        (other.encrypted, "register_address", one.person_id),
        (one.encrypted, "register_identifier", one.person_id),
    ):
        with pytest.raises(keys.Undecipherable):
            ring.decrypt(bytes(stored), column, about.bytes)


def test_an_import_that_was_stopped_goes_on_however_little_of_it_was_applied(
    world: World, tmp_path: Path
) -> None:
    def stopping(stage: str, done: int) -> None:
        if stage == "applied":
            raise KeyboardInterrupt

    lines = [line(f"p{n}", birth_date=f"{1960 + n % 40}-05-{1 + n % 28:02}") for n in range(300)]
    path = write(tmp_path / "r.csv", lines)
    errors, wish = tmp_path / "errors.csv", Wish("test", batch=50)
    with pytest.raises(KeyboardInterrupt):
        import_file(path, errors, wish, by=world.planner, progress=stopping)
    assert Person.objects.count() == 50
    # Another file that brings as many is doubted as before.
    with pytest.raises(Implausible, match="district_gains"):
        load(world, write(tmp_path / "other.csv", [*lines, line("last")]))
    assert load(world, path) == {"new": 250, "unchanged": 50}
    with pytest.raises(Implausible, match="district_gains"):
        load(world, write(path, [*lines, *(line(f"q{n}", birth_date="1990") for n in range(900))]))
