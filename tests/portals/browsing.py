"""What a test does in a browser, in the words of the people who do it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.base import (  # type: ignore[import-untyped]  # because it has no types
    AXE_SCRIPT,
    AxeResults,
)
from playwright.sync_api import BrowserContext, Page, expect

# Machines that test may be busy: whatever comes at all comes within this (milliseconds).
expect.set_options(timeout=20_000)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: What breaks a rule alone crosses over to here: all else that axe finds takes longer than it does.
VIOLATIONS = """options => axe.run(document, options).then(({violations}) => ({violations}))"""

#: Of links, the paths of those that stay with us.
OURS = "all => all.filter(a => a.origin === location.origin).map(a => a.pathname)"


def check(page: Page) -> None:
    """Hold a page against WCAG 2.2 AA, and against scrolling sideways."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = AxeResults(page.evaluate(VIOLATIONS, options))
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert fits(page), page.url


def fits(page: Page) -> bool:
    """Whether nothing makes it scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def speak(context: BrowserContext, url: str, language: str) -> None:
    """Have chosen a language before, as a press on its name does."""
    context.add_cookies([{"name": "django_language", "value": language, "url": url}])


def crawl(page: Page, seen: set[str], *starts: str) -> Iterator[str]:
    """Show every page that links lead to, one of each kind not yet seen; downloads left out.

    A kind is an address without its references, ids and dates.
    """
    todo = list(starts)
    while todo:
        address = todo.pop(0)
        kind = re.sub(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}|[0-9a-f-]{36}|\d{4}-\d\d-\d\d", "…", address)
        if kind in seen or kind.startswith(("/log/", "/office/")) or "/receipt/" in kind:
            continue
        seen.add(kind)
        page.goto(address)
        yield kind
        todo += page.locator("a[href]:not([download])").evaluate_all(OURS)


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder that PICTURES names; docs/images has some."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def press(page: Page, name: str) -> None:
    """Press a button, by what it says."""
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page, words: str) -> None:
    """The page says so in its main heading, within a moment."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def become_summoned(page: Page) -> str:
    """Become somebody who has not opened their summons yet; return its reference."""
    page.goto("/demo/")
    page.get_by_role("row").filter(has_text="not opened").first.get_by_role("button").click()
    link = page.get_by_role("main").get_by_role("link").first
    return str(link.get_attribute("href")).rstrip("/").rsplit("/", 1)[-1]


def open_summons(page: Page) -> str:
    """Become somebody, and open their summons."""
    reference = become_summoned(page)
    page.goto(f"/summons/{reference}/")
    press(page, "Open the summons")
    heading(page, "Your summons")
    return reference


def become_staff(page: Page, name: str) -> None:
    """Become a member of staff."""
    page.goto("/office/demo/")
    press(page, name)


def once_more(page: Page, password: str) -> None:
    """The password is asked for once more, and what was sent goes on."""
    heading(page, "Your password, once more")
    check(page)
    picture(page, f"again-{page.url.split('/')[3]}")
    page.get_by_label("Password").fill(password)
    press(page, "Go on")


def sign_in(page: Page, username: str, password: str) -> None:
    """Sign in at the office."""
    page.goto("/office/sign-in/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")
