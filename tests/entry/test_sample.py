"""Sample registers: same bytes each time, the hard cases in their shares, faults as announced."""

import csv
import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import asdict, replace
from datetime import date
from itertools import islice, pairwise
from math import sqrt
from pathlib import Path

import pytest

import vocatio
from vocatio.domain.errors import InvalidInput
from vocatio.entry.commands.sample import (
    COLUMNS,
    NotWritten,
    SamplePlan,
    SampleSummary,
    sample_rows,
    shipped_plan,
    write_sample,
)
from vocatio.entry.commands.sample.words import name_words

ON = date(2026, 4, 1)
PEOPLE = 5_000
SOURCE = Path(vocatio.__file__).parents[1]
PLAN_FILE = Path(vocatio.__file__).parent / "jurisdictions" / "arrival" / "sample.toml"

Row = dict[str, str]


def quiet(_rows: int) -> None:
    """Nobody watches."""


def age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_of(row: Row) -> int:
    """Whose birth is known in part is grown up; the oldest they can be will do."""
    born = row["birth_date"] or "1980"
    return age(date.fromisoformat(f"{born}-01-01"[:10]), ON)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def statuses(row: Row) -> dict[str, str]:
    """Kind to “until” where it holds, or to “=unknown”."""
    found = {}
    for item in filter(None, row["status"].split(";")):
        kind, unknown, _ = item.partition("=unknown")
        kind, _, until = kind.partition(":")
        found[kind] = unknown or until
    return found


@pytest.fixture(scope="module")
def plan() -> SamplePlan:
    return shipped_plan("arrival")


@pytest.fixture(scope="module")
def clean(plan: SamplePlan, tmp_path_factory: pytest.TempPathFactory) -> SampleSummary:
    path = tmp_path_factory.mktemp("clean") / "register.csv"
    return write_sample(path, plan, people=PEOPLE, seed=1, on=ON, progress=quiet)


@pytest.fixture(scope="module")
def dirty(plan: SamplePlan, tmp_path_factory: pytest.TempPathFactory) -> SampleSummary:
    path = tmp_path_factory.mktemp("dirty") / "register.csv"
    return write_sample(path, plan, people=PEOPLE, seed=1, on=ON, progress=quiet, dirty=True)


@pytest.fixture(scope="module")
def rows(clean: SampleSummary) -> list[Row]:
    header, *lines = read(clean.path)
    return [dict(zip(header, line, strict=True)) for line in lines]


# The same each time

SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from vocatio.entry.commands.sample import shipped_plan, write_sample
write_sample(Path(sys.argv[1]), shipped_plan("arrival"), people=2000, seed=int(sys.argv[2]),
             on=date(2026, 4, 1), progress=lambda rows: None, dirty=True)
