"""A session that ends keeps what was typed; pressing twice does nothing twice; back works."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.portals.browsing import check, heading, open_summons, press, speak
from tests.portals.conftest import Live

FACTS = """SELECT count(*) FROM summonses_summonsfact f
JOIN summonses_summons s ON s.id = f.subject_id WHERE s.reference = %s AND f.kind = %s"""
DRAFTS = "SELECT count(*) FROM documents_draft"
WORDS = "I start a new job that week."


def _end_session(context: BrowserContext) -> None:
    context.clear_cookies(name="sessionid")


def _come_back(phone: Page, name: str) -> None:
    phone.goto("/demo/")
    phone.get_by_role("button", name=name, exact=True).click()


def _next(phone: Page) -> str:
    """Who will be the next to open their summons."""
    phone.goto("/demo/")
    row = phone.get_by_role("row").filter(has_text="not opened").first
    return row.get_by_role("button").inner_text()


def test_what_was_typed_outlives_the_session(phone: Page, live: Live, tmp_path: Path) -> None:
    who = _next(phone)
    reference = open_summons(phone)
    form = f"/summons/{reference}/ask/reschedule/work/"
    phone.goto(form)
    phone.get_by_label("What should we know?").fill(WORDS)
    phone.get_by_role("radio").nth(1).check()
    _end_session(phone.context)
    press(phone, "Send the request")
    heading(phone, "Sign in")
    expect(phone.get_by_role("status")).to_contain_text("What you typed is kept for 7 days")
    check(phone)
    assert live.count(FACTS, reference, "Request") == 0

    _come_back(phone, who)
    heading(phone, "Inbox")
    expect(phone.get_by_text(WORDS)).to_be_visible()
    check(phone)
    phone.screenshot(path=tmp_path / "draft.png", full_page=True)
    phone.get_by_role("link", name="You have typed something").click()
    expect(phone.get_by_role("status")).to_contain_text("Nothing was sent yet.")
    expect(phone.get_by_label("What should we know?")).to_have_value(WORDS)
    expect(phone.get_by_role("radio").nth(1)).to_be_checked()
    check(phone)
    press(phone, "Send the request")
    heading(phone, "Your summons")
    expect(phone.get_by_text(WORDS)).to_be_visible()
    assert live.count(DRAFTS) == 0


def test_what_was_typed_can_be_deleted(phone: Page, live: Live) -> None:
    who = _next(phone)
    reference = open_summons(phone)
    phone.goto(f"/summons/{reference}/ask/help/other/")
    phone.get_by_label("What should we know?").fill(WORDS)
    _end_session(phone.context)
    press(phone, "Send the request")
    _come_back(phone, who)
    press(phone, "Delete it")
    expect(phone.get_by_text(WORDS)).to_have_count(0)
    assert live.count(DRAFTS) == 0


def test_what_a_conscience_says_is_never_kept(phone: Page, live: Live) -> None:
    before = live.count(DRAFTS)
    reference = open_summons(phone)
    phone.goto(f"/summons/{reference}/conscience/")
    phone.get_by_role("main").locator("form").evaluate(
        "form => form.insertAdjacentHTML('beforeend', '<input name=words value=secret>')"
    )
    _end_session(phone.context)
    press(phone, "Claim it now")
    heading(phone, "Sign in")
    expect(phone.get_by_role("status")).to_have_count(0)
    assert live.count(DRAFTS) == before


def test_pressed_twice_it_is_done_once_and_back_works(phone: Page, live: Live) -> None:
    """Without scripts, which would hold back the second press."""
    reference = open_summons(phone)
    browser = phone.context.browser
    assert browser
    plain = browser.new_context(
        base_url=live.url,
        java_script_enabled=False,
        storage_state=phone.context.storage_state(),
        locale="en-GB",
    )
    speak(plain, live.url, "en")
    page = plain.new_page()
    page.goto(f"/summons/{reference}/ask/reschedule/work/")
    page.get_by_label("What should we know?").fill(WORDS)
    page.get_by_role("button", name="Send the request").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your summons")
    assert live.count(FACTS, reference, "Request") == 1
    page.go_back()
    page.goto(f"/summons/{reference}/ask/reschedule/work/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your summons")
    page.get_by_role("button", name="I will come").dblclick()
    expect(page.get_by_text("Will come", exact=True)).to_be_visible()
    assert live.count(FACTS, reference, "Request") == 1
    assert live.count(FACTS, reference, "Reply") == 1
    plain.close()
