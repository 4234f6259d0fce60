"""Somebody lets a friend act for them: the code, what the friend sees and may do, and the end."""

from datetime import date

from playwright.sync_api import Page, expect

from tests import database as testing
from tests.portals.browsing import become_summoned, check, heading, picture, press, speak
from tests.portals.conftest import Live
from vocatio.actions.clock import now

OPENED = """
SELECT count(*) FROM summonses_summonsfact f JOIN summonses_summons s ON s.id = f.subject_id
WHERE s.reference = %s AND f.kind = 'ContentHandover'"""


def _someone_else(page: Page) -> None:
    page.goto("/demo/")
    page.get_by_role("row").filter(has_text="not opened").last.get_by_role("button").click()


def _until(page: Page, live: Live, *, years: int) -> date:
    with testing.connected(live.database):
        on = now().date()
    day = date(on.year + years, on.month, min(on.day, 28))
    boxes = page.get_by_role("group", name="Until when?")
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(part).fill(str(value))
    return day


def _appoint(page: Page, live: Live) -> str:
    """Let somebody act, after some mistakes; return the code."""
    page.goto("/reach/")
    page.get_by_role("link", name="Let somebody act for you").click()
    check(page)
    press(page, "Make a code")
    expect(page.get_by_role("alert")).to_contain_text("Write day, month and year in figures")
    check(page)
    page.get_by_label("Ask for things").check()
    _until(page, live, years=3)
    press(page, "Make a code")
    expect(page.get_by_role("alert")).to_contain_text("at most a year ahead")
    expect(page.get_by_label("Ask for things")).to_be_checked()
    _until(page, live, years=1)
    press(page, "Make a code")
    code = str(page.get_by_role("status").locator(".key").inner_text())
    check(page)
    picture(page, "represent-code")
    page.reload()
    expect(page.get_by_text(code)).to_have_count(0)
    return code


def _accept(page: Page, code: str) -> None:
    """Begin to act for whoever made the code."""
    page.goto("/represent/")
    page.get_by_label("Code that somebody gave you").fill(code.lower())
    press(page, "Continue")
    check(page)
    picture(page, "represent-accept")
    press(page, "Yes, I act for them")
    press(page, "Act for them now")
    heading(page, "Inbox")
    expect(page.get_by_text("You act for")).to_be_visible()
    check(page)


def _act(page: Page, reference: str) -> None:
    """Read, and ask; nothing else."""
    page.goto(f"/summons/{reference}/")
    heading(page, "Your summons")
    check(page)
    picture(page, "represent-summons")
    expect(page.get_by_role("button", name="I will come")).to_have_count(0)
    page.get_by_role("button", name="I cannot come").click()
    page.get_by_role("button", name="I am ill").click()
    heading(page, "Your summons")
    expect(page.get_by_text("Waiting for an answer.")).to_be_visible()
    for path in ("/record/", "/reach/", f"/summons/{reference}/conscience/"):
        page.goto(path)
        heading(page, "Only they can do this")
        check(page)
    press(page, "Act for myself again")
    expect(page.get_by_text("You act for")).to_have_count(0)


def _in_other_languages(page: Page, live: Live, name: str, *paths: str) -> None:
    """Longer words, and from the right."""
    for language in ("de", "ar"):
        speak(page.context, live.url, language)
        for number, path in enumerate(paths):
            page.goto(path)
            expect(page.locator("html")).to_have_attribute("lang", language)
            check(page)
            picture(page, f"{name}-{number}-{language}")
    speak(page.context, live.url, "en")


def test_a_friend_reads_and_asks_and_opens_nothing(phone: Page, live: Live) -> None:
    reference = become_summoned(phone)
    code = _appoint(phone, live)
    # Their own code is of no use to them.
    phone.get_by_label("Code that somebody gave you").fill(code)
    press(phone, "Continue")
    expect(phone.get_by_role("alert")).to_contain_text("a code of your own")
    _in_other_languages(phone, live, "represented", "/represent/")
    _someone_else(phone)
    _accept(phone, code)
    acting = ("/inbox/", f"/summons/{reference}/", "/record/")
    _in_other_languages(phone, live, "acting", *acting)
    _act(phone, reference)
    assert live.count(OPENED, reference) == 0

    # The person sees who read and what was done for them, and ends it.
    phone.goto("/demo/")
    phone.get_by_role("row").filter(has_text="not opened").first.get_by_role("button").click()
    phone.goto(f"/summons/{reference}/")
    press(phone, "Open the summons")
    phone.get_by_text("What happened so far").click()
    expect(phone.get_by_text("by somebody who acts for the person")).to_be_visible()
    phone.goto("/record/")
    expect(phone.get_by_role("cell", name="Somebody who acts for you").first).to_be_visible()
    phone.goto("/represent/")
    press(phone, "End it now")
    expect(phone.get_by_text("It was ended on")).to_be_visible()
    picture(phone, "represent-ended")
    _someone_else(phone)
    phone.goto("/represent/")
    expect(phone.get_by_role("button", name="Act for them now")).to_have_count(0)