"""


def digest_of_a_process(path: Path, seed: int, hash_seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-c", SCRIPT, str(path), str(seed)]
    subprocess.run(command, env=environment, check=True)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    one = digest_of_a_process(tmp_path / "one.csv", seed=3, hash_seed="1")
    other = digest_of_a_process(tmp_path / "other.csv", seed=3, hash_seed="2")
    assert one == other


def test_another_seed_gives_another_file(plan: SamplePlan) -> None:
    one, other = (list(sample_rows(plan, people=50, seed=seed, on=ON)) for seed in (1, 2))
    assert [row["number"] for row in one] != [row["number"] for row in other]
    assert [row["family_name"] for row in one] != [row["family_name"] for row in other]


# Form


def test_the_file_has_the_agreed_columns_and_one_line_each(clean: SampleSummary) -> None:
    header, *lines = read(clean.path)
    assert tuple(header) == COLUMNS
    assert {len(line) for line in lines} == {len(COLUMNS)}
    assert len(lines) == clean.rows == clean.people == PEOPLE


def test_rows_and_file_agree(plan: SamplePlan, rows: list[Row]) -> None:
    assert list(sample_rows(plan, people=PEOPLE, seed=1, on=ON)) == rows


def test_values_are_of_the_agreed_kinds(plan: SamplePlan, rows: list[Row]) -> None:
    countries = {plan.country} | {abroad.country for abroad in plan.abroad}
    for row in rows:
        assert all(row[key] for key in ("family_name", "street", "postcode", "locality"))
        assert row["sex"] in {"f", "m", "x", ""}
        assert row["language"] in plan.languages
        assert row["address_source"] in {"residents", "self", "post", "number"}
        assert row["sealed"] in {"yes", "no"}
        assert row["country"] in countries
        assert bool(row["district"]) == (row["country"] == plan.country)
        assert not row["number"] or len(row["number"]) == 11
        assert row["number"].startswith(row["number_issuer"] or ("00" if row["number"] else ""))


def test_records_are_unique_and_numbers_too(rows: list[Row]) -> None:
    assert len({row["record"] for row in rows}) == PEOPLE
    numbers = [row["number"] for row in rows if row["number"]]
    assert len(set(numbers)) == len(numbers)


def test_every_end_date_lies_ahead(rows: list[Row]) -> None:
    ends = [end for row in rows for end in statuses(row).values() if end and end != "=unknown"]
    assert ends
    assert all(date.fromisoformat(end) > ON for end in ends)
    assert all(statuses(row)["deferred"] for row in rows if "deferred" in statuses(row))


# Ages and liability


def test_ages_and_categories(plan: SamplePlan, clean: SampleSummary, rows: list[Row]) -> None:
    again = {record for _, record in clean.same}
    rows = [row for row in rows if len(row["birth_date"]) == 10 and row["record"] not in again]
    assert {age_of(row) for row in rows} == set(range(15, 66))
    for category in plan.categories:
        aged = [row for row in rows if category.youngest <= age_of(row) <= category.oldest]
        liable = [row for row in aged if row["category"] == category.code]
        assert len(liable) / len(aged) == pytest.approx(category.share, abs=0.03)
        assert {row["category"] for row in aged} <= {category.code, ""}
    oldest = max(category.oldest for category in plan.categories)
    beyond = [row for row in rows if not 18 <= age_of(row) <= oldest]
    assert {row["category"] for row in beyond} == {""}


def test_enough_people_can_be_called(rows: list[Row]) -> None:
    able = [
        row
        for row in rows
        if row["category"]
        and row["number"]
        and not row["status"]
        and row["address_source"] != "number"
        and row["sealed"] == "no"
    ]
    assert len(able) >= 0.4 * PEOPLE


# Hard cases


def hard_cases(rows: list[Row]) -> dict[str, int]:
    """Counted from the rows alone, by other means than the maker's."""
    found: Counter[str] = Counter()
    for row in rows:
        held = statuses(row)
        found.update(kind for kind, end in held.items() if end != "=unknown")
        found["unknown_status"] += "=unknown" in held.values()
        found["minors"] += age_of(row) < 18
        found["without_number"] += not row["number"]
        found["dependent_address"] += row["address_source"] == "number"
        found["sealed_address"] += row["sealed"] == "yes"
        found["one_word_name"] += not row["given_name"]
        found["leap_day"] += row["birth_date"].endswith("-02-29")
        found["unknown_birth"] += not row["birth_date"]
        found["partly_unknown_birth"] += 0 < len(row["birth_date"]) < 10
        found["moved"] += bool(row["moved_on"])
        for kind in ("birth_name", "email", "phone"):
            found[kind] += bool(row[kind])
        needs = set(filter(None, row["needs"].split(";")))
        found["needs"] += bool(needs - {"paper"})
        found["paper"] += "paper" in needs
        if row["number_kind"]:
            found[f"{row['number_kind']}_number"] += 1
    for one, other in pairwise(rows):
        found["twins"] += 2 * are_twins(one, other)
        found["namesakes"] += 2 * are_namesakes(one, other)
    return dict(found)


def are_twins(one: Row, other: Row) -> bool:
    same = all(one[key] == other[key] for key in ("family_name", "birth_date"))
    return same and one["given_name"] != other["given_name"]


def are_namesakes(one: Row, other: Row) -> bool:
    same = all(one[key] == other[key] for key in ("family_name", "given_name"))
    return same and age_of(one) - age_of(other) >= 18 and (one["sex"], other["sex"]) == ("m", "m")


def test_every_hard_case_has_its_share(
    plan: SamplePlan, clean: SampleSummary, rows: list[Row]
) -> None:
    counted = hard_cases(rows) | {"second_record": len(clean.same)}
    assert clean.hard_cases == counted
    for kind, share in expected_shares(plan).items():
        deviation = sqrt(PEOPLE * share * (1 - share))
        assert counted[kind] > 0, kind
        assert abs(counted[kind] - PEOPLE * share) < 4 * deviation, kind


def expected_shares(plan: SamplePlan) -> dict[str, float]:
    shares: dict[str, float] = asdict(plan.shares)
    shares["leap_day"] += 1 / 1461
    shares["sealed_address"] += shares["protected"] * (1 - shares["sealed_address"])
    shares["without_number"] += shares["second_record"]
    return shares


def test_every_minor_has_a_guardian_in_the_file(rows: list[Row]) -> None:
    by_record = {row["record"]: row for row in rows}
    minors = [row for row in rows if age_of(row) < 18]
    assert minors
    for minor in minors:
        guardian = by_record[minor["guardian"]]
        assert age_of(guardian) >= 18
        assert guardian["family_name"] == minor["family_name"]
    assert all(not row["guardian"] for row in rows if age_of(row) >= 18)


