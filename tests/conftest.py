"""A real PostgreSQL for every test that asks for one; domain tests pay for none."""

import os
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vocatio.project.settings")
ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("VOCATIO_HOME", str(ROOT / ".vocatio"))
# For the processes that tests start, when pytest was not called by ./run.
os.environ["PYTHONPATH"] = str(ROOT / "src")
django.setup()

# No test is timed: machines are noisy.
hypothesis.settings.register_profile("vocatio", deadline=None)
hypothesis.settings.load_profile("vocatio")

from tests import database as testing  # noqa: E402 -- because settings come first
from vocatio.project import launch  # noqa: E402 -- because settings come first


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` also runs what takes more than a few minutes, and nothing else."""
    parser.addoption("--long", action="store_true", help="run the long tests instead")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long tests have their own command; say which are left out by deselecting them."""
    wanted = config.getoption("--long")
    chosen = [item for item in items if bool(item.get_closest_marker("long")) == wanted]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A page asked for in this process leaves its language behind, for as long as the test."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[launch.Server]:
    """The embedded server of this checkout, or the one that VOCATIO_DATABASE_URL names."""
    with launch.server() as running:
        yield running


@pytest.fixture(scope="session")
def suite_database(server: launch.Server) -> Iterator[testing.Database]:
    """One database for all tests that roll back what they did."""
    with testing.cloned(server) as database:
        yield database


@pytest.fixture
def db(suite_database: testing.Database) -> Iterator[testing.Database]:
    """The suite's database as role app; everything the test writes is rolled back."""
    with testing.connected(suite_database), testing.rolled_back():
        yield suite_database


@pytest.fixture
def own_database(server: launch.Server) -> Iterator[testing.Database]:
    """A database of the test's own, for what commits, or for several processes."""
    with testing.cloned(server) as database, testing.connected(database):
        yield database


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was left out, and why."""
    for reason in sorted({_reason(report) for report in terminalreporter.stats.get("skipped", [])}):
        terminalreporter.write_sep("!", reason, red=True)


def _reason(report: pytest.TestReport) -> str:
    """Of a skip; pytest keeps file, line and reason."""
    *_, reason = report.longrepr if isinstance(report.longrepr, tuple) else (str(report.longrepr),)
    return str(reason).removeprefix("Skipped: ")
