"""Members of a court sign in at its own identity provider: a real one, in a real browser (F11)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import override_settings
from playwright.sync_api import Page, expect

from tests import database as testing
from tests.actions.case.town import Refuser, reasons
from tests.actions.court import PASSWORD as OF_MEMBERS
from tests.portals.absent import stayed_away
from tests.portals.browsing import check, heading, picture, press, speak
from tests.portals.conftest import Live
from tests.provider import CLIENT, PASSWORD, SECRET, SITTING, Provider, new_key, provider
from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.domain.consequences.states import CaseState
from vocatio.domain.signing_in import CLOCKS, SignsInElsewhere, Terms
from vocatio.gateways.clock import advance
from vocatio.gateways.openid import Client
from vocatio.gateways.providers import Misconfigured
from vocatio.project import bodies


@contextmanager
def session_of(live: Live, page: Page) -> Iterator[SessionStore]:
    """What the web process keeps of a browser; its key is not that of this process."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == "sessionid")
    served = override_settings(SECRET_KEY=os.environ["VOCATIO_SECRET_KEY"])
    with testing.connected(live.database), served:
        session = SessionStore(key)
        yield session
        session.save()


@pytest.fixture(scope="module")
def proposed(live: Live) -> Iterator[list[Refuser]]:
    """Two whose cases were handed to the court."""
    with testing.connected(live.database):
        people = stayed_away(live, 2)
        for one in people:
            one.be_heard()
            one.be_proposed()
        yield people


@pytest.fixture(scope="module")
def theirs(
    live: Live, proposed: list[Refuser], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Provider]:
    """The court's own provider, connected; one judge of before is linked, the others are closed."""
    with provider(tmp_path_factory.mktemp("provider"), live.url) as found:
        connect(live, found)
        access = live.database.access
        bodies.link(access, "court", "judge0", "grace")
        for one in bodies.members(access, "court"):
            if one.active and not one.subject:
                bodies.close(access, "court", one.username)
        yield found


def connect(live: Live, found: Provider, *, issuer: str = "", secret: str = SECRET) -> None:
    terms = Terms("groups", SITTING)
    client = Client("court", issuer or found.issuer, CLIENT, "openid profile groups", terms)
    bodies.connect_provider(live.database.access, client, secret)


def _there(page: Page, username: str = "", password: str = PASSWORD) -> None:
    """Show at the provider who one is; it may know the user name already."""
    if username:
        page.locator("#login").fill(username)
        page.locator("#login").press("Enter")
    page.locator("#password").fill(password)
    page.locator("#password").press("Enter")


def _come_in(page: Page, username: str) -> None:
    page.goto("/court/")
    page.get_by_role("link", name="Court", exact=True).click()
    _go(page, "Sign in there")
    _there(page, username)


def _go(page: Page, words: str) -> None:
    """Press what looks like a button and is a link, since it leads elsewhere."""
    page.get_by_role("button", name=words).click()


def _signs_in_no_more(page: Page, words: str) -> None:
    heading(page, "You could not be signed in")
    expect(page.get_by_role("main").get_by_text(words).first).to_be_visible()
    check(page)


def test_who_sits_is_said_by_the_court(desk: Page, live: Live, theirs: Provider) -> None:
    desk.goto("/court/sign-in/court/")
    check(desk)
    picture(desk, "provider-sign-in")
    expect(desk.locator("input[type=password]")).to_have_count(0)
    _come_in(desk, "grace")
    heading(desk, "Cases")
    expect(desk.get_by_text("Judge0")).to_be_visible()
    _sign_out(desk)
    _come_in(desk, "mallory")
    _signs_in_no_more(desk, "does not say that you sit here")
    picture(desk, "provider-not-seated")
    assert live.count("SELECT count(*) FROM cases_subject WHERE subject = 'mallory'") == 0


def test_whoever_the_court_seats_is_a_human_of_their_own(
    desk: Page, live: Live, theirs: Provider
) -> None:
    for _ in range(2):
        _come_in(desk, "henry")
        heading(desk, "Cases")
        expect(desk.get_by_text("Henry Lund")).to_be_visible()
        _sign_out(desk)
    human, realm, roles, password = live.row(
        "SELECT natural_person_id, realm, roles, password FROM access_account a "
        "JOIN cases_subject s ON s.account_id = a.id WHERE s.subject = 'henry'"
    )
    assert (realm, roles, password) == ("court.example", ["judge"], "!")
    assert live.count("SELECT count(*) FROM cases_member WHERE human_id = %s", human) == 1


