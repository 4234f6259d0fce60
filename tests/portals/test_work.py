"""One queue: two deciders side by side, and nobody loses anything by it."""

import csv
import io
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import database as testing
from tests.portals.browsing import become_staff, check, heading, picture, press, sign_in, speak
from tests.portals.conftest import Live
from vocatio.actions.access.accounts import create_account
from vocatio.actions.clock import now
from vocatio.actions.demo.crowd import summoned
from vocatio.actions.inspect import own
from vocatio.actions.register.correct import ask
from vocatio.actions.request.file import More, file
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Addressee, Role
from vocatio.domain.summons.kinds import RequestKind
from vocatio.entry.commands.demo.plan import PASSWORD
from vocatio.gateways import passages

NOT_SHOWN = next(one for one in passages.load("arrival") if one.code == "not_shown").text

REFUSAL = (
    "The bus that you name runs every hour on that day, so that you can be there and back "
    "before your shift begins in the afternoon."
)
OTHER = (
    "Your sister looks after the child on Mondays, as you write yourself, and the appointment "
    "that you were given is on a Monday morning."
)


@pytest.fixture(scope="module")
def asking(live: Live) -> list[tuple[str, UUID]]:
    """Reference and request of some who ask; one of them has the register corrected as well."""
    with testing.connected(live.database):
        callup = live.row("SELECT id FROM callups_callup ORDER BY id")
        found = []
        for reference, person_id, _ in list(summoned(*callup))[:6]:
            person = Addressee(person_id)
            open_summons(reference, by=person, at=now())
            more = More(details="I work in shifts, and cannot come on that morning.")
            asked = file(reference, RequestKind.RESCHEDULE, "work", more, by=person, at=now())
            found.append((reference, asked))
        ask("language", {"tag": "de"}, by=person, at=now())
        for name, role in (("Second Decider", Role.DECIDER), ("Third Decider", Role.DECIDER)):
            username = name.split()[0].lower()
            create_account(username, PASSWORD, name=name, roles=[role], at=now())
    return found


@pytest.fixture
def second(browser: Browser, live: Live) -> Iterator[Page]:
    """The desk of a colleague."""
    context = browser.new_context(base_url=live.url, viewport={"width": 1280, "height": 900})
    speak(context, live.url, "en")
    page = context.new_page()
    sign_in(page, "second", PASSWORD)
    yield page
    context.close()


def _name(live: Live, reference: str) -> str:
    with testing.connected(live.database):
        (person,) = live.row(
            "SELECT person_id FROM summonses_summons WHERE reference = %s", reference
        )
        return own.record(by=Addressee(person), purpose="test", at=now()).name


def test_the_queue_is_narrowed_down_searched_and_taken_away(
    desk: Page, live: Live, asking: list[tuple[str, UUID]]
) -> None:
    become_staff(desk, "Dana Decider")
    heading(desk, "Work")
    rows = desk.get_by_role("row").filter(has=desk.get_by_role("rowheader"))
    expect(rows).to_have_count(7)
    check(desk)
    picture(desk, "office-work")
    desk.get_by_role("combobox", name="What waits").select_option(
        label="Correction of the register"
    )
    press(desk, "Show")
    expect(rows).to_have_count(1)
    check(desk)
    desk.get_by_role("combobox", name="Until when").select_option(label="Overdue")
    press(desk, "Show")
    expect(desk.get_by_text("Nothing that waits fits that.")).to_be_visible()
    check(desk)
    desk.get_by_role("link", name="Show all").click()
    desk.get_by_label("Look for somebody in it").fill(_name(live, asking[0][0]).split()[-1])
    press(desk, "Find")
    expect(desk.get_by_role("alert")).to_contain_text("choose an office")
    check(desk)
    desk.get_by_label("Look for somebody in it").fill(asking[0][0])
    press(desk, "Find")
    expect(rows).to_have_count(1)
    assert asking[0][0] not in desk.url, "whoever is looked for stands in no address"
    check(desk)
    link = desk.get_by_role("link", name="The list as a file (CSV)").get_attribute("href")
    text = desk.request.get(f"/office/work/{link}").text()
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(lines) == 1 + 7
    assert desk.request.get("/office/work/?after=nonsense").status == 400


def test_whoever_takes_it_is_seen_hands_it_over_and_gives_it_back(
    desk: Page, second: Page, live: Live, asking: list[tuple[str, UUID]]
) -> None:
    reference, request = asking[0]
    become_staff(desk, "Dana Decider")
    desk.goto(f"/office/requests/{request}/")
    expect(desk.get_by_role("heading", name="Nobody has taken this up")).to_be_visible()
    second.goto(f"/office/requests/{request}/")
    press(desk, "Take it")
    expect(desk.get_by_role("heading", name="You have this")).to_be_visible()
    check(desk)
    # The other page is stale by now: it says who was faster, and changes nothing.
    press(second, "Take it")
    expect(second.get_by_role("status")).to_contain_text("Dana Decider was faster")
    check(second)
    second.goto("/office/work/?holder=colleague")
    row = second.get_by_role("row").filter(has_text=_name(live, reference))
    expect(row).to_contain_text("Dana Decider")

    desk.get_by_role("link", name="Hand it over").click()
    heading(desk, "Hand it over")
    check(desk)
    press(desk, "Hand it over")
    expect(desk.get_by_role("alert")).to_contain_text("Choose one of the answers.")
    desk.get_by_label("Who is to have it?").select_option(label="Second Decider")
    desk.get_by_label("A note for them").fill("You know that employer.")
    check(desk)
    press(desk, "Hand it over")
    expect(desk.get_by_role("status")).to_contain_text("It is handed over.")
    second.goto(f"/office/requests/{request}/")
    expect(second.get_by_role("heading", name="You have this")).to_be_visible()
    second.locator("summary").filter(has_text="Who had it so far").click()
    expect(second.get_by_text("You know that employer.")).to_be_visible()
    check(second)
    picture(second, "office-decision")
    press(second, "Give it back")
    heading(second, "Work")


