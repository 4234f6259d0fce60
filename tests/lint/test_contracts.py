"""Each contract of .importlinter breaks when an import against it is planted in our own tree."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / ".importlinter"
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

#: What is planted, below src/vocatio: contract -> [({path: text}, what the report names)].
PLANTED = {
    "layers": [
        ({"helpers/__init__.py": ""}, "vocatio.helpers"),
        ({"utils.py": ""}, "vocatio.utils"),
        ({"domain/planted.py": "import vocatio.gateways"}, "vocatio.domain.planted"),
        ({"actions/planted.py": "from vocatio import entry"}, "vocatio.actions.planted"),
        ({"actions/planted.py": "from vocatio.portals import office"}, "vocatio.actions.planted"),
        ({"records/ledger/planted.py": "import vocatio.gateways"}, "vocatio.records.ledger"),
        ({"gateways/planted.py": "import vocatio.records.ledger"}, "vocatio.gateways.planted"),
        ({"portals/office/planted.py": "import vocatio.entry"}, "vocatio.portals.office"),
        ({"entry/jobs/planted.py": "import vocatio.project"}, "vocatio.entry.jobs.planted"),
        (
            {"verify/__init__.py": "def late():\n    import vocatio.actions"},
            "vocatio.verify -> vocatio.actions",
        ),
    ],
    "portals": [
        ({"portals/office/planted.py": "import vocatio.portals.citizen"}, "office.planted"),
        ({"portals/helpers.py": ""}, "vocatio.portals.helpers"),
    ],
    "records": [
        ({"records/ledger/planted.py": "import vocatio.records.register"}, "ledger.planted"),
        ({"records/common/__init__.py": ""}, "vocatio.records.common"),
    ],
    "data-through-actions": [
        ({"portals/citizen/planted.py": "from vocatio import records"}, "citizen.planted"),
        ({"entry/commands/planted.py": "from vocatio.gateways import clock"}, "commands.planted"),
        ({"entry/jobs/planted.py": "import psycopg"}, "vocatio.entry.jobs.planted"),
    ],
    "queue": [({"actions/planted.py": "from procrastinate import App"}, "actions.planted")],
    "web": [({"actions/planted.py": "import jinja2"}, "vocatio.actions.planted")],
    "domain": [({"domain/planted.py": "import django.conf"}, "vocatio.domain.planted")],
    "verify": [
        (
            {"verify/__init__.py": "", "actions/planted.py": "import vocatio.verify"},
            "vocatio.actions.planted -> vocatio.verify",
        )
    ],
}
CASES = [
    pytest.param(contract, files, named, id=f"{contract}:{named}")
    for contract, cases in PLANTED.items()
    for files, named in cases
]

#: Imports in every direction that is open, the indirect way to records included.
ALLOWED = {
    "__main__.py": "import vocatio.project",
    "project/planted.py": "import vocatio.entry, vocatio.portals, vocatio.records",
    "portals/office/planted.py": "import django, vocatio.domain, vocatio.actions.planted",
    "entry/jobs/planted.py": "import procrastinate, vocatio.actions.planted",
    "actions/planted.py": "import vocatio.records.register.planted, vocatio.gateways.planted",
    "records/register/planted.py": "import django.db, vocatio.records.ledger, vocatio.domain",
    "gateways/planted.py": "import procrastinate, vocatio.domain",
    "verify/__init__.py": "import vocatio.domain",
    "domain/planted.py": "import rfc8785, cryptography",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of our own tree, without what the contracts do not read."""
    data = shutil.ignore_patterns("__pycache__", "*.html", "*.css", "*.js", "*.woff*", "*.svg")
    shutil.copytree(ROOT / "src" / "vocatio", tmp_path / "vocatio", ignore=data)
    return tmp_path


def lint(tree: Path, files: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    for path, text in files.items():
        planted = tree / "vocatio" / path
        planted.parent.mkdir(parents=True, exist_ok=True)
        planted.write_text(f"{text}\n", encoding="utf-8")
    return subprocess.run(
        [LINT_IMPORTS, "--config", CONFIG, "--no-cache", "--no-logo", *options],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_has_a_planted_violation() -> None:
    config = configparser.ConfigParser()
    config.read(CONFIG)
    contracts = {name.split(":")[-1] for name in config.sections() if name.count(":") == 2}
    assert set(PLANTED) == contracts


def test_our_own_tree_keeps_every_contract(tree: Path) -> None:
    done = lint(tree, {})
    assert done.returncode == 0, done.stdout


def test_every_open_direction_is_open(tree: Path) -> None:
    done = lint(tree, ALLOWED)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("contract", "files", "named"), CASES)
def test_a_planted_violation_breaks_it(
    contract: str, files: dict[str, str], named: str, tree: Path
) -> None:
    done = lint(tree, files, "--contract", contract)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout
    assert named in done.stdout
