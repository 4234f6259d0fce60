"""ruff and mypy, as configured here, catch what is planted for them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

BRANCHES = "".join(f"    if x == {n}:\n        x += 1\n" for n in range(11))
STATEMENTS = "    x += 1\n" * 41
LAZY = '''"""Planted."""


def late() -> None:
    """Late."""
    import json

    json.loads("")
'''

#: Rule -> code that breaks it, as a module of the domain.
BROKEN = {
    "C901": f"def f(x):\n{BRANCHES}",
    "PLR0912": f"def f(x):\n{BRANCHES}",
    "PLR0915": f"def f(x):\n{STATEMENTS}",
    "D103": "def public():\n    return 1\n",
    "DTZ001": "from datetime import datetime\n\nX = datetime(2026, 1, 1)\n",
    "TID251": "from django.contrib import admin\n",
    "TID252": "from ..evidence import canonical\n",
    "PLC0415": LAZY,
    "BLE001": "try:\n    X = 1\nexcept Exception:\n    X = 2\n",
    "S602": "import subprocess\n\nsubprocess.run('ls', shell=True, check=True)\n",
    "ERA001": "# x = compute(1)\n",
    "FIX002": "# TODO: later\n",
    "T201": "print(1)\n",
    "PGH003": "X = 1  # type: ignore\n",
    "E501": f"X = '{'x' * 100}'\n",
}
CLEAN = '''"""Planted."""

from datetime import UTC, datetime

DAY = datetime(2026, 1, 1, tzinfo=UTC)


def twice(number: int) -> int:
    """Twice as much."""
    return 2 * number
'''

TYPES = {
    "untyped.py": ("def f(x): return x\n", "no-untyped-def"),
    "wrong.py": ("X: int = 'one'\n", "assignment"),
    "generic.py": ("def f(x: list) -> None: ...\n", "type-arg"),
    # Only the plugin, with our settings, knows which fields a model has.
    "model.py": (
        "import vocatio.records.summonses.models as m; m.Summons.objects.filter(nonsense=1)\n",
        "misc",
    ),
}


def ruff(text: str, path: str = "src/vocatio/domain/law/planted.py") -> set[str]:
    """The rules that `text` breaks as a file at `path`; nothing is written there."""
    done = subprocess.run(
        [BIN / "ruff", "check", "--output-format", "json", "--stdin-filename", path, "-"],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    return {problem["code"] for problem in json.loads(done.stdout)}


@pytest.mark.parametrize("rule", BROKEN)
def test_ruff_catches(rule: str) -> None:
    assert rule in ruff(BROKEN[rule])


def test_ruff_passes_what_is_clean() -> None:
    assert ruff(CLEAN) == set()


def test_a_command_may_print_and_import_late() -> None:
    assert ruff(f"{LAZY}    print(1)\n", "src/vocatio/entry/commands/planted.py") == set()


def test_an_act_may_leave_its_moment_unread() -> None:
    act = f'{CLEAN}\n\ndef act(*, at: datetime) -> int:\n    """Act."""\n    return 1\n'
    assert ruff(act, "src/vocatio/actions/planted.py") == set()
    assert ruff(act, "src/vocatio/gateways/planted.py") == {"ARG001"}


def test_mypy_is_strict_and_knows_our_models(tmp_path: Path) -> None:
    for name, (text, _code) in TYPES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "clean.py").write_text(CLEAN, encoding="utf-8")
    done = subprocess.run(
        [
            *(str(BIN / "mypy"), "--config-file", str(ROOT / "mypy.ini"), "--cache-dir", "cache"),
            *(*TYPES, "clean.py"),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "MYPYPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    reported = [line for line in done.stdout.splitlines() if ": error:" in line]
    for name, (_text, code) in TYPES.items():
        mine = [line for line in reported if line.startswith(name)]
        assert any(line.endswith(f"[{code}]") for line in mine), done.stdout
    assert not any(line.startswith("clean.py") for line in reported)
