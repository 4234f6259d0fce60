"""A planner's call-up of 10,000, by browser: released, paused, ended, recalled, called up again.

Long: ./run test --long tests/portals/test_ten_thousand.py -s, which says how long each step took.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import database as testing
from tests.actions.world import TITLES
from tests.portals.browsing import become_staff, check, heading, picture, press, speak
from tests.portals.conftest import Live, served
from vocatio.actions.clock import now
from vocatio.entry.commands.demo import build, staff
from vocatio.entry.commands.demo.plan import Account, Plan
from vocatio.project import launch

PLAN = Plan("arrival", people=22_000, call=10_000, seed=7)
#: Milliseconds. A worker may be busy with others, and so may the machine; nothing is a measure.
PATIENCE, A_MOMENT, WAIT = 3_600_000, 120_000, 200


@pytest.fixture(scope="module")
def live(server: launch.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A register of 22,000 and offices with places for 10,000, and no call-up yet."""
    with testing.cloned(server) as database:
        with testing.connected(database):
            staff.hire()
            team = staff.team()
            build.make_register(PLAN, tmp_path_factory.mktemp("register"), team, Account())
            build.open_offices(PLAN, team)
        yield from served(server, database)


@pytest.fixture
def desk(browser: Browser, live: Live) -> Iterator[Page]:
    """A page on a desk."""
    context = browser.new_context(base_url=live.url, viewport={"width": 1280, "height": 900})
    speak(context, live.url, "en")
    page = context.new_page()
    page.set_default_timeout(A_MOMENT)
    yield page
    context.close()


def _order(page: Page, today: date) -> None:
    first = today + build.LEAD
    for name, value in (
        ("Title", "Basic service"),
        ("The same in another language: German", TITLES["de"]),
        ("The same in another language: Arabic", TITLES["ar"]),
        ("Legal basis", "Service Duty Act (invented), article 2"),
        ("Reason", "To examine fitness."),
        ("How many people?", str(PLAN.call)),
    ):
        page.get_by_label(name).fill(value)
    page.get_by_label("Reference", exact=True).fill("O-10000")
    # There are not so many of one kind.
    page.get_by_label("Conscripts").check()
    page.get_by_label("Others who are liable").check()
    page.get_by_label("The office of the new home goes on").check()
    for name, day in (
        ("Reference date", first),
        ("First day", first),
        ("Last day", first + build.WINDOW),
    ):
        boxes = page.get_by_role("group", name=name)
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(part).fill(str(number))


def _prepared(page: Page, account: Account) -> None:
    """From the pool to the approval, as two humans do it."""
    steps = ("Fill the pool", "Draw people", "Set office, day and time")
    for step, following in zip(steps, (*steps[1:], "Submit for approval"), strict=True):
        with account.step(step):
            press(page, step)
            expect(page.get_by_role("button", name=following)).to_be_visible(timeout=PATIENCE)
    press(page, "Submit for approval")
    expect(page.get_by_text("This takes somebody with another role.")).to_be_visible()
    address = page.url
    become_staff(page, "Anton Approver")
    page.goto(address)
    press(page, "Approve")


@pytest.mark.long
def test_ten_thousand_are_called_up_paused_recalled_and_called_up_again(
    desk: Page, live: Live
) -> None:
    account = Account()
    with testing.connected(live.database):
        today = now().date()
    become_staff(desk, "Petra Planner")
    desk.goto("/office/call-ups/new/")
    _order(desk, today)
    press(desk, "Make the order")
    heading(desk, "Basic service")
    address = desk.url
    _prepared(desk, account)
    rule = live.row("SELECT governs_after_move FROM callups_order WHERE reference = 'O-10000'")
    assert rule == ("registration",)

    issued = _ended(desk, live)
    with account.step(f"recall of {issued:,}"):
        _recalled(desk, address, issued)
    become_staff(desk, "Petra Planner")
    desk.goto(address)
    press(desk, "Call up again under this order")
    expect(desk.get_by_role("button", name="Fill the pool")).to_be_visible()
    assert desk.url != address
    _prepared(desk, account)
    with account.step(f"release of {PLAN.call:,}"):
        press(desk, "Release")
        # The page follows the worker by itself.
        done = desk.get_by_text("All summonses were issued")
        expect(done).to_be_visible(timeout=PATIENCE)
    check(desk)
    callup = desk.url.rstrip("/").rsplit("/", 1)[-1]
    found = live.count("SELECT count(*) FROM callups_drawn WHERE callup_id = %s", callup)
    assert found == PLAN.call
    twice = live.count(
        """SELECT count(*) FROM callups_drawn d JOIN summonses_summons s USING (person_id)
           WHERE d.callup_id = %s AND s.callup_id <> d.callup_id""",
        callup,
    )
    assert twice, "whoever was recalled can be drawn again"


def _ended(page: Page, live: Live) -> int:
    """Released, paused, resumed, paused again and ended; how many were issued."""
    press(page, "Release")
    paused_at = _issued(page, live, 1)
    picture(page, "callup-release")
    press(page, "Pause the release")
    expect(page.get_by_role("button", name="Go on with the release")).to_be_visible()
    check(page)
    press(page, "Go on with the release")
    expect(page.get_by_role("button", name="Pause the release")).to_be_visible()
    _issued(page, live, paused_at + 1)
    press(page, "Pause the release")
    page.get_by_role("link", name="End the release here").click()
    check(page)
    page.get_by_label("Your reasons").fill("The building was damaged by a storm last night.")
    press(page, "End the release")
    expect(page.get_by_text("The release was ended before everything was issued")).to_be_visible()
    issued = live.count("SELECT count(*) FROM summonses_summons")
    assert paused_at < issued < PLAN.call
    return issued


def _issued(page: Page, live: Live, least: int) -> int:
    """So many are issued at least, and the page says of how many."""
    done = 0
    for _ in range(PATIENCE // WAIT):
        done = live.count("SELECT count(*) FROM callups_manifestentry WHERE outcome <> ''")
        if done >= least:
            break
        page.wait_for_timeout(WAIT)
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("10,000 carried out.")).to_be_visible()
    return done


def _recalled(page: Page, address: str, issued: int) -> None:
    become_staff(page, "Petra Planner")
    page.goto(address)
    page.get_by_role("link", name="Withdraw or replace what was released").click()
    page.get_by_label("Withdraw: nobody has to come").check()
    page.get_by_label("The people are not needed").check()
    press(page, "Submit for approval")
    become_staff(page, "Anton Approver")
    page.goto(address)
    press(page, "Approve this correction")
    # The page follows the worker by itself, and says how far it is.
    done = page.get_by_text(f"Carried out: {issued:,} told, 0 left as they were.")
    expect(page.get_by_role("progressbar").or_(done).first).to_be_visible(timeout=PATIENCE)
    picture(page, "callup-recall")
    expect(done).to_be_visible(timeout=PATIENCE)
