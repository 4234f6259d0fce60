"""A letter from the portal, and the page where anybody checks one."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portals.browsing import become_staff, check, heading, open_summons, press
from tests.portals.conftest import Live

COPIES = "SELECT count(*) FROM summonses_summonsfact WHERE kind = 'Copy'"


def saved(page: Page, button: str, folder: Path) -> Path:
    """What a button hands out."""
    with page.expect_download() as download:
        press(page, button)
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_a_person_saves_the_letter_and_anybody_checks_it(
    phone: Page, live: Live, tmp_path: Path
) -> None:
    reference = open_summons(phone)
    before = live.count(COPIES)
    file = saved(phone, "Save as a letter (PDF)", tmp_path)
    large = saved(phone, "In large print (PDF)", tmp_path)
    assert file.name == f"{reference}.pdf"
    assert large.read_bytes().startswith(b"%PDF-1.7")
    assert live.count(COPIES) == before + 2

    press(phone, "Sign out")
    phone.get_by_role("main").get_by_role("link", name="Is this letter genuine?").click()
    heading(phone, "Is this letter genuine?")
    check(phone)
    phone.get_by_label("Code on the letter").fill(reference.lower())
    press(phone, "Check the code")
    answer = phone.get_by_role("status")
    expect(answer).to_contain_text("This letter is genuine.")
    check(phone)
    phone.get_by_label("The letter as a PDF file").set_input_files(file)
    press(phone, "Check the file")
    expect(answer).to_contain_text("This letter is genuine.")
    phone.get_by_label("The letter as a PDF file").set_input_files(
        {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 none of ours"}
    )
    press(phone, "Check the file")
    expect(answer).to_contain_text("We do not know this letter.")


def test_no_name_is_told(phone: Page, live: Live) -> None:
    given, family, reference = live.row(
        """SELECT n.given, n.family, s.reference FROM summonses_summons s
           JOIN register_name n ON n.person_id = s.person_id"""
    )
    phone.goto(f"/check/?code={reference}")
    expect(phone.get_by_role("status")).to_contain_text("genuine")
    text = phone.content()
    assert given not in text
    assert family not in text


@pytest.mark.parametrize("button", ["Check the code", "Check the file"])
def test_nothing_given_is_asked_for(phone: Page, button: str) -> None:
    phone.goto("/check/")
    press(phone, button)
    expect(phone.get_by_role("alert")).to_be_visible()
    expect(phone.get_by_role("status")).to_have_count(0)
    check(phone)


def test_without_javascript_and_in_german(browser: Browser, live: Live) -> None:
    (reference,) = live.row("SELECT reference FROM summonses_summons")
    context = browser.new_context(base_url=live.url, java_script_enabled=False, locale="de-AT")
    page = context.new_page()
    page.goto("/check/")
    page.get_by_label("Code auf dem Brief").fill(reference)
    press(page, "Code prüfen")
    expect(page.get_by_role("status")).to_contain_text("Dieser Brief ist echt.")
    context.close()


def test_an_officer_prints_it_at_the_counter(desk: Page, live: Live, tmp_path: Path) -> None:
    opened = "SELECT count(*) FROM summonses_summonsfact WHERE kind = 'ContentHandover'"
    office, day = live.row(
        "SELECT office_id, (starts_at AT TIME ZONE 'Europe/Vienna')::date FROM offices_slot o "
        "JOIN summonses_summons s ON s.slot_id = o.id"
    )
    become_staff(desk, "Olga Officer")
    before, copies = live.count(opened), live.count(COPIES)
    desk.goto(f"/office/day/{office}/{day}/")
    check(desk)
    button = desk.get_by_role("button", name="Print the letter").first
    with desk.expect_download() as download:
        button.click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert (live.count(opened), live.count(COPIES)) == (before, copies + 1)
