"""A court decides: through its own door, one file on one page, each decision by itself."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import database as testing
from tests.actions.case.town import Refuser, reasons
from tests.actions.court import PASSWORD
from tests.portals.absent import stayed_away
from tests.portals.browsing import check, heading, once_more, press, sign_in
from tests.portals.conftest import Live
from vocatio.actions.case.appeal import appeal
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.states import CaseState
from vocatio.entry.commands.demo.plan import PASSWORD as OF_STAFF


@pytest.fixture(scope="module")
def proposed(live: Live) -> Iterator[list[Refuser]]:
    """Two whose cases were handed to the court, and one whose case was not."""
    with testing.connected(live.database):
        people = stayed_away(live, 3)
        for one in people[:2]:
            one.be_heard()
            one.be_proposed()
        yield people


def _come_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.goto("/court/")
    page.get_by_role("link", name="Court", exact=True).click()
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


def _fill_day(page: Page, field: str, days: int) -> None:
    day = (now() + timedelta(days=days)).date()
    for part in ("day", "month", "year"):
        page.locator(f"input[name='measure-{field}_{part}']").fill(str(getattr(day, part)))


def test_each_door_opens_to_its_own_members_alone(
    desk: Page, live: Live, proposed: list[Refuser]
) -> None:
    assert proposed
    desk.goto("/court/")
    check(desk)
    _come_in(desk, "officer", OF_STAFF)
    expect(desk.get_by_role("alert")).to_contain_text("User name or password is wrong")
    check(desk)
    sign_in(desk, "judge0", PASSWORD)
    expect(desk.get_by_role("alert")).to_contain_text("User name or password is wrong")
    desk.goto("/office/demo/")
    expect(desk.get_by_role("button", name="Judge0")).to_have_count(0)
    desk.goto("/court/demo/")
    check(desk)
    expect(desk.get_by_role("button", name="Olga Officer")).to_have_count(0)
    _come_in(desk, "judge0")
    heading(desk, "Cases")
    desk.goto("/office/")
    heading(desk, "Sign in")
    desk.goto("/court/cases/")
    check(desk)
    rows = desk.get_by_role("row")
    expect(rows).to_have_count(3)
    with testing.connected(live.database):
        other = proposed[2].case.id
    answer = desk.goto(f"/court/case/{other}/")
    assert answer
    assert answer.status == 404, "what was not handed to the body is not there"


def test_a_finding_and_a_measure_by_keyboard_alone(
    desk: Page, live: Live, proposed: list[Refuser]
) -> None:
    somebody = proposed[0]
    _come_in(desk, "judge0")
    with testing.connected(live.database):
        name = somebody.look(somebody.town.officer).name
        address = f"/court/case/{somebody.case.id}/"
    desk.goto(address)
    heading(desk, f"Case of {name}")
    check(desk)
    # Nothing but keys from here on: a finding with too few words, then one that says enough.
    _tab_to(desk, "Make the finding")
    _keys(desk, "Enter", "Tab")
    desk.keyboard.type("They stayed away twice.")
    _keys(desk, "Tab", "Enter")
    expect(desk.get_by_role("alert")).to_contain_text("too little")
    check(desk)
    expect(desk.locator("#find-reasons")).to_have_value("They stayed away twice.")
    _tab_to(desk, "too little")
    _keys(desk, "Enter")
    expect(desk.locator("#find-reasons")).to_be_focused()
    desk.keyboard.press("Control+A")
    desk.keyboard.type(
        "Two appointments were missed; the summons and the reminder were opened in time, no "
        "request was made, and no ground that counts was named at the hearing or after it."
    )
    _keys(desk, "Tab", "Enter")
    expect(desk.get_by_role("status")).to_contain_text("Make the finding")
    with testing.connected(live.database):
        assert somebody.own.state == CaseState.FOUND
    _decide_on_a_measure(desk, live)
    with testing.connected(live.database):
        assert somebody.own.state == CaseState.DECIDED


def _decide_on_a_measure(desk: Page, live: Live) -> None:
    desk.locator("summary").filter(has_text="Decide on a measure").click()
    expect(desk.locator("#measure-scope")).to_have_value("class B")
    _fill_day(desk, "starts", 3)
    _fill_day(desk, "review_on", 40)
    _fill_day(desk, "until", 80)
    with testing.connected(live.database):
        desk.locator("#measure-reasons").fill(reasons())
    press(desk, "Decide on a measure")
    expect(desk.get_by_role("group", name="First day")).to_contain_text("too early")
    check(desk)
    _fill_day(desk, "starts", 20)
    # It takes legal effect: after a while the password is asked for, and nothing typed is lost.
    with testing.connected(live.database):
        advance_to(now() + timedelta(minutes=11))
    press(desk, "Decide on a measure")
    once_more(desk, PASSWORD)
    expect(desk.get_by_role("status")).to_contain_text("Decide on a measure")
    check(desk)


def _keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _tab_to(page: Page, words: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            return
    pytest.fail(f"the keyboard does not lead to {words!r}")


def test_an_appeal_goes_to_somebody_fresh_who_may_let_it_go_on_and_decides(
    desk: Page, live: Live, proposed: list[Refuser]
) -> None:
    somebody = proposed[1]
    with testing.connected(live.database):
        somebody.find()
        measure = somebody.measure()
        reference = somebody.case.reference
        appeal(reference, measure, "It hits my work.", by=somebody.person, at=now())
        address = f"/court/case/{somebody.case.id}/"
        first, second, third = reasons(), reasons(), reasons()
    _come_in(desk, "judge0")
    desk.goto(address)
    _decide(desk, first)
    expect(desk.get_by_role("alert")).to_contain_text("taken part before")
    press(desk, "Sign out")
    _come_in(desk, "judge2")
    desk.goto(address)
    expect(desk.get_by_text("It hits my work.")).to_be_visible()
    desk.locator("summary").filter(has_text="Order that a measure goes on").click()
    desk.locator("input[name='go_on-appeal']").check()
    desk.locator("#go_on-reasons").fill(second)
    check(desk)
    press(desk, "Order that a measure goes on during an appeal")
    expect(desk.get_by_role("status")).to_be_visible()
    press(desk, "Sign out")
    _come_in(desk, "judge1")
    desk.goto(address)
    _decide(desk, third)
    expect(desk.get_by_role("status")).to_contain_text("Decide an appeal")
    with testing.connected(live.database):
        kinds = [line.kind for line in somebody.own.course]
        assert CaseKind.ENFORCEMENT in kinds
        assert [d.kind for d in somebody.own.documents][-2:] == ["appeal_upheld", "lift"]


def _decide(page: Page, words: str) -> None:
    page.locator("summary").filter(has_text="Decide an appeal").click()
    page.locator("input[name='decide_appeal-appeal']").check()
    page.locator("input[name='decide_appeal-outcome'][value='upheld']").check()
    page.locator("#decide_appeal-reasons").fill(words)
    press(page, "Decide an appeal")