def test_nobody_bears_the_other_sexs_form_of_a_name(plan: SamplePlan) -> None:
    many = replace(plan, shares=replace(plan.shares, minors=0.3))
    women, men, *_ = name_words("cs_CZ").family
    hers = set(women) - set(men)
    bearers = [
        row["sex"]
        for row in sample_rows(many, people=2_000, seed=1, on=ON)
        if row["family_name"] in hers
    ]
    assert bearers
    assert "m" not in bearers


def test_no_guardian_is_dead_however_many_die(plan: SamplePlan) -> None:
    deadly = replace(plan, shares=replace(plan.shares, dead=0.5))
    rows = list(sample_rows(deadly, people=1_000, seed=1, on=ON))
    guardians = {row["guardian"] for row in rows} - {""}
    dead = {row["record"] for row in rows if statuses(row).get("dead") == ""}
    assert guardians
    assert dead
    assert not guardians & dead


@pytest.mark.parametrize("people", range(1, 8))
def test_the_smallest_samples_have_no_minor_without_guardian(plan: SamplePlan, people: int) -> None:
    for seed in range(10):
        rows = list(sample_rows(plan, people=people, seed=seed, on=ON))
        assert len(rows) == people
        assert {row["guardian"] for row in rows} - {""} <= {row["record"] for row in rows}
        assert all(row["guardian"] for row in rows if age_of(row) < 18)


def test_the_protected_have_sealed_addresses(rows: list[Row]) -> None:
    protected = [row for row in rows if statuses(row).get("protected") == ""]
    assert protected
    assert {row["sealed"] for row in protected} == {"yes"}


def test_some_of_those_abroad_live_there(rows: list[Row]) -> None:
    away = [row for row in rows if statuses(row).get("abroad") == ""]
    assert {row["country"] == "AT" for row in away} == {True, False}
    assert {row["country"] for row in rows if row not in away} == {"AT"}


def test_names_come_in_several_scripts(rows: list[Row]) -> None:
    firsts = {row["family_name"][0] for row in rows}
    assert any("\u0600" <= letter <= "\u06ff" for letter in firsts)
    assert any("\u0400" <= letter <= "\u04ff" for letter in firsts)
    assert {"de", "en", "ar"} == {row["language"] for row in rows}


# Faults


def test_a_dirty_file_is_the_clean_one_and_faulty_rows(
    clean: SampleSummary, dirty: SampleSummary
) -> None:
    sound = {tuple(line) for line in read(clean.path)}
    lines = [tuple(line) for line in read(dirty.path)]
    assert [line for line in lines if line in sound] == [tuple(line) for line in read(clean.path)]
    assert len(lines) - 1 == dirty.rows == PEOPLE + sum(dirty.faults.values())
    assert dirty.hard_cases == clean.hard_cases


def test_a_duplicate_follows_the_row_it_repeats(clean: SampleSummary, dirty: SampleSummary) -> None:
    sound = {tuple(line) for line in read(clean.path)}
    lines = defaultdict(list)
    for line in filter(any, read(dirty.path)):
        lines[line[0]].append(tuple(line) in sound)
    repeated = [found for found in lines.values() if len(found) > 1]
    assert repeated == [[True, False]] * dirty.faults["duplicate_record"]


# Writing


def test_progress_ends_at_the_number_of_rows(plan: SamplePlan, tmp_path: Path) -> None:
    told: list[int] = []
    write_sample(tmp_path / "r.csv", plan, people=12_000, seed=1, on=ON, progress=told.append)
    assert told == [10_000, 12_000]


def test_an_interrupted_write_leaves_the_old_file(plan: SamplePlan, tmp_path: Path) -> None:
    def interrupt(_rows: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "register.csv"
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        write_sample(path, plan, people=10, seed=1, on=ON, progress=interrupt)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_one_line_with_the_path(plan: SamplePlan, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "register.csv"
    with pytest.raises(NotWritten) as refused:
        write_sample(path, plan, people=10, seed=1, on=ON, progress=quiet)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("people", [-1, 0, 10**9])
def test_too_few_and_too_many_people_are_refused(plan: SamplePlan, people: int) -> None:
    with pytest.raises(InvalidInput, match="people"):
        sample_rows(plan, people=people, seed=1, on=ON)


def test_rows_stream(plan: SamplePlan) -> None:
    first = list(islice(sample_rows(plan, people=40_000_000, seed=1, on=ON), 3))
    assert [row["record"] for row in first] == ["R0000001", "R0000002", "R0000003"]
