"""Every house rule catches what is planted against it, where it is planted, and nothing else."""

from pathlib import Path

import pytest

from dev.house_rules.__main__ import main
from dev.house_rules.runner import RULES, violations
from dev.house_rules.source import Violation, load
from tests.lint import planted
from tests.lint.planted import Planted

LAYOUT = {
    "helpers/words.py": "helpers/ is none of the layers",
    "domain/law/deep/periods.py": "domain/law/deep/ needs an __init__.py",
    "constants.py": "constants.py belongs into one of the layers",
    "static/site.css": "static/ is none of the layers",
    "jurisdictions/arrival/rules.py": "data only",
}


def checkout(root: Path, files: dict[str, str]) -> Path:
    """A checkout with these files and an `__init__.py` beside each module of `src/vocatio`."""
    for path, text in files.items():
        below = "" if path.startswith("tests/") else "src/vocatio/"
        file = root / below / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        for folder in file.parents if below else ():
            if root / "src" in folder.parents and file.suffix == ".py":
                (folder / "__init__.py").touch()
    return root


def found(root: Path, files: dict[str, str]) -> list[Violation]:
    return violations(load(checkout(root, files)))


@pytest.mark.parametrize("case", planted.RULES, ids=lambda case: f"{case.rule}:{case.path}")
def test_each_marked_line_is_caught(case: Planted, tmp_path: Path) -> None:
    assert case.lines()
    caught = found(tmp_path, {**case.beside, case.path: case.broken})
    assert [violation.line for violation in caught if violation.rule == case.rule] == case.lines()
    assert {Path(violation.path).name for violation in caught} == {Path(case.path).name}


@pytest.mark.parametrize("case", planted.RULES, ids=lambda case: f"{case.rule}:{case.path}")
def test_the_clean_twin_passes(case: Planted, tmp_path: Path) -> None:
    assert found(tmp_path, {**case.beside, case.path: case.clean}) == []


def test_every_rule_has_a_planted_violation() -> None:
    assert {case.rule for case in planted.RULES} | {"layout", "size"} == set(RULES)


@pytest.mark.parametrize("path", LAYOUT)
def test_a_file_outside_the_layout_is_refused(path: str, tmp_path: Path) -> None:
    root = checkout(tmp_path, {path: "X = 1\n"})
    if "deep" in path:
        (root / "src/vocatio" / path).with_name("__init__.py").unlink()
    (violation,) = violations(load(root))
    assert violation.rule == "layout"
    assert LAYOUT[path] in violation.message


def test_what_belongs_to_the_layout_passes(tmp_path: Path) -> None:
    files = {
        "__main__.py": "",
        "py.typed": "",
        "portals/static/site.css": "",
        "domain/law/floor.py": "",
        "jurisdictions/arrival/__init__.py": '"""Imported for its data."""\n',
        "jurisdictions/arrival/profile.toml": "",
    }
    assert found(tmp_path, files) == []


def test_long_functions_and_modules_are_refused(tmp_path: Path) -> None:
    body = "    x = 1\n"
    files = {
        "domain/law/floor.py": f"def at_limit() -> None:\n{body * 59}",
        "domain/law/periods.py": f"def over() -> None:\n{body * 60}",
        "domain/law/calendar.py": "X = 1\n" * 400,
        "domain/law/service.py": "X = 1\n" * 401,
        "records/offices/migrations/0001_initial.py": "X = 1\n" * 401,
    }
    caught = [(Path(v.path).name, v.rule) for v in found(tmp_path, files)]
    assert caught == [("periods.py", "size"), ("service.py", "size")]


def test_a_template_that_names_a_jurisdiction_is_refused(tmp_path: Path) -> None:
    files = {
        "jurisdictions/arrival/profile.toml": "",
        "portals/citizen/inbox.html": "<p>Your arrival</p>\n{% if code == 'arrival' %}\n",
    }
    (violation,) = found(tmp_path, files)
    assert (violation.rule, violation.line) == ("jurisdiction-names", 2)


def test_a_module_that_cannot_be_parsed_is_reported(tmp_path: Path) -> None:
    (violation,) = found(tmp_path, {"domain/law/floor.py": "X = 1\ndef (:\n"})
    assert (violation.rule, violation.line) == ("syntax", 2)


def test_the_command_fails_with_one_line_for_each_violation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = checkout(tmp_path, {"domain/law/floor.py": "import random\n"})
    assert main([str(root)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("src/vocatio/domain/law/floor.py:1: randomness: ")
    assert last.endswith("1 violations of the house rules")


def test_the_command_passes_on_a_clean_tree(tmp_path: Path) -> None:
    assert main([str(checkout(tmp_path, {"domain/law/floor.py": "DAYS = 14\n"}))]) == 0
