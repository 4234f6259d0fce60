"""What holds pages against WCAG finds what breaks it."""

import pytest
from playwright.sync_api import Browser

from tests.portals.browsing import check

FINE = """<!doctype html><html lang="en"><head><title>Fine</title></head>
<body><main><h1>Fine</h1>%s</main></body></html>"""


@pytest.mark.parametrize(
    ("more", "broken"),
    [
        ("<img src='data:,'>", "image-alt"),
        ("<p style='color: #ccc; background: #fff'>Pale</p>", "color-contrast"),
        ("<input>", "label"),
    ],
)
def test_a_broken_page_is_told(browser: Browser, more: str, broken: str) -> None:
    page = browser.new_page()
    page.set_content(FINE % "")
    check(page)
    page.set_content(FINE % more)
    with pytest.raises(AssertionError, match=broken):
        check(page)
    page.set_content(FINE % "<p style='width: 200vw'>Wide</p>")
    with pytest.raises(AssertionError, match="blank"):
        check(page)
    page.close()
