"""An officer looks at what followed an absence: one file on one page, and what can be done."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import database as testing
from tests.actions.case.town import Refuser, reasons
from tests.portals.absent import stayed_away
from tests.portals.browsing import become_staff, check, heading, press
from tests.portals.conftest import Live
from vocatio.actions.case.answer import answer
from vocatio.actions.case.review import drop
from vocatio.actions.clock import now
from vocatio.domain.consequences.states import CaseState

OFFICER = "Olga Officer"


@pytest.fixture(scope="module")
def absent(live: Live) -> Iterator[list[Refuser]]:
    """Some of them, at one office."""
    with testing.connected(live.database):
        yield stayed_away(live, 4)


def _open(page: Page, somebody: Refuser) -> None:
    page.goto(f"/office/case/{somebody.case.id}/")


def _step(page: Page, name: str) -> None:
    """Unfold a step."""
    page.locator("summary").filter(has_text=name).click()


def test_the_list_says_what_is_to_do_and_the_page_has_the_evidence(
    desk: Page, live: Live, absent: list[Refuser]
) -> None:
    somebody = absent[0]
    become_staff(desk, OFFICER)
    desk.goto("/office/cases/")
    check(desk)
    with testing.connected(live.database):
        office = somebody.summons.slot.office
        name = somebody.look(somebody.town.officer).name
    desk.get_by_role("main").get_by_role("link", name=office.name["en"], exact=True).click()
    check(desk)
    line = desk.get_by_role("row").filter(has_text=name).first
    expect(line).to_contain_text("Opened")
    expect(line).to_contain_text("None runs")
    expect(line).to_contain_text("Look at it: excuse")
    _open(desk, somebody)
    heading(desk, f"Case of {name}")
    check(desk)
    for evidence in ("It was opened", "The person did not appear", "A reminder was written"):
        expect(desk.get_by_text(evidence).first).to_be_visible()
    with testing.connected(live.database):
        looked = live.count(
            "SELECT count(*) FROM access_reading WHERE what LIKE 'case file%%' AND purpose = 'case'"
        )
        assert looked, "whoever opens the file leaves a reading (F10)"


def test_an_answer_is_noted_and_the_absence_excused_by_keyboard_alone(
    desk: Page, live: Live, absent: list[Refuser]
) -> None:
    somebody = absent[0]
    become_staff(desk, OFFICER)
    _open(desk, somebody)
    _step(desk, "Write down what the person says")
    check(desk)
    desk.get_by_label("by telephone").check()
    desk.locator("#answer-words").fill("The bus did not run.")
    press(desk, "Write down what the person says")
    expect(desk.get_by_role("status")).to_contain_text("Done")
    expect(desk.get_by_text("The bus did not run.")).to_be_visible()
    _tab_to(desk, "Excuse the absence")
    desk.keyboard.press("Enter")
    # Into the field, nothing written: the error stands beside it, and leads to it.
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    summary = desk.get_by_role("alert")
    expect(summary).to_contain_text("Write the reasons")
    check(desk)
    _tab_to(desk, "Write the reasons")
    desk.keyboard.press("Enter")
    expect(desk.locator("#excuse-reasons")).to_be_focused()
    desk.keyboard.type("No bus ran on that day, as the company confirms.")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Excuse the absence")
    check(desk)
    with testing.connected(live.database):
        assert somebody.own.state == CaseState.CLOSED
        assert somebody.own.documents[-1].kind == "closed"


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says so."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            return
    pytest.fail(f"the keyboard does not lead to {words!r}")


def test_a_notice_then_a_proposal_with_its_evidence(
    desk: Page, live: Live, absent: list[Refuser]
) -> None:
    somebody = absent[1]
    become_staff(desk, OFFICER)
    _open(desk, somebody)
    _step(desk, "Give notice of what is considered")
    desk.locator("#notice-reasons").fill("Two appointments were missed without a word.")
    press(desk, "Give notice of what is considered")
    expect(desk.get_by_role("alert")).to_contain_text("Choose at least one measure")
    expect(desk.locator("#notice-reasons")).to_have_value(
        "Two appointments were missed without a word."
    )
    check(desk)
    desk.locator("input[name='notice-considers']").first.check()
    chosen = desk.locator("input[name='notice-considers']:checked").get_attribute("value") or ""
    press(desk, "Give notice of what is considered")
    expect(desk.get_by_role("status")).to_be_visible()
    expect(desk.get_by_text("It is not shown that the person received it").first).to_be_visible()
    with testing.connected(live.database):
        assert somebody.own.state == CaseState.NOTIFIED
        somebody.read("notice")
    _open(desk, somebody)
    expect(desk.get_by_text("The time to answer ends")).to_be_visible()
    with testing.connected(live.database):
        somebody.town.wait(15)
        assert somebody.own.state == CaseState.HEARD
    _open(desk, somebody)
    _step(desk, "Propose a measure to the court")
    check(desk)
    desk.locator(f"input[name='propose-measure'][value='{chosen}']").check()
    desk.locator("#propose-scope").fill("As the law has it")
    desk.locator("#propose-reasons").fill("Reminder and new date have led to nothing.")
    press(desk, "Propose a measure to the court")
    expect(desk.get_by_role("status")).to_be_visible()
    with testing.connected(live.database):
        assert somebody.own.state == CaseState.PROPOSED


def test_whoever_comes_second_is_told_what_the_first_did_and_loses_nothing(
    desk: Page, live: Live, absent: list[Refuser]
) -> None:
    somebody = absent[2]
    become_staff(desk, OFFICER)
    _open(desk, somebody)
    _step(desk, "Give a new date")
    with testing.connected(live.database):
        answer(somebody.case.reference, "I am back now.", by=somebody.person, at=now())
        drop(somebody.case.id, reasons(), by=somebody.town.officer, at=now())
    words = "They should have another chance, say I."
    desk.locator("#new_date-reasons").fill(words)
    press(desk, "Give a new date")
    expect(desk.get_by_role("alert")).to_contain_text("Somebody was faster")
    meanwhile = desk.get_by_role("region", name="What happened meanwhile")
    expect(meanwhile).to_contain_text("I am back now.")
    expect(meanwhile).to_contain_text("dropped")
    expect(meanwhile).to_contain_text(OFFICER)
    expect(desk.locator("#new_date-reasons")).to_have_value(words)
    expect(desk.get_by_role("button", name="Give a new date")).to_have_count(0)
    check(desk)
    with testing.connected(live.database):
        assert somebody.own.state == CaseState.CLOSED


def test_after_the_court_an_appeal_is_entered_and_a_measure_lifted(
    desk: Page, live: Live, absent: list[Refuser]
) -> None:
    somebody = absent[3]
    with testing.connected(live.database):
        somebody.be_heard()
        somebody.be_proposed()
        somebody.find()
        somebody.measure()
    become_staff(desk, OFFICER)
    _open(desk, somebody)
    check(desk)
    _step(desk, "Enter an appeal")
    desk.locator("input[name='appeal-against']").last.check()
    desk.locator("input[name='appeal-channel'][value='counter']").check()
    press(desk, "Enter an appeal")
    expect(desk.get_by_role("status")).to_be_visible()
    _step(desk, "Lift a measure")
    desk.locator("input[name='lift-measure']").first.check()
    desk.locator("input[name='lift-cause'][value='error']").check()
    desk.locator("#lift-reasons").fill("It was somebody else who was expected that day.")
    press(desk, "Lift a measure")
    expect(desk.get_by_role("status")).to_be_visible()
    check(desk)
    with testing.connected(live.database):
        assert somebody.own.documents[-1].kind == "lift"
        assert [one.about for one in somebody.own.appeals] == [str(somebody.own.measures[0].id)]
