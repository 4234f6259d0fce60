"""Every page that a link leads to is there, in every language, and holds against WCAG."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.portals.browsing import become_summoned, check

LANGUAGES = ("en", "de", "ar")

#: What a link leads to that is no page.
FILES = ("/proof/", "/receipt/", "/calendar/", "/record/download/", "/file/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_dead_link_and_no_error(phone: Page, language: str) -> None:
    reference = become_summoned(phone)
    phone.goto(f"/summons/{reference}/")
    phone.locator("button[name=act]").first.click()
    if language != "en":
        phone.locator(f"button[lang={language}]").click()
    seen = {"/office/demo/"}
    waiting = {f"/summons/{reference}/", "/", "/inbox/"}
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = phone.goto(path)
        assert answer, path
        assert answer.status == 200, path
        assert phone.locator("html").get_attribute("lang") == language, path
        check(phone)
        for found in _links(phone, answer):
            if found.endswith(FILES) or any(part in found for part in FILES):
                assert phone.request.get(found).status in (200, 202), found
                seen.add(found)
            elif found not in seen:
                waiting.add(found)
    # The inbox, the summons, what can be asked for, the record and its corrections, and more.
    assert len(seen) > 15


def _links(page: Page, answer: Response) -> Iterator[str]:
    host = urlsplit(answer.url).netloc
    for href in page.locator("a[href]").evaluate_all("all => all.map(one => one.href)"):
        link = urlsplit(href)
        if link.netloc == host:
            yield link.path
