"""A claim of conscience, from a phone and at the counter (F24)."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.portals.browsing import (
    become_staff,
    become_summoned,
    check,
    heading,
    press,
    speak,
)
from tests.portals.conftest import Live
from vocatio.project import board

FACTS = """SELECT count(*) FROM summonses_summonsfact f
JOIN summonses_summons s ON s.id = f.subject_id WHERE s.reference = %s AND f.kind = %s"""


def test_while_the_board_has_no_key_it_is_claimed_without_words(phone: Page, live: Live) -> None:
    reference = become_summoned(phone)
    phone.goto(f"/summons/{reference}/")
    press(phone, "Open the summons")
    phone.goto(f"/summons/{reference}/conscience/")
    expect(phone.get_by_text("The board cannot receive your reasons here yet.")).to_be_visible()
    expect(phone.get_by_role("textbox")).to_have_count(0)
    check(phone)
    press(phone, "Claim it now")
    expect(phone.get_by_role("heading", name="Refusal on grounds of conscience")).to_be_visible()
    assert live.count(FACTS, reference, "Request") == 1


def test_it_is_claimed_before_and_after_anything_else(
    phone: Page, desk: Page, live: Live, tmp_path: Path
) -> None:
    board.accept_key(live.database.access, board.new_key("of the board").public)
    reference = become_summoned(phone)
    phone.goto(f"/summons/{reference}/")
    phone.get_by_role("link", name="I refuse on grounds of conscience").click()
    heading(phone, "I refuse on grounds of conscience")
    check(phone)
    phone.screenshot(path=tmp_path / "conscience.png", full_page=True)
    phone.get_by_label("What do you want to tell the board?").fill("I will not carry a weapon.")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"no PDF")
    phone.get_by_label("Papers or photographs").set_input_files(letter)
    press(phone, "Claim it now")
    expect(phone.get_by_role("alert")).to_contain_text("send a PDF")
    words = phone.get_by_label("What do you want to tell the board?")
    expect(words).to_have_value("I will not carry a weapon.")
    check(phone)
    press(phone, "Claim it now")
    heading(phone, "A summons for you")
    expect(phone.get_by_text("You refused on grounds of conscience on")).to_be_visible()
    check(phone)
    press(phone, "Open the summons")
    expect(phone.get_by_role("heading", name="Refusal on grounds of conscience")).to_be_visible()
    expect(phone.get_by_text("I will not carry a weapon.")).to_have_count(0)
    check(phone)
    phone.goto(f"/summons/{reference}/conscience/")
    heading(phone, "Your summons")
    assert live.count(FACTS, reference, "Request") == 1

    become_staff(desk, "Dana Decider")
    desk.goto("/office/work/")
    expect(desk.get_by_text(reference)).to_have_count(0)


def test_it_reads_from_the_right_in_arabic(phone: Page, live: Live, tmp_path: Path) -> None:
    reference = become_summoned(phone)
    speak(phone.context, live.url, "ar")
    phone.goto(f"/summons/{reference}/conscience/")
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    check(phone)
    phone.screenshot(path=tmp_path / "conscience-ar.png", full_page=True)


def test_at_the_counter_nothing_of_a_conscience_is_written_down(desk: Page, live: Live) -> None:
    reference = become_summoned(desk)
    become_staff(desk, "Olga Officer")
    desk.goto(f"/office/requests/new/{reference}/")
    desk.get_by_label("What do they say or ask for?").select_option(
        "Refuses on grounds of conscience"
    )
    desk.get_by_label("at the counter").check()
    desk.get_by_label("In their words").fill("Because of their faith.")
    press(desk, "Write it down")
    expect(desk.get_by_role("alert")).to_contain_text("Leave this empty.")
    check(desk)
    desk.get_by_label("In their words").fill("")
    press(desk, "Write it down")
    assert live.count(FACTS, reference, "Request") == 1
    assert live.count(FACTS, reference, "ContentHandover") == 0
