"""What a person and anybody else see of a summons that was withdrawn, or replaced."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests import database as testing
from tests.portals.browsing import check, heading, open_summons, press
from tests.portals.conftest import Live
from tests.portals.test_letters import saved
from vocatio.actions.callup.carry_out_correction import carry_out_correction
from vocatio.actions.callup.correct import approve_correction, correct_summons
from vocatio.actions.clock import now
from vocatio.domain.summons.corrections import Reason, Wanted, Way
from vocatio.entry.commands.demo import staff


def corrected(live: Live, reference: str, wanted: Wanted) -> None:
    """A planner submits it, an approver approves it, and it is carried out."""
    with testing.connected(live.database):
        team = staff.team()
        correction = correct_summons(reference, wanted, by=team.planner, at=now())
        approve_correction(correction, by=team.approver, at=now())
        carry_out_correction(correction)


def test_a_correction_that_keeps_the_date_promises_no_new_one(phone: Page, live: Live) -> None:
    reference = open_summons(phone)
    corrected(live, reference, Wanted(Way.SUPERSEDE, Reason.ERROR))
    new_post(phone, reference, "not opened")
    expect(phone.get_by_role("main")).to_contain_text(f"replaces the one with the code {reference}")
    expect(phone.get_by_role("main")).not_to_contain_text("You have a new date")


def told(page: Page, code: str, file: Path) -> str:
    """What anybody is told about a letter: the same by its code and by its file."""
    page.goto("/check/")
    page.get_by_label("Code on the letter").fill(code)
    press(page, "Check the code")
    answer = page.get_by_role("status")
    said = answer.inner_text()
    page.get_by_label("The letter as a PDF file").set_input_files(file)
    press(page, "Check the file")
    expect(answer).to_have_text(said, use_inner_text=True)
    check(page)
    return said


def new_post(page: Page, reference: str, state: str) -> None:
    """It lies in the inbox in that state, and is opened anew."""
    page.goto("/inbox/")
    expect(page.get_by_role("main")).to_contain_text(state, ignore_case=True)
    check(page)
    page.goto(f"/summons/{reference}/")
    page.get_by_role("main").get_by_role("button").first.click()
    heading(page, "Your summons")
    check(page)


def test_a_summons_is_withdrawn(phone: Page, live: Live, tmp_path: Path) -> None:
    reference = open_summons(phone)
    before = saved(phone, "Save as a letter (PDF)", tmp_path)
    assert "This letter is genuine." in told(phone, reference, before)
    corrected(live, reference, Wanted(Way.RECALL, Reason.NOT_NEEDED))
    new_post(phone, reference, "Withdrawn")
    page = phone.get_by_role("main")
    expect(page).to_contain_text("It was withdrawn: you do not have to come.")
    expect(page).to_contain_text("not needed after all")
    # Nothing there says a time or a place to which nobody has to come.
    expect(page.locator(".when")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(2)
    notice = saved(phone, "Save as a letter (PDF)", tmp_path)
    assert "This letter was recalled." in told(phone, reference, before)
    assert "This letter is genuine." in told(phone, notice.stem, notice)


def test_a_summons_is_replaced(phone: Page, live: Live, tmp_path: Path) -> None:
    reference = open_summons(phone)
    before = saved(phone, "Save as a letter (PDF)", tmp_path)
    corrected(live, reference, Wanted(Way.SUPERSEDE, Reason.PLACE, move=True))
    new_post(phone, reference, "not opened")
    expect(phone.get_by_role("main")).to_contain_text(f"replaces the one with the code {reference}")
    expect(phone.get_by_role("main")).to_contain_text("The date that you were given before")
    expect(phone.locator(".when")).to_be_visible()
    expect(phone.get_by_role("button", name="I will come")).to_be_visible()
    notice = saved(phone, "Save as a letter (PDF)", tmp_path)
    assert notice.stem != reference
    assert "a newer one replaces it" in told(phone, reference, before)
    assert "This letter is genuine." in told(phone, notice.stem, notice)
