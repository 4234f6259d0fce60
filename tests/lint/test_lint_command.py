"""`./run lint` runs every check, says how each went, and fails if one did."""

from pathlib import Path

import pytest

from dev.lint import Check, checks, fix, main, perform, run

GOOD = Check("good", ("sh", "-c", "echo all quiet"))
BAD = Check("bad", ("sh", "-c", "echo something is wrong; exit 3"))


def test_it_passes_in_one_line_for_each_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([GOOD, GOOD], tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["good", "ok"], ["good", "ok"]]


def test_it_fails_with_what_the_failed_check_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not run([BAD, GOOD], tmp_path)
    said = capsys.readouterr().out
    assert [line.split()[:2] for line in said.splitlines()[:2]] == [
        ["bad", "failed"],
        ["good", "ok"],
    ]
    assert "something is wrong" in said
    assert "all quiet" not in said


def test_nothing_is_left_out(tmp_path: Path) -> None:
    named = [check.name for check in checks(tmp_path)]
    assert named == [
        "ruff check",
        "ruff format",
        "sh -n run",
        "sh -n .ci/run",
        "house rules",
        "import-linter",
        "migrations",
        "catalogues",
        "docs of states",
        "docs of profile",
        "mypy",
    ]


def test_types_are_checked_wherever_there_is_python(tmp_path: Path) -> None:
    for folder in ("src", "tests", "bench"):
        (tmp_path / folder).mkdir()
    (tmp_path / "src" / "one.py").touch()
    (tmp_path / "tests" / "two.py").touch()
    (mypy,) = (check for check in checks(tmp_path) if check.name == "mypy")
    assert mypy.command[1:] == ("--strict", "src", "tests")


def test_a_shell_script_that_cannot_be_parsed_fails(tmp_path: Path) -> None:
    (shell,) = (check for check in checks(tmp_path) if check.name == "sh -n run")
    (tmp_path / "run").write_text("if true; then\n", encoding="utf-8")
    assert not perform(shell.command, tmp_path).passed
    (tmp_path / "run").write_text("if true; then :; fi\n", encoding="utf-8")
    assert perform(shell.command, tmp_path).passed


def test_an_unknown_option_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--mend"]) == 2
    assert capsys.readouterr().err == "lint: --mend is no option: ./run lint [--fix]\n"


def test_fix_mends_and_formats_what_it_can(tmp_path: Path) -> None:
    file = tmp_path / "planted.py"
    file.write_text("import os\nX=1\n", encoding="utf-8")
    fix(tmp_path)
    assert file.read_text(encoding="utf-8") == "X = 1\n"