def _sign_out(page: Page) -> None:
    press(page, "Sign out")
    page.wait_for_url("**/court/")
    heading(page, "Courts and other bodies that decide")


def test_passwords_of_before_open_nothing(desk: Page, live: Live, theirs: Provider) -> None:
    with testing.connected(live.database), pytest.raises(SignsInElsewhere):
        sign_in("judge0", OF_MEMBERS, "court.example", at=now())
    desk.goto("/court/sign-in/court/")
    token = desk.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    form: dict[str, str | float | bool] = {
        "username": "judge0",
        "password": OF_MEMBERS,
        "csrfmiddlewaretoken": token,
    }
    desk.request.post("/court/sign-in/court/", form=form)
    desk.goto("/court/cases/")
    heading(desk, "Courts and other bodies that decide")


def test_a_decision_after_signing_in_once_more(
    desk: Page, live: Live, theirs: Provider, proposed: list[Refuser]
) -> None:
    somebody = proposed[0]
    with testing.connected(live.database):
        address, words = f"/court/case/{somebody.case.id}/", reasons()
    _come_in(desk, "grace")
    desk.goto(address)
    _later(live)
    desk.locator("summary").filter(has_text="Make the finding").click()
    desk.locator("#find-reasons").fill(words)
    press(desk, "Make the finding")
    heading(desk, "Sign in once more")
    check(desk)
    picture(desk, "provider-again")
    with session_of(live, desk) as session:
        assert words[:20] not in str(session.items())
        assert "typed" in session
    # What was typed outlives a provider that is away, and somebody else at the keyboard.
    theirs.stop()
    _go(desk, "Sign in there")
    _signs_in_no_more(desk, "does not answer")
    expect(desk.get_by_text("What you typed is kept")).to_be_visible()
    picture(desk, "provider-unreachable")
    theirs.start()
    _go(desk, "Try again")
    _there(desk, "henry")
    _signs_in_no_more(desk, "Somebody else signed in")
    picture(desk, "provider-somebody-else")
    theirs.restart()
    _go(desk, "Try again")
    _there(desk, "grace")
    heading(desk, "Nothing you typed is lost")
    check(desk)
    picture(desk, "provider-typed")
    press(desk, "Go on")
    expect(desk.get_by_role("status")).to_contain_text("Make the finding")
    with testing.connected(live.database):
        assert somebody.own.state == CaseState.FOUND
    with session_of(live, desk) as session:
        assert session["issuer"] == theirs.issuer
        assert "typed" not in session


def test_a_session_there_is_not_enough_for_a_decision(
    desk: Page, live: Live, theirs: Provider, proposed: list[Refuser]
) -> None:
    with testing.connected(live.database):
        address, words = f"/court/case/{proposed[1].case.id}/", reasons()
    _come_in(desk, "grace")
    desk.goto(address)
    _later(live)
    desk.locator("summary").filter(has_text="Make the finding").click()
    desk.locator("#find-reasons").fill(words)
    press(desk, "Make the finding")
    # The provider is asked without what makes it ask: it still knows them, and sends them back.
    asked = str(desk.get_by_role("button", name="Sign in there").get_attribute("href"))
    there = desk.request.get(asked, max_redirects=0).headers["location"]
    _asked_later(live, desk, 2 * CLOCKS)
    desk.goto(there.replace("prompt=login", "x=").replace("max_age=", "y="))
    _signs_in_no_more(desk, "did not ask once more")
    assert live.count("SELECT count(*) FROM cases_finding") == 1


def test_after_a_while_without_work_they_sign_in_once_more(
    desk: Page, live: Live, theirs: Provider, proposed: list[Refuser]
) -> None:
    _come_in(desk, "grace")
    heading(desk, "Cases")
    with testing.connected(live.database):
        address = f"/court/case/{proposed[1].case.id}/"
        advance(timedelta(minutes=16))
    desk.goto(address)
    heading(desk, "Sign in once more")
    expect(desk.get_by_text("Nobody worked here for a while")).to_be_visible()
    check(desk)
    picture(desk, "provider-locked")
    desk.goto("/court/again/")
    heading(desk, "Sign in once more")
    expect(desk.locator("input[type=password]")).to_have_count(0)
    desk.goto(address)
    _go(desk, "Sign in there")
    _there(desk)
    expect(desk.get_by_text("Make the finding").first).to_be_visible()
    assert urlsplit(desk.url).path == address


