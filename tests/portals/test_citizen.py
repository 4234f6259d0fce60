"""The person summoned, on a phone."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from tests.actions.papers import paper
from tests.portals.browsing import (
    become_summoned,
    check,
    crawl,
    fits,
    heading,
    open_summons,
    press,
    speak,
)
from tests.portals.conftest import Live
from vocatio.domain.evidence.bundle import layout

#: What a notice must say (F3), as the sample jurisdiction words it.
NOTICE = (
    "Legal basis",
    "The register lists you as liable",
    "Recruiting office",
    "local time",
    "Ask for another one",
    "Nothing is decided against you",
    "If you stay away",
    "Before anything is decided about you",
    "You can appeal",
)

FACTS = """SELECT count(*) FROM summonses_summonsfact f
JOIN summonses_summons s ON s.id = f.subject_id WHERE s.reference = %s AND f.kind = %s"""


def test_from_the_inbox_to_the_reply(phone: Page, live: Live) -> None:
    reference = become_summoned(phone)
    heading(phone, "Inbox")
    check(phone)
    phone.get_by_role("main").get_by_role("link").click()
    heading(phone, "A summons for you")
    check(phone)
    assert live.count(FACTS, reference, "ContentHandover") == 0

    press(phone, "Open the summons")
    heading(phone, "Your summons")
    check(phone)
    assert live.count(FACTS, reference, "ContentHandover") == 1

    press(phone, "I will come")
    expect(phone.get_by_text("Will come", exact=True)).to_be_visible()
    expect(phone.get_by_role("button", name="I will come")).to_have_count(0)
    assert live.count(FACTS, reference, "Reply") == 1


def test_the_notice_says_all_that_the_floor_asks(phone: Page) -> None:
    open_summons(phone)
    languages = phone.get_by_role("article").evaluate_all("all => all.map(one => one.lang)")
    assert "en" in languages
    for words in NOTICE:
        expect(phone.get_by_role("article").and_(phone.locator("[lang=en]"))).to_contain_text(words)


def test_it_says_why_it_counts_as_served(phone: Page) -> None:
    open_summons(phone)
    phone.get_by_text("Does it count as served, and why?").click()
    because = phone.locator(".because")
    expect(because).to_contain_text("article 6(1)")
    assert because.locator("..").get_attribute("lang") in ("ar", "de", "en")
    phone.get_by_text("What happened so far").click()
    expect(phone.get_by_role("listitem").filter(has_text="It was opened")).to_be_visible()
    check(phone)


def test_the_proof_is_one_file_to_keep(phone: Page) -> None:
    reference = open_summons(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Download the proof").click()
    assert download.value.suggested_filename == f"summons-{reference}.zip"
    bundle = layout.parse(download.value.path().read_bytes())
    kinds = {json.loads(fact.content or b"")["kind"] for fact in bundle.facts.values()}
    assert {"SubmissionAcceptance", "ContentConsignment", "ContentHandover"} <= kinds
    phone.goto("/record/")
    expect(phone.get_by_text("The proof of a summons").first).to_be_visible()


def test_asking_for_another_date(phone: Page, live: Live, tmp_path: Path) -> None:
    reference = open_summons(phone)
    phone.get_by_role("button", name="I cannot come").click()
    heading(phone, "I cannot come")
    press(phone, "Continue")
    summary = phone.get_by_role("alert")
    expect(summary).to_contain_text("Choose one of the answers.")
    expect(phone.locator(".govuk-error-summary")).to_be_focused()
    check(phone)
    summary.get_by_role("link").click()
    expect(phone.get_by_label("Another date")).to_be_focused()

    phone.get_by_label("Another date").check()
    press(phone, "Continue")
    heading(phone, "Why?")
    check(phone)
    phone.get_by_label("Work", exact=True).check()
    press(phone, "Continue")
    _add_and_send(phone, tmp_path / "contract.pdf")
    assert live.count(FACTS, reference, "Request") == 1
    phone.goto(f"/summons/{reference}/ask/reschedule/")
    heading(phone, "Your summons")


def _add_and_send(phone: Page, letter: Path) -> None:
    """Wish for a time, write something, and send a file; the first one cannot be taken."""
    heading(phone, "Another date")
    check(phone)
    wished = phone.get_by_role("radio").nth(1)
    wished.check()
    phone.get_by_label("What should we know?").fill("I start a new job that week.")
    letter.write_bytes(b"not a PDF at all")
    phone.get_by_label("Papers or photographs").set_input_files(letter)
    press(phone, "Send the request")
    expect(phone.get_by_role("alert")).to_contain_text("send a PDF, or a photograph")
    expect(wished).to_be_checked()
    expect(phone.get_by_label("What should we know?")).to_have_value("I start a new job that week.")
    check(phone)
    letter.write_bytes(paper())
    phone.get_by_label("Papers or photographs").set_input_files(letter)
    press(phone, "Send the request")
    expect(phone.get_by_text("Waiting for an answer.")).to_be_visible()
    expect(phone.get_by_text("You wished for")).to_be_visible()
    check(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Your file (PDF)").click()
    assert download.value.path().read_bytes() == letter.read_bytes()


def test_being_ill_takes_two_presses(phone: Page, live: Live) -> None:
    reference = open_summons(phone)
    phone.get_by_role("button", name="I cannot come").click()
    press(phone, "I am ill, or I have a medical appointment")
    heading(phone, "Your summons")
    expect(phone.get_by_text("Waiting for an answer.")).to_be_visible()
    assert live.count(FACTS, reference, "Request") == 1


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("An interpreter, or other help when I come", "An interpreter for sign language"),
        ("To say that something kept me from acting in time", "I was abroad"),
        ("To say that this is not me", None),
    ],
)
def test_each_kind_of_request(phone: Page, live: Live, what: str, why: str | None) -> None:
    reference = open_summons(phone)
    phone.get_by_role("button", name="I cannot come").click()
    phone.get_by_label(what).check()
    press(phone, "Continue")
    if why:
        phone.get_by_label(why).check()
        press(phone, "Continue")
    heading(phone, what)
    check(phone)
    press(phone, "Send the request")
    heading(phone, "Your summons")
    assert live.count(FACTS, reference, "Request") == 1


def test_every_look_is_in_the_own_record(phone: Page) -> None:
    open_summons(phone)
    phone.get_by_role("link", name="What is held about you").click()
    heading(phone, "What is held about you")
    check(phone)
    rows = phone.get_by_role("row")
    expect(rows.filter(has_text="Summons").first).to_contain_text("To show you your own data")


def test_what_is_held_can_be_read_taken_along_and_corrected(phone: Page, live: Live) -> None:
    open_summons(phone)
    phone.goto("/record/")
    expect(phone.locator("#name")).to_contain_text("in use")
    expect(phone.locator("#address")).to_contain_text("from")
    phone.locator("#language").get_by_role("link", name="Correct this").click()
    heading(phone, "Language")
    check(phone)
    press(phone, "Ask for this correction")
    expect(phone.get_by_role("alert")).to_contain_text("Write what it should say.")
    check(phone)
    phone.get_by_label("Language, by its code").fill("fr")
    press(phone, "Ask for this correction")
    heading(phone, "What is held about you")
    expect(phone.get_by_text("Waiting for an answer.")).to_be_visible()
    expect(phone.locator("#language").get_by_role("link")).to_have_count(0)
    check(phone)
    assert live.count("SELECT count(*) FROM register_correction") == 1

    with phone.expect_download() as download:
        phone.get_by_role("link", name="The same as one file").click()
    record = json.loads(download.value.path().read_text())
    assert record["tables"]["register_correction"][0]["encrypted"] == {"tag": "fr"}
    phone.get_by_role("link", name="Everything that is held").click()
    heading(phone, "Everything that is held about you")
    phone.get_by_text("register: correction (1)").click()
    check(phone)


def test_how_somebody_wants_to_be_reached(phone: Page) -> None:
    become_summoned(phone)
    phone.get_by_role("link", name="How we reach you").click()
    heading(phone, "How we reach you")
    check(phone)
    phone.get_by_label("E-mail address").fill("nobody")
    phone.get_by_label("Large print").check()
    press(phone, "Save")
    expect(phone.get_by_role("alert")).to_contain_text("name@example.org")
    expect(phone.get_by_label("Large print")).to_be_checked()
    check(phone)
    phone.get_by_label("E-mail address").fill("me@example.org")
    press(phone, "Save")
    expect(phone.get_by_role("status")).to_contain_text("It is saved")
    expect(phone.get_by_label("E-mail address")).to_have_value("me@example.org")
    check(phone)


def test_the_appointment_for_a_calendar_says_nothing_about_why(phone: Page, live: Live) -> None:
    reference = open_summons(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Put it into your calendar").click()
    (event,) = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    query = """SELECT t.starts_at FROM summonses_summons s JOIN offices_slot t ON t.id = s.slot_id
               WHERE s.reference = %s"""
    assert event.decoded("dtstart") == live.row(query, reference)[0]
    assert "summons" not in str(event["summary"]).lower()


def test_in_german(phone: Page, live: Live) -> None:
    reference = become_summoned(phone)
    press(phone, "Deutsch")
    heading(phone, "Postfach")
    expect(phone.locator("html")).to_have_attribute("lang", "de")
    check(phone)
    phone.get_by_role("main").get_by_role("link").click()
    press(phone, "Vorladung öffnen")
    heading(phone, "Ihre Vorladung")
    # The page is in German; the notice itself in the languages it was issued in.
    query = "SELECT language FROM summonses_summons WHERE reference = %s"
    (chosen,) = live.row(query, reference)
    expect(phone.get_by_role("article").first).to_have_attribute("lang", chosen)


def test_without_javascript(browser: Browser, live: Live) -> None:
    with browser.new_context(base_url=live.url, java_script_enabled=False) as context:
        speak(context, live.url, "en")
        page = context.new_page()
        open_summons(page)
        press(page, "I will come")
        expect(page.get_by_text("You said that you will come.")).to_be_visible()


def test_with_the_keyboard_alone(phone: Page) -> None:
    reference = become_summoned(phone)
    phone.goto(f"/summons/{reference}/")
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="Skip to the content")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("main")).to_be_focused()
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("button", name="Open the summons")).to_be_focused()
    phone.keyboard.press("Enter")
    heading(phone, "Your summons")


def test_the_summons_of_somebody_else_is_not_there(phone: Page) -> None:
    theirs = open_summons(phone)
    open_summons(phone)
    answer = phone.goto(f"/summons/{theirs}/")
    assert answer
    assert answer.status == 404
    heading(phone, "There is nothing here")
    check(phone)


@pytest.mark.parametrize("path", ["/inbox/", "/record/", "/summons/AAAA-BBBB-CCCC-DDDD/"])
def test_nobody_comes_in_unannounced(phone: Page, path: str) -> None:
    phone.goto(path)
    heading(phone, "Sign in")


@pytest.mark.parametrize(
    "path", ["/", "/sign-in/", "/demo/", "/rights/", "/accessibility/", "/check/", "/nowhere/"]
)
def test_pages_before_signing_in(phone: Page, path: str) -> None:
    phone.goto(path)
    check(phone)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Forwarded-For": "192.0.2.1"}, 404),
        ({"Via": "1.1 somewhere"}, 404),
        ({"Host": "elsewhere.example"}, 400),
    ],
)
@pytest.mark.parametrize("path", ["/demo/", "/office/demo/"])
def test_the_persona_picker_is_for_this_machine_alone(
    live: Live, path: str, headers: dict[str, str], status: int
) -> None:
    # A browser sends no such headers; the address is that of our own server.
    request = urllib.request.Request(live.url + path, headers=headers)  # noqa: S310 because of that
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)  # noqa: S310 because of that
    assert refused.value.code == status


def test_signing_out_ends_the_session(phone: Page) -> None:
    become_summoned(phone)
    press(phone, "Sign out")
    heading(phone, "Your summons, online")
    phone.goto("/inbox/")
    heading(phone, "Sign in")


def test_the_own_language_until_another_is_chosen(browser: Browser, live: Live) -> None:
    with browser.new_context(base_url=live.url, locale="en-GB") as context:
        page = context.new_page()
        someone = page.get_by_role("row").filter(has_text="German").first.get_by_role("button")
        page.goto("/demo/")
        someone.click()
        heading(page, "Postfach")
        page.goto("/nowhere/")
        expect(page.locator("html")).to_have_attribute("lang", "de")

        page.goto("/record/")
        press(page, "English")
        heading(page, "What is held about you")
        press(page, "Sign out")
        heading(page, "Your summons, online")
        page.goto("/demo/")
        someone.click()
        heading(page, "Inbox")
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_every_page_in_arabic(phone: Page, live: Live) -> None:
    """From the right, on the smallest phone, and at 200 % on a desk of 1280."""
    speak(phone.context, live.url, "ar")
    phone.goto("/demo/")
    phone.get_by_role("row").filter(has_text="لم يُفتح").first.get_by_role("button").click()
    link = phone.get_by_role("main").get_by_role("link").first
    summons = str(link.get_attribute("href"))
    seen: set[str] = set()
    for _ in crawl(phone, seen, "/inbox/", "/", "/nowhere/", "/check/?code=0"):
        arabic(phone)

    phone.goto(summons)
    press(phone, "فتح الاستدعاء")
    expect(phone.get_by_role("article").first).to_be_visible()
    seen.remove("/summons/…/")
    asked = [f"{summons}ask/{what}/" for what in ("hindered", "hindered/abroad", "reschedule/work")]
    for _ in crawl(phone, seen, summons, *asked):
        arabic(phone)
    phone.goto(asked[0])
    press(phone, "متابعة")
    expect(phone.get_by_role("alert")).to_be_visible()
    arabic(phone)
    assert {"/", "/check/", "/record/", "/summons/…/", "/summons/…/ask/"} <= seen


def arabic(page: Page) -> None:
    """Hold a page against what Arabic asks of it."""
    expect(page.locator("html[lang=ar][dir=rtl]")).to_have_count(1)
    check(page)
    page.set_viewport_size({"width": 640, "height": 450})
    assert fits(page), page.url
    page.set_viewport_size({"width": 320, "height": 640})
