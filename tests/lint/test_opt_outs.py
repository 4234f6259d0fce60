"""An opt-out excuses one rule on one line, and only with a reason."""

from pathlib import Path

import pytest

from dev.house_rules.source import Violation
from tests.lint.test_house_rules import found

FILE = "domain/law/floor.py"

EXCUSED = {
    "behind": "import random  # house: randomness because the seed is public\n",
    "above": "# house: randomness because the seed is public\nimport random\n",
    "above, among comments": "# house: randomness because the seed is public\n# see F25\n"
    "import random\n",
    "noqa": "X = 1  # noqa: E501 because it is one word\n",
    "type": "X = 1  # type: ignore[misc]  # because the stub is wrong\n",
    "in a string": 'X = "# house: nothing at all"\n',
}

REFUSED = {
    "no reason": ("import random  # house: randomness\n", {"opt-out", "randomness"}),
    "empty reason": ("import random  # house: randomness because\n", {"opt-out", "randomness"}),
    "one word": ("import random  # house: randomness because so\n", {"opt-out", "randomness"}),
    "another rule": ("import random  # house: clock because of it\n", {"opt-out", "randomness"}),
    "unknown rule": ("X = 1  # house: dice because we like dice\n", {"opt-out"}),
    "nothing to excuse": ("X = 1  # house: randomness because it was once\n", {"opt-out"}),
    "another line": (
        "# house: randomness because the seed is public\n\nimport random\n",
        {"opt-out", "randomness"},
    ),
    "bare noqa": ("X = 1  # noqa: E501\n", {"opt-out"}),
    "bare type": ("X = 1  # type: ignore[misc]\n", {"opt-out"}),
    "ruff for a file": ("# ruff: noqa: E501\nX = 1\n", {"opt-out"}),
}


def rules(caught: list[Violation]) -> set[str]:
    return {violation.rule for violation in caught}


@pytest.mark.parametrize("case", EXCUSED)
def test_a_reason_excuses(case: str, tmp_path: Path) -> None:
    assert found(tmp_path, {FILE: EXCUSED[case]}) == []


@pytest.mark.parametrize("case", REFUSED)
def test_without_a_good_reason_it_is_a_violation_itself(case: str, tmp_path: Path) -> None:
    text, expected = REFUSED[case]
    assert rules(found(tmp_path, {FILE: text})) == expected


def test_it_excuses_no_other_rule_on_the_line(tmp_path: Path) -> None:
    text = "import os, random  # house: randomness because the seed is public\n"
    assert rules(found(tmp_path, {FILE: text})) == {"pure-domain"}
