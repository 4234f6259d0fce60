"""Whatever can be done in one's own pages can be said to an officer, and a letter confirms it."""

import json

import pikepdf
from playwright.sync_api import Page, expect

from tests import database as testing
from tests.portals.browsing import become_staff, check, heading, picture, press
from tests.portals.conftest import Live
from vocatio.actions.clock import now
from vocatio.actions.summons.append import status_at
from vocatio.domain.summons.kinds import RequestKind
from vocatio.records.summonses.models import Summons

OFFICER = "Olga Officer"
CONFIRMS = "Print the letter that confirms it"
NOTED = """
SELECT count(*) FROM register_personfact WHERE kind = %s AND convert_from(canonical, 'UTF8') LIKE %s
"""


def waiting(live: Live, number: int) -> Summons:
    """The summons of somebody who has opened nothing."""
    with testing.connected(live.database):
        unread = Summons.objects.filter(state__in=("available", "issued", "served"))
        return unread.select_related("slot").order_by("id")[number]


def letter(page: Page) -> str:
    """What the letter that is printed here says in English, as the data attached to it have it."""
    with page.expect_download() as taken:
        press(page, CONFIRMS)
    with pikepdf.open(taken.value.path()) as pdf:
        content = json.loads(pdf.attachments["content.json"].get_file().read_bytes())
    return " ".join(content["text"]["en"].values())


def look_up(page: Page, summons: Summons) -> None:
    become_staff(page, OFFICER)
    page.goto("/office/people/")
    page.get_by_label("Whom do you look for?").fill(summons.reference)
    page.get_by_label("Office").select_option(str(summons.slot.office_id))
    page.get_by_label("What for?").fill("They telephoned")
    press(page, "Search")
    page.get_by_role("rowheader").get_by_role("link").click()


def test_every_kind_of_request_and_a_reply_is_written_down_by_telephone(
    desk: Page, live: Live
) -> None:
    summons = waiting(live, 0)
    become_staff(desk, OFFICER)
    path = f"/office/requests/new/{summons.reference}/"
    desk.goto(path)
    check(desk)
    press(desk, "Write it down")
    expect(desk.get_by_role("alert")).to_contain_text("Choose one of the answers.")
    check(desk)
    picture(desk, "told-request")
    asked = desk.get_by_label("What do they say or ask for?")
    wanted: dict[str, str] = {}
    for value in asked.locator("option").evaluate_all("all => all.map(one => one.value)"):
        wanted.setdefault(value.partition("/")[0], value)
    wanted.pop("")
    assert set(wanted) == {*RequestKind, "reply", "conscience"}
    # “Not me” stops everything: it comes last.
    for kind in sorted(wanted, key=lambda one: one == RequestKind.NOT_ME):
        desk.goto(path)
        asked.select_option(wanted[kind])
        desk.get_by_label("By telephone").check()
        press(desk, "Write it down")
        heading(desk, "It is written down")
        check(desk)
        said = letter(desk)
        assert summons.reference in said, kind
        assert "by telephone" in said, kind
        assert "onscience" not in said, kind
    picture(desk, "told-noted")
    with testing.connected(live.database):
        found = status_at(Summons.objects.get(id=summons.id), now())
    assert (found.opened, found.receipt) == (False, None)
    assert live.count(NOTED, "Acknowledgement", f"%{summons.person_id}%") == len(wanted)


def test_another_date_among_those_that_are_free(desk: Page, live: Live) -> None:
    summons = waiting(live, 1)
    become_staff(desk, OFFICER)
    desk.goto(f"/office/requests/new/{summons.reference}/")
    desk.get_by_label("What do they say or ask for?").select_option("reschedule/illness")
    chosen = desk.get_by_label("At which time?").locator("option").nth(1).get_attribute("value")
    desk.get_by_label("At which time?").select_option(chosen)
    desk.get_by_label("At the counter").check()
    press(desk, "Write it down")
    heading(desk, "It is written down")
    with testing.connected(live.database):
        (asked,) = status_at(Summons.objects.get(id=summons.id), now()).requests
    facts = "SELECT convert_from(canonical, 'UTF8') FROM summonses_summonsfact WHERE id = %s"
    assert f'"wish":"{chosen}"' in live.row(facts, asked.id)[0]


def test_corrections_and_how_somebody_is_reached(desk: Page, live: Live) -> None:
    summons = waiting(live, 0)
    look_up(desk, summons)
    desk.get_by_role("link", name="Write down what they tell you").click()
    check(desk)
    picture(desk, "told")
    told = desk.url
    desk.get_by_role("link", name="Address", exact=True).click()
    check(desk)
    press(desk, "Write it down")
    expect(desk.get_by_role("alert")).to_contain_text("Write what it should say.")
    check(desk)
    desk.get_by_label("Country").fill("AT")
    desk.get_by_label("By letter").check()
    press(desk, "Write it down")
    heading(desk, "It is written down")
    assert "You asked to have something corrected" in letter(desk)
    desk.goto(told)
    desk.get_by_role("link", name="Language, messages, and what they need").click()
    check(desk)
    desk.get_by_label("Telephone number for the same").fill("no number")
    desk.get_by_label("At the counter").check()
    press(desk, "Write it down")
    expect(desk.get_by_role("alert")).to_contain_text("such as +43 1 234567")
    desk.get_by_label("Telephone number for the same").fill("+43 1 234567")
    press(desk, "Write it down")
    heading(desk, "It is written down")
    assert "at the counter" in letter(desk)
    assert live.count(NOTED, "Preference", f"%{summons.person_id}%") == 1