def _asked_later(live: Live, page: Page, by: timedelta) -> None:
    """As if so much time had passed between signing in and being asked to do so again."""
    with session_of(live, page) as session:
        for one in session["on_the_way"].values():
            one["asked_at"] = (datetime.fromisoformat(one["asked_at"]) + by).isoformat()
        session.modified = True


def _later(live: Live) -> None:
    """More time passes than a sign-in counts."""
    with testing.connected(live.database):
        advance(timedelta(minutes=11))


def test_a_way_back_is_used_once_and_by_whoever_began(
    desk: Page, phone: Page, live: Live, theirs: Provider
) -> None:
    ways: list[str] = []
    back = f"{live.url}/court/sign-in/court/back/"
    desk.on("request", lambda one: ways.append(one.url) if one.url.startswith(back) else None)
    _come_in(desk, "grace")
    heading(desk, "Cases")
    desk.goto(ways[0])
    _signs_in_no_more(desk, "was used before")
    picture(desk, "provider-state")
    phone.goto(ways[0])
    _signs_in_no_more(phone, "was begun in another browser")
    picture(phone, "provider-state-phone")
    phone.goto("/court/cases/")
    heading(phone, "Courts and other bodies that decide")


def test_whoever_is_refused_there_is_told(desk: Page, theirs: Provider) -> None:
    desk.goto("/court/sign-in/court/")
    there = desk.request.get("/court/sign-in/court/go/", max_redirects=0).headers["location"]
    said = dict(parse_qsl(urlsplit(there).query))
    assert said["code_challenge_method"] == "S256"
    answer = urlencode({"error": "access_denied", "state": said["state"], "iss": theirs.issuer})
    desk.goto(f"/court/sign-in/court/back/?{answer}")
    _signs_in_no_more(desk, "did not sign you in")


def test_keys_may_change_and_clocks_may_not(desk: Page, theirs: Provider) -> None:
    theirs.restart(keys=[new_key()])
    _come_in(desk, "grace")
    heading(desk, "Cases")
    for skew in (-7200, 7200):
        theirs.restart(skew=skew)
        desk.context.clear_cookies()
        _come_in(desk, "grace")
        _signs_in_no_more(desk, "is too old, or not valid yet")
    picture(desk, "provider-clock")
    theirs.restart(skew=0)


def test_a_provider_that_does_not_know_us(desk: Page, live: Live, theirs: Provider) -> None:
    with testing.connected(live.database):
        with pytest.raises(Misconfigured, match="calls itself"):
            connect(live, theirs, issuer=f"{theirs.issuer}/")
        connect(live, theirs, secret="another")
    _come_in(desk, "grace")
    _signs_in_no_more(desk, "do not know each other")
    picture(desk, "provider-configuration")
    with testing.connected(live.database):
        connect(live, theirs)
    # Canaille, when it keeps its data in memory, mistakes a code that nobody redeemed for the next.
    theirs.restart()


def test_signing_out_here_signs_out_there(desk: Page, theirs: Provider) -> None:
    _come_in(desk, "grace")
    heading(desk, "Cases")
    _sign_out(desk)
    desk.get_by_role("link", name="Court", exact=True).click()
    _go(desk, "Sign in there")
    expect(desk.locator("#login")).to_be_visible()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_in_other_languages(
    phone: Page, live: Live, theirs: Provider, proposed: list[Refuser], language: str
) -> None:
    with testing.connected(live.database):
        address, words = f"/court/case/{proposed[1].case.id}/", reasons()
    theirs.restart()
    _come_in(phone, "grace")
    heading(phone, "Cases")
    speak(phone.context, live.url, language)
    phone.goto(address)
    _later(live)
    phone.locator("details", has=phone.locator("#find-reasons")).locator("summary").click()
    phone.locator("#find-reasons").fill(words)
    phone.locator("button[value=find]").click()
    check(phone)
    picture(phone, f"provider-again-{language}")
    phone.locator("main [role=button]").click()
    _there(phone)
    expect(phone.locator("main form button")).to_be_visible()
    check(phone)
    picture(phone, f"provider-typed-{language}")
    phone.goto("/court/sign-in/court/")
    check(phone)
    picture(phone, f"provider-sign-in-{language}")
    phone.goto("/court/sign-in/court/back/?state=none")
    check(phone)
    picture(phone, f"provider-state-{language}")
