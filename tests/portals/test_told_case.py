"""What somebody says to an officer about what followed an absence; a letter confirms it."""

import pytest
from playwright.sync_api import Page, expect

from tests import database as testing
from tests.actions.case.town import Refuser
from tests.portals.absent import stayed_away
from tests.portals.browsing import check, heading, picture, press
from tests.portals.conftest import Live
from tests.portals.test_told import letter, look_up, waiting


@pytest.fixture(scope="module")
def absent(live: Live) -> Refuser:
    """Somebody about whom a case goes on."""
    with testing.connected(live.database):
        (found,) = stayed_away(live, 1)
        found.be_heard()
        return found


def test_what_is_said_about_a_case(desk: Page, live: Live, absent: Refuser) -> None:
    look_up(desk, waiting(live, 0))
    desk.goto(f"/office/people/{absent.summons.person_id}/")
    desk.get_by_role("link", name="Write down what they tell you").click()
    desk.get_by_role("link", name="Answer, appeal or objection").click()
    check(desk)
    picture(desk, "told-case")
    case = desk.url
    press(desk, "Write it down")
    expect(desk.get_by_role("alert")).to_contain_text("Choose one of the answers.")
    for choice, confirmed in (
        ("An answer to what was written to them", "You answered what was written to you"),
        ("It did not reach them", "did not reach you"),
    ):
        desk.goto(case)
        desk.get_by_role("group", name="What do they say?").get_by_label(choice).first.check()
        desk.get_by_label("By telephone").check()
        desk.get_by_label("In their words").fill("I was at sea.")
        press(desk, "Write it down")
        heading(desk, "It is written down")
        assert confirmed in letter(desk)