def test_a_note_to_a_colleague_is_not_lost_when_somebody_was_faster(
    desk: Page, second: Page, asking: list[tuple[str, UUID]]
) -> None:
    request = asking[1][1]
    become_staff(desk, "Dana Decider")
    desk.goto(f"/office/work/{request}/hand-over/")
    desk.get_by_label("Who is to have it?").select_option(label="Third Decider")
    desk.get_by_label("A note for them").fill("Ask them about the shift.")
    second.goto(f"/office/requests/{request}/")
    press(second, "Take it")
    press(desk, "Hand it over")
    expect(desk.get_by_role("status")).to_contain_text("Somebody was faster.")
    expect(desk.get_by_role("heading", name="Second Decider has this")).to_be_visible()
    expect(desk.get_by_label("A note for them")).to_have_value("Ask them about the shift.")
    check(desk)


def test_reasons_begin_with_a_passage_and_copies_of_ones_own_are_returned(
    desk: Page, live: Live, asking: list[tuple[str, UUID]]
) -> None:
    sign_in(desk, "third", PASSWORD)
    for nth, (reference, request) in enumerate(asking[2:4]):
        desk.goto(f"/office/requests/{request}/")
        if desk.get_by_label("Password").count():
            desk.get_by_label("Password").fill(PASSWORD)
            press(desk, "Go on")
        desk.get_by_label("Refused", exact=True).check()
        desk.get_by_label("It is believed without proof").check()
        desk.get_by_label("Your reasons").fill(REFUSAL)
        press(desk, "Decide")
        expect(desk.get_by_role("alert")).to_contain_text("fits your decision")
        expect(desk.get_by_label("Your reasons")).to_have_value(REFUSAL)
        check(desk)
        desk.get_by_label("It is not shown").check()
        press(desk, "Decide")
        if nth:
            expect(desk.get_by_role("alert")).to_contain_text("You wrote the same to somebody else")
            expect(desk.get_by_label("Your reasons")).to_have_value(REFUSAL)
            expect(desk.get_by_label("It is not shown")).to_be_checked()
            check(desk)
            desk.get_by_label("Your reasons").fill(OTHER)
            press(desk, "Decide")
        heading(desk, "Work")
        with testing.connected(live.database):
            (person,) = live.row(
                "SELECT person_id FROM summonses_summons WHERE reference = %s", reference
            )
            page = own.summons(reference, by=Addressee(person), purpose="test", at=now())
        (line,) = page.requests
        assert line.reasons
        begins, _, own_words = line.reasons.partition("\n\n")
        assert begins in NOT_SHOWN.values(), "in the language of the person"
        assert own_words == (OTHER if nth else REFUSAL)


def test_sent_twice_or_without_an_answer_it_is_decided_once(
    desk: Page, second: Page, live: Live, asking: list[tuple[str, UUID]]
) -> None:
    _, request = asking[4]
    second.goto(f"/office/requests/{request}/")
    second.get_by_label("Granted", exact=True).check()
    second.get_by_label("Your reasons").fill("Your shift was confirmed by the company.")
    # The connection breaks before the answer comes: what was sent arrives, nobody is told.
    second.route("**/office/requests/**", lambda route: (route.fetch(), route.abort()))
    press(second, "Decide")
    second.unroute("**/office/requests/**")
    decided = "SELECT count(*) FROM summonses_summonsfact WHERE kind = 'Decision'"
    counted = live.count(decided)
    second.reload()  # Which sends the same once more.
    heading(second, "This request waits no longer")
    expect(second.get_by_text("Decided by Second Decider")).to_be_visible()
    expect(second.locator("#typed")).to_have_text("Your shift was confirmed by the company.")
    assert live.count(decided) == counted
    check(second)


def test_a_correction_is_decided_with_what_the_register_says_beside_it(
    desk: Page, live: Live, asking: list[tuple[str, UUID]]
) -> None:
    become_staff(desk, "Dana Decider")
    desk.goto("/office/work/?kind=correction")
    desk.get_by_role("rowheader").get_by_role("link").click()
    expect(desk.get_by_role("definition").filter(has_text="de").first).to_be_visible()
    check(desk)
    picture(desk, "office-correction")
    page = desk.url
    desk.get_by_label("Granted", exact=True).check()
    desk.get_by_label("Your reasons").fill("You said so yourself, in your own session.")
    press(desk, "Decide")
    heading(desk, "Work")
    desk.goto(page)
    heading(desk, "This correction waits no longer")
    check(desk)
