"""Somebody who was not there: what they are asked and what they can say, in the browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import database as testing
from tests.actions.case.town import Refuser, reasons
from tests.portals.absent import become, stayed_away
from tests.portals.browsing import become_staff, check, heading, picture, press, speak
from tests.portals.conftest import Live
from vocatio.actions.clock import now
from vocatio.actions.request.drafts import ticket
from vocatio.domain.consequences.force import Answer
from vocatio.domain.consequences.states import CaseState
from vocatio.domain.consequences.telling import words_in
from vocatio.portals.citizen.session import TICKET

#: How an overseer can answer, and what the person reads then.
ANSWERS = {
    "refuse_stay": "decided that the case goes on",
    "stay": "Everything is stopped until",
}
MISSED = "After an appointment that was missed"


@pytest.fixture(scope="module")
def absent(live: Live) -> Iterator[list[Refuser]]:
    """Two of them."""
    with testing.connected(live.database):
        yield stayed_away(live, 2)


def test_who_was_not_there_answers(phone: Page, live: Live, absent: list[Refuser]) -> None:
    somebody = absent[0]
    become(phone, live, somebody)
    phone.goto("/inbox/")
    check(phone)
    phone.get_by_role("link", name=MISSED).click()
    heading(phone, MISSED)
    # In the language of whoever it is.
    asks = phone.locator("main .govuk-body-l")
    language = asks.get_attribute("lang") or ""
    expect(asks).to_have_text(words_in(language).states[CaseState.OPENED])
    check(phone)
    # Their session ends while they write: nothing typed is lost.
    with testing.connected(live.database):
        kept = {"name": TICKET, "value": ticket(by=somebody.person, at=now()), "url": live.url}
    phone.context.add_cookies([kept])  # type: ignore[list-item]  # because its type is a TypedDict
    phone.get_by_label("What do you want to say?").fill("I was in hospital.")
    phone.context.clear_cookies(name="sessionid")
    press(phone, "Send the answer")
    expect(phone.get_by_role("status")).to_contain_text("What you typed is kept for 7 days")
    become(phone, live, somebody)
    phone.goto("/inbox/")
    phone.get_by_role("link", name="You have typed something").click()
    expect(phone.get_by_label("What do you want to say?")).to_have_value("I was in hospital.")
    check(phone)
    press(phone, "Send the answer")
    heading(phone, MISSED)
    expect(phone.get_by_label("What do you want to say?")).to_have_value("")
    with testing.connected(live.database):
        found = live.count("SELECT count(*) FROM cases_casefact WHERE kind = 'HearingAnswer'")
        assert (found, somebody.own.state) == (1, CaseState.OPENED)


def test_a_letter_that_never_came_and_a_cause_that_is_gone(
    phone: Page, live: Live, absent: list[Refuser]
) -> None:
    somebody = absent[1]
    with testing.connected(live.database):
        somebody.be_heard()
        somebody.be_proposed()
        somebody.find()
        somebody.measure()
        reference = somebody.case.reference
        measure = somebody.own.documents[-1].reference
        somebody.read("measure")
    become(phone, live, somebody)
    phone.goto(f"/case/{reference}/")
    check(phone)
    phone.get_by_label("Is the reason for it gone").fill("I came back the next day.")
    press(phone, "I dispute this")
    expect(phone.get_by_text("You disputed it on")).to_be_visible()
    expect(phone.get_by_role("button", name="I dispute this")).to_have_count(0)
    never = phone.locator(f"button[value='never:{measure}']")
    phone.locator("details").filter(has=never).locator("summary").click()
    check(phone)
    never.click()
    expect(phone.get_by_text("You said on")).to_be_visible()
    expect(never).to_have_count(0)
    check(phone)
    with testing.connected(live.database):
        (line,) = somebody.own.measures
        assert line.answer == Answer.NOT_IN_FORCE, "an account of non-receipt suspends"
        somebody.town.wait(16)
        (line,) = somebody.own.measures
        words = words_in(somebody.own.language).obstacles
        assert words["cause_disputed"] in line.because
        assert words["decision_not_received"] in line.because, "silence undoes its service"


def test_a_stay_is_asked_for_and_an_overseer_answers(
    phone: Page, desk: Page, live: Live, absent: list[Refuser]
) -> None:
    with testing.connected(live.database):
        address, words = f"/case/{absent[1].case.reference}/", reasons()
    become(phone, live, absent[1])
    for step, told in ANSWERS.items():
        phone.goto(address)
        phone.get_by_label("Should everything be stopped").fill("I need to drive to work.")
        check(phone)
        press(phone, "Ask for it")
        expect(phone.get_by_text("You asked on")).to_be_visible()
        expect(phone.get_by_text("I need to drive to work.")).to_be_visible()
        check(phone)
        picture(phone, "stay-asked")
        become_staff(desk, "Omar Overseer")
        desk.goto("/oversight/")
        expect(desk.get_by_text("1 person waits for an answer")).to_be_visible()
        check(desk)
        picture(desk, "stay-oversight")
        desk.get_by_role("link", name="Open the case that has waited longest").click()
        expect(desk.get_by_text("I need to drive to work.").first).to_be_visible()
        desk.locator("details", has=desk.locator(f"#{step}-reasons")).locator("summary").click()
        desk.locator(f"#{step}-reasons").fill(words)
        check(desk)
        desk.locator(f"button[value={step}]").click()
        expect(desk.get_by_role("status")).to_be_visible()
        phone.goto(address)
        expect(phone.get_by_text(told)).to_be_visible()
        check(phone)
        picture(phone, f"stay-answered-{step}")
        with testing.connected(live.database):
            words = reasons()
    for language in ("de", "ar"):
        speak(phone.context, live.url, language)
        phone.goto(address)
        check(phone)
        picture(phone, f"stay-answered-{language}")
