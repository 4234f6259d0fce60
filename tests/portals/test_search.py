"""Somebody stands at the counter: the office finds them, says what for, and they can see it."""

import pytest
from playwright.sync_api import Page, expect

from tests.portals.browsing import become_staff, check, heading, press
from tests.portals.conftest import Live

#: Somebody in the district of the first office, found by what they would say.
SOMEBODY = """
SELECT p.person_id, n.given, n.family, p.born_earliest FROM register_name n
JOIN register_particulars p USING (person_id)
JOIN register_registration r USING (person_id)
JOIN register_address a USING (person_id)
JOIN offices_office o ON o.district = r.district
WHERE NOT a.sealed AND p.born_earliest = p.born_latest AND n.given <> ''
ORDER BY o.code, n.person_id LIMIT 1
"""


def _search(page: Page, query: str, purpose: str) -> None:
    page.get_by_label("Whom do you look for?").fill(query)
    page.get_by_label("What for?").fill(purpose)
    press(page, "Search")


def test_an_officer_finds_who_stands_before_them(desk: Page, live: Live) -> None:
    person, given, family, born = live.row(SOMEBODY)
    become_staff(desk, "Olga Officer")
    desk.get_by_role("link", name="Find a person").click()
    heading(desk, "Find a person")
    check(desk)
    _search(desk, f"{family} {born:%d.%m.%Y}", "They lost their letter")
    expect(desk.get_by_role("status")).to_contain_text("fit")
    expect(desk.get_by_role("rowheader", name=f"{given} {family}").first).to_be_visible()
    expect(desk.get_by_label("What for?")).to_have_value("They lost their letter")
    assert family not in desk.url
    check(desk)
    readings = "SELECT count(*) FROM access_reading WHERE person_id = %s AND purpose = %s"
    assert live.count(readings, person, "They lost their letter") == 1


@pytest.mark.parametrize(
    ("query", "purpose", "words"),
    [
        ("", "to know", "Write a name, a number or a reference."),
        ("*", "to know", "at least two letters"),
        ("1987", "to know", "at least two letters"),
        ("Huber", "", "Write what you need to know this for."),
    ],
)
def test_without_a_name_or_a_purpose_nobody_is_listed(
    desk: Page, query: str, purpose: str, words: str
) -> None:
    become_staff(desk, "Dana Decider")
    desk.goto("/office/people/")
    _search(desk, query, purpose)
    expect(desk.get_by_role("alert")).to_contain_text(words)
    expect(desk.get_by_role("table")).to_have_count(0)
    check(desk)


def test_on_a_phone_nobody_is_found_under_nonsense(phone: Page) -> None:
    become_staff(phone, "Omar Overseer")
    phone.goto("/office/people/")
    phone.get_by_label("Office").select_option(label="All offices")
    _search(phone, "qqqqqqqqqqqq", "to see what it says")
    expect(phone.get_by_role("status")).to_contain_text("Nobody is found here under that.")
    check(phone)


def test_who_plans_looks_for_nobody(desk: Page) -> None:
    become_staff(desk, "Petra Planner")
    answer = desk.goto("/office/people/")
    assert answer
    assert answer.status == 403
