"""A real browser against a real web process, on a demo database with a released call-up."""

import os
import shutil
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests import database as testing
from tests.portals.browsing import speak
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.entry.commands.demo import build, staff
from vocatio.entry.commands.demo.plan import Account, Plan
from vocatio.project import launch
from vocatio.project.processes import free_port
from vocatio.project.serve import web, worker

# Playwright's synchronous interface keeps an event loop in this thread; Django takes that for
# asynchronous code, which it is not.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAN = Plan("arrival", people=1_500, call=60, seed=7)
SKIPPED = "BROWSER TESTS WERE SKIPPED: no Chromium found (Debian: apt-get install chromium)"


@dataclass(frozen=True)
class Live:
    """A served demo: its address, and its database to look into."""

    url: str
    database: testing.Database

    def row(self, query: str, *values: object) -> tuple[Any, ...]:
        """The one row, or the first, that a query returns."""
        with self.database.connect() as connection:
            found = connection.execute(query, values).fetchone()
        assert found
        return found

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows that a query returns."""
        with self.database.connect() as connection:
            return list(connection.execute(query, values).fetchall())

    def count(self, query: str, *values: object) -> int:
        """The number that a query returns."""
        return int(self.row(query, *values)[0])


@pytest.fixture(scope="session")
def filled(
    server: launch.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[testing.Database]:
    """A demo to copy, made once: with staff, a register, offices and a call-up."""
    with testing.cloned(server) as database:
        with testing.connected(database):
            _fill(tmp_path_factory.mktemp("register"))
        yield database


@pytest.fixture(scope="module")
def live(server: launch.Server, filled: testing.Database) -> Iterator[Live]:
    """A demo of this module's own; whoever moves its clock disturbs nobody else."""
    with testing.cloned(server, filled.name) as database:
        yield from served(server, database)


def served(server: launch.Server, database: testing.Database) -> Iterator[Live]:
    """The same for any demo."""
    port = free_port(None)
    with web(server, database.access, port), worker(server, database.access):
        _await(f"http://127.0.0.1:{port}/")
        yield Live(f"http://127.0.0.1:{port}", database)


def _fill(folder: Path) -> None:
    staff.hire()
    team, account = staff.team(), Account()
    build.make_register(PLAN, folder, team, account)
    build.open_offices(PLAN, team)
    callup_id = build.make_callup(PLAN, team, account)
    release(callup_id, by=team.approver, at=now())
    carry_out(callup_id)


def _await(url: str) -> None:
    for _ in range(1200):
        with suppress(OSError):
            urllib.request.urlopen(url).close()  # noqa: S310 because it is our own server
            return
        time.sleep(0.1)
    pytest.fail(f"nothing answers at {url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Without one: skipped loudly, and in CI a failure."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(SKIPPED)
        pytest.skip(SKIPPED)
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, as whom CI may run.
        options = ["--no-sandbox"] if os.getuid() == 0 else []
        running = playwright.chromium.launch(executable_path=path, args=options)
        yield running
        running.close()


@pytest.fixture
def phone(browser: Browser, live: Live) -> Iterator[Page]:
    """A page as small as phones get; whatever the browser complains about fails the test."""
    yield from _page(browser, live, 320, 640)


@pytest.fixture
def desk(browser: Browser, live: Live) -> Iterator[Page]:
    """A page on a desk."""
    yield from _page(browser, live, 1280, 900)


def _page(browser: Browser, live: Live, width: int, height: int) -> Iterator[Page]:
    context = browser.new_context(
        base_url=live.url, viewport={"width": width, "height": height}, locale="en-GB"
    )
    speak(context, live.url, "en")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.extend(_complaint(message)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints


def _complaint(message: ConsoleMessage) -> list[str]:
    """Statuses such as 404 are what some tests ask for; all else is a fault, CSP included."""
    asked_for = message.text.startswith("Failed to load resource: the server responded with")
    return [message.text] if message.type in ("error", "warning") and not asked_for else []
