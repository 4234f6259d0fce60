"""Somebody who was not there: what they are asked, in the browser."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests import database as testing
from tests.portals.browsing import check, heading, press
from tests.portals.conftest import Live
from vocatio.actions.access.sign_in import sign_in as sign_in_now
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.demo.crowd import summoned
from vocatio.actions.inspect import own
from vocatio.actions.inspect.case_page import own_cases
from vocatio.actions.inspect.day import offices
from vocatio.actions.summons.attendance import close_day
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Addressee
from vocatio.domain.consequences.states import CaseState
from vocatio.domain.consequences.telling import words_in
from vocatio.entry.commands.demo.plan import PASSWORD

WHY = "test"


def _absent(live: Live) -> tuple[Addressee, str]:
    """Somebody who read it and stayed away; the picker offers them."""
    with testing.connected(live.database):
        officer = sign_in_now("officer", PASSWORD, at=now())
        people = []
        for reference, person_id, _ in summoned(*live.row("SELECT id FROM callups_callup")):
            person = Addressee(person_id)
            open_summons(reference, by=person, at=now())
            page = own.summons(reference, by=person, purpose=WHY, at=now())
            people.append((page.starts_at, person))
        starts_at, person = min(people, key=lambda pair: pair[0])
        advance_to(starts_at + timedelta(hours=9))
        for office in offices(by=officer, purpose=WHY, at=now()):
            close_day(office.id, starts_at.date(), by=officer, at=now())
        (case,) = own_cases(by=person, purpose=WHY, at=now())
        return person, case.reference


def test_who_was_not_there_answers(phone: Page, live: Live) -> None:
    person, reference = _absent(live)
    phone.goto("/demo/")
    phone.get_by_role("row").filter(has_text="not appear").first.get_by_role("button").click()
    check(phone)
    link = phone.get_by_role("link", name="After an appointment that was missed")
    expect(link).to_be_visible()
    link.click()
    heading(phone, "After an appointment that was missed")
    # In the language of whoever it is.
    asks = phone.locator("main .govuk-body-l")
    language = asks.get_attribute("lang") or ""
    expect(asks).to_have_text(words_in(language).states[CaseState.OPENED])
    check(phone)
    phone.get_by_label("What do you want to say?").fill("I was in hospital.")
    press(phone, "Send the answer")
    heading(phone, "After an appointment that was missed")
    with testing.connected(live.database):
        found = live.count("SELECT count(*) FROM cases_casefact WHERE kind = 'HearingAnswer'")
        assert found == 1
        (case,) = own_cases(by=person, purpose=WHY, at=now())
        assert (case.reference, case.state) == (reference, CaseState.OPENED)
