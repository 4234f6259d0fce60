"""A paper for an employer or a school, made on a phone and checked by whoever is shown it."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.portals.browsing import check, heading, open_summons, press
from tests.portals.conftest import Live

FACTS = """SELECT count(*) FROM summonses_summonsfact f
JOIN summonses_summons s ON s.id = f.subject_id WHERE s.reference = %s AND f.kind = %s"""


def test_whoever_is_shown_it_learns_when_and_no_more(
    phone: Page, live: Live, browser: Browser, tmp_path: Path
) -> None:
    reference = open_summons(phone)
    press(phone, "Confirmation for employer or school")
    heading(phone, "Confirmation of an official appointment")
    check(phone)
    phone.screenshot(path=tmp_path / "attestation.png", full_page=True)
    square = phone.locator(".receipt__code svg path").bounding_box()
    assert square
    assert square["width"] > 100, "large enough for a camera"
    paper = phone.url
    code = paper.rstrip("/").rsplit("/", 1)[-1]
    expect(phone.get_by_role("main")).not_to_contain_text(reference)
    phone.go_back()
    heading(phone, "Your summons")
    press(phone, "Confirmation for employer or school")
    expect(phone).to_have_url(paper)
    assert live.count(FACTS, reference, "Attestation") == 1

    stranger = browser.new_page(base_url=live.url, locale="en-GB")
    stranger.goto(f"/check/?code={code}")
    answer = stranger.locator("#answer")
    expect(answer).to_contain_text("This letter is genuine.")
    expect(answer).to_contain_text("It confirms an official appointment:")
    name = phone.locator("dd bdi").first.inner_text()
    expect(stranger.locator("body")).not_to_contain_text(name)
    check(stranger)
    stranger.close()
