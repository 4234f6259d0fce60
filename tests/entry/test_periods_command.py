"""`vocatio periods`: every vector agrees, and what cannot be read is named by line and column."""

from pathlib import Path

import pytest

from vocatio.domain.law.rules import parse_rule, rule_table
from vocatio.entry.commands import periods_command
from vocatio.entry.commands.periods.notation import BadNotation, read_rule
from vocatio.entry.commands.periods.vectors import BadVectors, Verdict, judge
from vocatio.gateways.calendars import of_country

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*(ROOT / "tests" / "vectors").glob("*.csv"), *ROOT.glob("../shared/vectors/*.csv")])
HEAD = "id,family,rule,jurisdiction,start,zone,expected,note\n"
GOOD = 'a,f,"after(available,4,day)",none,2026-05-12,UTC,2026-05-16,'


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_every_vector_agrees(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert periods_command.run(file, of_country) == 0, capsys.readouterr().out


def write(folder: Path, text: str) -> Path:
    """A file of vectors with these rows."""
    file = folder / "rows.csv"
    file.write_bytes(text.encode())
    return file


def only(folder: Path, row: str) -> Verdict:
    """The verdict about the one row."""
    (verdict,) = judge(write(folder, HEAD + row + "\n"), of_country)
    return verdict


@pytest.mark.parametrize("expected", ["2026-05-17", "2026-05-16T10:00", "never", "", "error"])
def test_a_difference_is_told_and_fails(
    expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = GOOD.replace("2026-05-16", expected)
    assert periods_command.run(write(tmp_path, HEAD + row), of_country) == 1
    assert "got 2026-05-16  differs\n0 of 1 agree." in capsys.readouterr().out


def test_a_file_without_rows_checks_nothing_and_fails(tmp_path: Path) -> None:
    assert periods_command.run(write(tmp_path, HEAD), of_country) == 1


ROWS = [
    ("4,day)", "4,moon)", "line 2, column rule: at character 19: “moon” is not one of hour, day"),
    ("4,day)", "4,day", "line 2, column rule: at character 22: expected “,” or “)”"),
    ("4,day)", "4,day)x", "line 2, column rule: at character 23: the rule ends before “x”"),
    ("4,day)", "-4,day)", "line 2, column rule: at character 17: “-4” is not a whole number"),
    ("4,day)", "4,day,roll=up)", "“up” is not one of none, next, previous"),
    ("4,day)", "4,day,cut=21:00)", "“cut” is not one of start, boundary"),
    ("4,day)", "4,day,cutoff=9pm)", "“9pm” is not a time such as 21:00"),
    ("4,day)", "4,day,roll=next,roll=none)", "“roll” is said twice"),
    ("after(", "later(", "“later” is not one of after, before, earliest"),
    ("after(", "after;(", "“;” has no meaning here"),
    ("none", "atlantis", "line 2, column jurisdiction: “atlantis” is no country"),
    ("2026-05-12", "12 May", "line 2, column start: “12 May” is neither a date nor"),
    ("2026-05-12", "2026-02-30", "line 2, column start: “2026-02-30” is neither"),
    ("2026-05-12", "1899-12-31", "line 2, column start: 1899-12-31 lies before 1900"),
    ("2026-05-12", "opened=2026-05-12", "column start: the rule asks for no fact “opened”"),
    ("UTC", "Mars/Base", "line 2, column zone: “Mars/Base” is not an IANA time zone"),
    ("UTC", "", "line 2, column zone: “” is not an IANA time zone"),
    ("2026-05-16", "16.5.2026", "line 2, column expected: “16.5.2026” is neither a day"),
]


@pytest.mark.parametrize(("what", "other", "message"), ROWS)
def test_a_bad_value_is_named_by_line_and_column(
    what: str, other: str, message: str, tmp_path: Path
) -> None:
    found = only(tmp_path, GOOD.replace(what, other))
    assert message in found.got
    assert not found.agrees


FILE_ERRORS = [
    ("", "rows.csv, line 1: the column “id” is missing"),
    (HEAD.replace("zone", "place"), "rows.csv, line 1: the column “zone” is missing"),
    (HEAD.replace("note", "id"), "rows.csv, line 1: the column “id” is there twice"),
    (HEAD + GOOD + "\na,b\n", "rows.csv, line 3: expected 8 values, found 2"),
    (HEAD + GOOD.replace('"', ""), "rows.csv, line 2: expected 8 values, found 10"),
    (HEAD + '"a', "rows.csv, line 2: unexpected end of data"),
]


@pytest.mark.parametrize(("text", "message"), FILE_ERRORS)
def test_a_bad_file_is_named_by_line(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(BadVectors) as refused:
        list(judge(write(tmp_path, text), of_country))
    assert message in str(refused.value)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(b"id,\xff")
    with pytest.raises(BadVectors, match="not UTF-8"):
        list(judge(file, of_country))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_what_vectors_denote_profiles_can_say(file: Path) -> None:
    """But for roll=next of hours and of backward periods, which a profile may not ask for."""
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    texts = [line.split('"')[1] if '"' in line.split(",")[2] else "" for line in lines]
    for text in texts:
        if text and "hour,roll" not in text and not ("before" in text and "=next" in text):
            rule = read_rule(text)
            assert parse_rule(rule_table(rule), "here") == rule


def test_not_served_then_needs_a_channel() -> None:
    with pytest.raises(BadNotation, match="expected not_served_then"):
        read_rule("not_served_then(opened,after(available,10,day))")
