"""A whole day at an office that expects 200 people, and a decision, by keyboard alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import database as testing
from tests.actions.world import PASSWORD, World, addressee, row
from tests.portals.browsing import check, heading, press, sign_in
from tests.portals.conftest import Live, served
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import More, enter, file
from vocatio.actions.summons.attendance import record_appearance
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Role
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.project import launch
from vocatio.records.summonses.models import Summons

EXPECTED = 200
#: Who comes before the browser does, and who opened their summons in time.
CAME, OPENED = 150, 30

#: Whoever was given another date is expected then.
EXPECTED_ON = """
SELECT count(*) FROM summonses_summons m JOIN offices_slot s ON s.id = m.slot_id
WHERE s.office_id = %s AND (s.starts_at AT TIME ZONE 'UTC')::date = %s
"""
HELD_BACK_ON = f"{EXPECTED_ON} AND m.request_open AND m.state <> 'appeared'"
CAME_ON = f"{EXPECTED_ON} AND m.state = 'appeared'"

FAMILIES = ("Adler", "Berger", "Czerny", "Dvorak", "Eder", "Fuchs", "Gruber", "Haas", "Ibrahim")
REASONS = "Your exam is on that very morning, as the letter of your school shows."


@pytest.fixture(scope="module")
def live(server: launch.Server) -> Iterator[Live]:
    """One office, one day, 200 appointments: made by acts, like any other."""
    with testing.cloned(server) as database:
        with testing.connected(database):
            _fill()
        yield from served(server, database)


def _fill() -> None:
    world = World(capacity=EXPECTED // 2)
    world.people(
        *(
            row(f"p{n}", given_name=f"Person{n:03}", family_name=FAMILIES[n % len(FAMILIES)])
            for n in range(EXPECTED)
        )
    )
    world.released(EXPECTED)
    assert world.officer.name
    assert world.decider.name
    found = list(Summons.objects.select_related("slot").order_by("id"))
    assert {s.slot.starts_at.date() for s in found} == {world.first_day}
    for summons in found[: CAME + OPENED]:
        open_summons(summons.reference, by=addressee(summons), at=now())
    asks = found[CAME]
    more = More(details="I sit an exam on that morning.")
    file(asks.reference, RequestKind.RESCHEDULE, "study", more, by=addressee(asks), at=now())
    enter(
        *(found[-1].reference, RequestKind.HELP, "step_free", Channel.TELEPHONE),
        by=world.officer,
        at=now(),
    )
    advance_to(datetime.combine(world.first_day, time(7, 50), UTC))
    for summons in found[:CAME]:
        record_appearance(summons.id, by=world.officer, at=now())


def _office(live: Live) -> tuple[str, date]:
    office, on = live.row(
        "SELECT office_id, (starts_at AT TIME ZONE 'UTC')::date FROM offices_slot s"
        " JOIN summonses_summons m ON m.slot_id = s.id GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1"
    )
    return str(office), on


def _one(live: Live, state: str) -> tuple[str, str]:
    """Reference and letter code of somebody in a state."""
    reference, code = live.row(
        "SELECT m.reference, c.code FROM summonses_summons m"
        " JOIN documents_content c ON c.summons_id = m.id WHERE m.state = %s ORDER BY m.id",
        state,
    )
    return str(reference), str(code)


def _tab_to(page: Page, wanted: Locator) -> None:
    """Get there as somebody without a mouse does."""
    for _ in range(80):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("the keyboard does not get there")


def test_a_decision_by_keyboard_alone(desk: Page) -> None:
    sign_in(desk, "decider", PASSWORD)
    desk.goto("/office/work/")
    heading(desk, "Work")
    check(desk)
    # The same row whatever else waits: the one that asks for another date.
    row = desk.get_by_role("row").filter(has_text="Another date")
    expect(row).to_contain_text("nobody waits longer than two weeks")
    expect(row).to_contain_text("Overdue")
    asks = row.get_by_role("rowheader").get_by_role("link")
    _tab_to(desk, asks)
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Granted")).to_be_visible()
    check(desk)
    _tab_to(desk, desk.get_by_label("Granted"))
    desk.keyboard.press("Space")
    _tab_to(desk, desk.get_by_label("Your reasons"))
    desk.keyboard.type(REASONS)
    _tab_to(desk, desk.get_by_role("button", name="Decide"))
    desk.keyboard.press("Enter")
    heading(desk, "Work")
    expect(desk.get_by_role("row").filter(has_text="Another date")).to_have_count(0)


def test_a_second_decider_is_told_and_loses_nothing(desk: Page, live: Live) -> None:
    sign_in(desk, "decider", PASSWORD)
    desk.goto("/office/work/")
    desk.get_by_role("row").filter(has_text="other help").get_by_role("link").click()
    desk.get_by_label("Refused").check()
    desk.get_by_label("Your reasons").fill("What I had written meanwhile, at some length.")
    with testing.connected(live.database):
        first = World().hire("first", Role.DECIDER)
        asked = UUID(desk.url.rstrip("/").rsplit("/", 1)[-1])
        decide(asked, Outcome.GRANTED, REASONS, by=first, at=now())
    press(desk, "Decide")
    heading(desk, "This request waits no longer")
    expect(desk.get_by_text("Decided by First")).to_be_visible()
    expect(desk.locator("#typed")).to_have_text("What I had written meanwhile, at some length.")
    check(desk)


def test_a_task_is_asked_once_shown_and_ends(desk: Page, live: Live) -> None:
    reference, _ = _one(live, "opened")
    sign_in(desk, "officer", PASSWORD)
    desk.goto("/office/people/")
    desk.get_by_label("Whom do you look for?").fill(reference)
    desk.get_by_label("What for?").fill("They lost their letter")
    press(desk, "Search")
    desk.get_by_role("rowheader").get_by_role("link").click()
    expect(desk.get_by_role("heading", name=f"Summons {reference}")).to_be_visible()
    expect(desk.get_by_text("You look people up for: They lost their letter")).to_be_visible()
    check(desk)
    press(desk, "Note a telephone call")
    expect(desk.get_by_role("alert")).to_contain_text("Write what was said.")
    check(desk)
    desk.get_by_label("What was said").fill("They asked where the entrance is.")
    press(desk, "Note a telephone call")
    expect(desk.get_by_text("They asked where the entrance is.")).to_be_visible()
    with testing.connected(live.database):
        on = now().date()
    desk.get_by_label("Day", exact=True).fill(on.isoformat())
    press(desk, "How it stood on a day")
    expect(desk.get_by_role("status")).to_contain_text("It counted as served.")
    check(desk)
    person = desk.url.partition("?")[0]
    press(desk, "End this task")
    heading(desk, "Find a person")
    expect(desk.get_by_label("What for?")).to_have_value("")
    desk.goto(person)
    heading(desk, "Find a person")


def test_a_morning_with_200_appointments(desk: Page, live: Live) -> None:
    office, on = _office(live)
    sign_in(desk, "officer", PASSWORD)
    path = f"/office/day/{office}/{on}/"
    desk.goto(path)
    expected = live.count(EXPECTED_ON, office, on)
    assert expected >= EXPECTED - 1
    expect(desk.get_by_role("row")).to_have_count(1 + expected)
    check(desk)

    # A scanner types the address of the square code and presses Enter.
    reference, code = _one(live, "opened")
    desk.keyboard.type(f"https://arrival.example/check/?code={code}")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("definition").filter(has_text=reference)).to_be_visible()
    check(desk)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Recorded.")
    # Somebody else is quicker at the next one: the second is told, and nothing changes.
    desk.keyboard.type("gruber")
    desk.keyboard.press("Enter")
    heading(desk, "Who is it?")
    check(desk)
    desk.get_by_role("row").filter(has_text="Opened").first.get_by_role("link").click()
    summons_id = desk.url.rstrip("/").rsplit("/", 1)[-1]
    with testing.connected(live.database):
        second = World().hire("second", Role.OFFICER)
        record_appearance(UUID(summons_id), by=second, at=now())
    press(desk, "Is here")
    expect(desk.get_by_role("status")).to_contain_text("Second had recorded it already")
    check(desk)


def test_the_day_ends_with_a_password_and_as_it_was_said(desk: Page, live: Live) -> None:
    office, on = _office(live)
    sign_in(desk, "officer", PASSWORD)
    path = f"/office/day/{office}/{on}/"
    states = "SELECT count(*) FROM summonses_summons WHERE state = %s"
    came, appeared = live.count(CAME_ON, office, on), live.count(states, "appeared")
    held_back = live.count(HELD_BACK_ON, office, on)
    # After a while without work the password is asked for; so it is before the day is closed.
    with testing.connected(live.database):
        advance_to(datetime.combine(on, time(20), UTC))
    desk.goto(path)
    heading(desk, "Your password, once more")
    check(desk)
    desk.get_by_label("Password").fill("guess")
    press(desk, "Go on")
    expect(desk.get_by_role("alert")).to_contain_text("This is not your password.")
    check(desk)
    desk.get_by_label("Password").fill(PASSWORD)
    press(desk, "Go on")
    left = desk.get_by_role("button", name="Is here").count()
    assert left == live.count(EXPECTED_ON, office, on) - came
    desk.get_by_role("button", name="The day is over").click()
    heading(desk, "Is the day over?")
    check(desk)
    for follows in ("a case is opened", "a reminder goes out"):
        expect(desk.get_by_role("row").filter(has_text=follows).first).to_be_visible()
    with testing.connected(live.database):
        advance_to(datetime.combine(on, time(20, 12), UTC))
    press(desk, "Yes, the day is over")
    heading(desk, "Your password, once more")
    expect(desk.get_by_text("has legal effect")).to_be_visible()
    check(desk)
    desk.get_by_label("Password").fill(PASSWORD)
    press(desk, "Go on")
    expect(desk.get_by_role("row").filter(has_text="Did not appear").first).to_be_visible()
    assert live.count(states, "appeared") == appeared
    assert live.count(states, "absent") == left - held_back
