"""The staff at their desks: planner, approver, officer, decider."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests import database as testing
from tests.actions.world import TITLES
from tests.portals.browsing import become_staff, check, heading, picture, press, sign_in
from tests.portals.conftest import Live
from vocatio.actions.access.accounts import create_account
from vocatio.actions.access.sign_in import sign_in as sign_in_now
from vocatio.actions.callup.allocate import allocate_places
from vocatio.actions.callup.approve import submit
from vocatio.actions.callup.draw import draw_people
from vocatio.actions.callup.order import OrderDraft, decide_order
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.demo.crowd import summoned
from vocatio.actions.inspect import own
from vocatio.actions.request.file import file
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Addressee, Role
from vocatio.domain.summons.kinds import RequestKind
from vocatio.entry.commands.demo.plan import PASSWORD

#: Office, day and how many are expected, where most are.
BUSIEST = """
SELECT s.office_id, (s.starts_at AT TIME ZONE %s)::date, count(*)
FROM summonses_summons m JOIN offices_slot s ON s.id = m.slot_id
GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 1
"""


def _fill_order(page: Page, reference: str, today: date) -> None:
    page.get_by_label("Reference", exact=True).fill(reference)
    page.get_by_label("Title").fill("Basic service")
    page.get_by_label("The same in another language: German").fill(TITLES["de"])
    page.get_by_label("The same in another language: Arabic").fill(TITLES["ar"])
    page.get_by_label("Legal basis").fill("Service Duty Act (invented), article 2")
    page.get_by_label("Reason").fill("To examine fitness.")
    page.get_by_label("Conscripts").check()
    page.get_by_label("How many people?").fill("12")
    first = today + timedelta(days=28)
    for name, day in (
        ("Reference date", first),
        ("First day", first),
        ("Last day", first + timedelta(days=27)),
    ):
        boxes = page.get_by_role("group", name=name)
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(part).fill(str(value))


def _today(live: Live) -> date:
    with testing.connected(live.database):
        return now().date()


def test_from_the_order_to_the_release(desk: Page, live: Live) -> None:
    become_staff(desk, "Petra Planner")
    desk.goto("/office/call-ups/")
    heading(desk, "Call-ups")
    check(desk)
    desk.get_by_role("button", name="New order").click()
    heading(desk, "New order")
    check(desk)
    _fill_order(desk, "O-2027-99", _today(live))
    press(desk, "Make the order")
    heading(desk, "Basic service")
    steps = ("Fill the pool", "Draw people", "Set office, day and time", "Submit for approval")
    for step, following in pairwise(steps):
        check(desk)
        press(desk, step)
        # A worker takes it, and the page follows.
        expect(desk.get_by_role("button", name=following)).to_be_visible(timeout=60_000)
    press(desk, "Submit for approval")
    expect(desk.get_by_text("Since then nothing changed that bears on it.")).to_be_visible()
    expect(desk.get_by_text("This takes somebody with another role.")).to_be_visible()
    check(desk)
    page = desk.url

    _sent_back_and_submitted_again(desk, page)
    become_staff(desk, "Anton Approver")
    desk.goto(page)
    press(desk, "Approve")
    press(desk, "Release")
    # The page follows the worker by itself.
    expect(desk.get_by_text("All summonses were issued")).to_be_visible(timeout=30_000)
    expect(desk.get_by_text("Anton Approver").last).to_be_visible()
    check(desk)


def _sent_back_and_submitted_again(desk: Page, page: str) -> None:
    become_staff(desk, "Anton Approver")
    desk.goto(page)
    desk.get_by_role("link", name="Do not approve: send it back").click()
    check(desk)
    desk.get_by_label("Your reasons").fill("No.")
    press(desk, "Send it back")
    expect(desk.get_by_role("alert")).to_contain_text("at least 20 characters")
    expect(desk.get_by_label("Your reasons")).to_have_value("No.")
    desk.get_by_label("Your reasons").fill("The legal basis should name the paragraph as well.")
    press(desk, "Send it back")
    expect(desk.get_by_text("should name the paragraph")).to_be_visible()
    check(desk)
    picture(desk, "callup-sent-back")

    become_staff(desk, "Petra Planner")
    desk.goto(page)
    expect(desk.get_by_text("should name the paragraph")).to_be_visible()
    press(desk, "Submit for approval")


def test_whoever_submitted_cannot_approve_even_with_the_role(desk: Page, live: Live) -> None:
    with testing.connected(live.database):
        create_account(
            "both", PASSWORD, name="Bo Both", roles=[Role.PLANNER, Role.APPROVER], at=now()
        )
        callup_id = submitted("both", "O-2027-100")
    sign_in(desk, "both", PASSWORD)
    desk.goto(f"/office/call-ups/{callup_id}/")
    press(desk, "Approve")
    heading(desk, "This is not possible now")
    expect(desk.get_by_text("it takes a second person").first).to_be_visible()
    check(desk)


def submitted(username: str, reference: str) -> UUID:
    """A call-up of five that waits for approval."""
    by, day = sign_in_now(username, PASSWORD, at=now()), now().date() + timedelta(days=28)
    draft = OrderDraft(
        reference=reference,
        title="Basic service",
        titles=TITLES,
        legal_basis="Service Duty Act (invented), article 2",
        reason="To examine fitness.",
        categories=frozenset({"conscript"}),
        people=5,
        reference_date=day,
        first_day=day,
        last_day=day + timedelta(days=27),
    )
    callup_id = decide_order(draft, by=by, at=now())
    for act in (fill_pool, draw_people, allocate_places, submit):
        act(callup_id, by=by, at=now())
    return callup_id


def test_an_order_that_is_wrong_keeps_what_was_typed(desk: Page, live: Live) -> None:
    become_staff(desk, "Petra Planner")
    desk.goto("/office/call-ups/new/")
    _fill_order(desk, "O-2027-101", _today(live))
    desk.get_by_label("How many people?").fill("many")
    desk.get_by_role("group", name="First day").get_by_label("Month").fill("13")
    press(desk, "Make the order")
    summary = desk.get_by_role("alert")
    expect(summary).to_contain_text("Write a whole number, such as 250.")
    expect(summary).to_contain_text("There is no such date.")
    expect(desk.get_by_label("How many people?")).to_have_value("many")
    expect(desk.get_by_label("Title")).to_have_value("Basic service")
    expect(desk.get_by_label("Conscripts")).to_be_checked()
    first = desk.get_by_role("group", name="First day")
    expect(first.get_by_label("Month")).to_have_value("13")
    check(desk)
    summary.get_by_role("link", name="First day").click()
    expect(first.get_by_label("Day")).to_be_focused()


def test_a_request_is_decided_with_reasons(desk: Page, live: Live) -> None:
    with testing.connected(live.database):
        callup = live.row("SELECT id FROM callups_callup ORDER BY id")
        reference, person_id, _ = next(iter(summoned(*callup)))
        person = Addressee(person_id)
        open_summons(reference, by=person, at=now())
        file(reference, RequestKind.RESCHEDULE, "work", by=person, at=now())
    become_staff(desk, "Dana Decider")
    desk.goto("/office/work/")
    heading(desk, "Work")
    check(desk)
    desk.get_by_role("rowheader").get_by_role("link").first.click()
    check(desk)
    page = desk.url
    desk.get_by_label("Granted").check()
    desk.get_by_label("Your reasons").fill("Yes.")
    press(desk, "Decide")
    expect(desk.get_by_role("alert")).to_contain_text("at least 20 characters")
    expect(desk.get_by_label("Your reasons")).to_have_value("Yes.")
    expect(desk.get_by_label("Granted")).to_be_checked()
    check(desk)
    desk.get_by_label("Your reasons").fill("Your employer needs you on that day, as you showed us.")
    press(desk, "Decide")
    expect(desk.get_by_text("Nothing waits.")).to_be_visible()
    desk.goto(page)
    heading(desk, "This request waits no longer")
    check(desk)
    with testing.connected(live.database):
        (answer,) = own.summons(reference, by=person, purpose="test", at=now()).requests
    assert (answer.outcome, answer.decided_by) == ("granted", "Dana Decider")


def test_a_keyboard_is_enough_to_receive_somebody(desk: Page, live: Live) -> None:
    office, on, _ = live.row(BUSIEST, settings.TIME_ZONE)
    become_staff(desk, "Olga Officer")
    heading(desk, "Which office, which day?")
    check(desk)
    path = f"/office/day/{office}/{on}/"
    desk.goto(path)
    check(desk)
    rows = desk.get_by_role("row").filter(has=desk.get_by_role("button", name="Is here"))
    expected = rows.count()
    assert expected >= 2
    name = str(rows.first.get_by_role("rowheader").get_by_role("link").inner_text())
    # The name, Enter; whoever it is, Enter; and on to the next one.
    desk.keyboard.type(name)
    expect(rows.filter(visible=True)).to_have_count(1)
    desk.keyboard.press("Enter")
    heading(desk, name)
    check(desk)
    expect(desk.get_by_role("button", name="Is here")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Recorded.")
    expect(desk.get_by_label("Who is here?")).to_be_focused()
    check(desk)
    done = desk.get_by_role("button", name="Done")
    expect(done).to_have_attribute("accesskey", "1")
    done.press("Enter")
    expect(desk.get_by_role("definition").filter(has_text="Appeared")).to_contain_text("Done")
    expect(desk.get_by_label("Who is here?")).to_be_focused()
    desk.keyboard.type("nobody of that name")
    desk.keyboard.press("Enter")
    heading(desk, "Nobody is expected here today under that")
    check(desk)
    desk.goto(path)
    expect(desk.get_by_role("row").filter(has_text=name)).to_contain_text("Appeared")
    expect(rows).to_have_count(expected - 1)


def test_whoever_came_is_handed_a_receipt(desk: Page, live: Live) -> None:
    office, on, _ = live.row(BUSIEST, settings.TIME_ZONE)
    become_staff(desk, "Olga Officer")
    desk.goto(f"/office/day/{office}/{on}/")
    desk.get_by_role("button", name="Is here").first.click()
    desk.get_by_role("button", name="Door receipt").click()
    check(desk)
    code = desk.locator(".receipt__code bdi").inner_text()
    desk.goto(f"/check/?code={code}")
    expect(desk.get_by_role("status")).to_contain_text("This letter is genuine.")


def test_the_end_of_a_day_is_said_before_it_comes(desk: Page, live: Live) -> None:
    office, on, all_of_them = live.row(BUSIEST, settings.TIME_ZONE)
    came = live.count(
        "SELECT count(*) FROM summonses_summons m JOIN offices_slot s ON s.id = m.slot_id"
        " WHERE m.state = 'appeared' AND s.office_id = %s",
        office,
    )
    become_staff(desk, "Olga Officer")
    path = f"/office/day/{office}/{on}/"
    desk.goto(path)
    desk.get_by_role("button", name="The day is over").click()
    heading(desk, "Is the day over?")
    check(desk)
    expect(desk.get_by_role("row")).to_have_count(1 + all_of_them - came)
    press(desk, "Yes, the day is over")
    heading(desk, "This is not possible now")
    expect(desk.get_by_text("before the day is over")).to_be_visible()

    with testing.connected(live.database):
        advance_to(datetime.combine(on, time(20, tzinfo=UTC)))
    desk.goto(f"{path}close/")
    expect(desk.get_by_role("row").filter(has_text="a reminder goes out").first).to_be_visible()
    press(desk, "Yes, the day is over")
    expect(desk.get_by_role("row").filter(has_text="Did not appear").first).to_be_visible()
    expect(desk.get_by_role("button", name="The day is over")).to_have_count(0)
    check(desk)


def test_a_wrong_password_says_no_more_than_that(desk: Page) -> None:
    sign_in(desk, "planner", "guess")
    expect(desk.get_by_role("alert")).to_contain_text("User name or password is wrong.")
    expect(desk.get_by_label("User name")).to_have_value("planner")
    expect(desk.get_by_label("Password")).to_have_value("")
    check(desk)


@pytest.mark.parametrize(
    ("name", "areas", "closed"),
    [
        (
            "Olga Officer",
            [
                *("Today at the office", "Work", "Write down a request", "Cases"),
                *("Office calendar", "Letters", "Find a person"),
            ],
            "/office/call-ups/",
        ),
        ("Petra Planner", ["Call-ups", "Office calendar", "Letters"], "/office/work/"),
        ("Dana Decider", ["Work", "Cases", "Find a person"], "/office/call-ups/new/"),
        ("Anton Approver", ["Call-ups", "Office calendar"], "/office/day/"),
    ],
)
def test_each_role_has_its_areas(desk: Page, name: str, areas: list[str], closed: str) -> None:
    become_staff(desk, name)
    links = desk.get_by_role("navigation", name="Areas of work").get_by_role("link")
    expect(links).to_have_text(areas)
    answer = desk.goto(closed)
    assert answer
    assert answer.status == 403
    heading(desk, "This is not yours to do")
    check(desk)


def test_a_visit_is_recorded_with_place_time_and_witness(desk: Page, live: Live) -> None:
    with testing.connected(live.database):
        callup = live.row("SELECT id FROM callups_callup ORDER BY id")
        *_, (reference, person_id, _digital) = summoned(*callup)
    become_staff(desk, "Olga Officer")
    desk.goto(f"{live.url}/office/visits/new/")
    heading(desk, "Record a visit")
    check(desk)
    press(desk, "Record the visit")
    expect(desk.get_by_text("Write the reference of the summons.").first).to_be_visible()
    check(desk)
    desk.get_by_label("Reference").fill(reference)
    desk.get_by_label("The person refused it").check()
    day = _today(live) - timedelta(days=1)
    boxes = desk.get_by_role("group", name="Day")
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(part).fill(str(value))
    desk.get_by_label("Time").fill("16:30")
    desk.get_by_label("Place").fill("Main square 2, at the door")
    desk.get_by_label("Somebody saw it").check()
    desk.get_by_label("Evidence", exact=True).fill("I stood beside them and heard them say no.")
    press(desk, "Record the visit")
    expect(desk.get_by_role("status")).to_contain_text(reference)
    check(desk)
    with testing.connected(live.database):
        page = own.summons(reference, by=Addressee(person_id), purpose="test", at=now())
        assert "ConsignmentRejection" in [line.kind for line in page.history]


def test_what_somebody_asks_by_telephone_is_written_down(desk: Page, live: Live) -> None:
    with testing.connected(live.database):
        callup = live.row("SELECT id FROM callups_callup ORDER BY id")
        *_, (reference, person_id, _digital) = list(summoned(*callup))[:-1]
    become_staff(desk, "Olga Officer")
    desk.get_by_role("link", name="Write down a request").click()
    heading(desk, "Write down a request")
    check(desk)
    desk.get_by_label("Reference").fill("0000-0000-0000-0000")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("There is no summons")
    check(desk)
    desk.get_by_label("Reference").fill(reference.lower())
    desk.keyboard.press("Enter")
    heading(desk, "What do they ask for?")
    check(desk)
    press(desk, "Write it down")
    expect(desk.get_by_role("alert")).to_contain_text("Choose one of the answers.")
    desk.get_by_label("What do they say or ask for?").select_option(
        label="Another date: I look after a child or another person"
    )
    desk.get_by_label("by telephone").check()
    desk.get_by_label("In their words").fill("My child has a fever.")
    press(desk, "Write it down")
    heading(desk, "It is written down")
    check(desk)
    with testing.connected(live.database):
        found = own.summons(reference, by=Addressee(person_id), purpose="test", at=now())
        (line,) = found.requests
        assert (line.channel, line.details) == ("telephone", "My child has a fever.")
        assert not found.opened
