"""The overseer: indicators, files at random, a stay of a case and of a call-up."""

import csv
import io
import re
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests import database as testing
from tests.portals.browsing import become_staff, check, heading, picture, press
from tests.portals.conftest import Live
from vocatio.actions.access.sign_in import sign_in as sign_in_now
from vocatio.actions.callup.sample import draw_sample
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.demo.crowd import summoned
from vocatio.actions.inspect import own
from vocatio.actions.inspect.day import offices
from vocatio.actions.inspect.sample import sample
from vocatio.actions.summons.attendance import close_day
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Addressee
from vocatio.domain.oversight.indicators import Column
from vocatio.domain.oversight.observed import Groups
from vocatio.entry.commands.demo.plan import PASSWORD
from vocatio.portals.words import in_words

WHY = "test"
REASONS = "The letters of that week named an office that was closed."


def test_indicators_in_numbers_charts_and_as_a_file(desk: Page, live: Live) -> None:
    become_staff(desk, "Omar Overseer")
    desk.get_by_role("link", name="Oversight").first.click()
    heading(desk, "Oversight")
    check(desk)
    desk.get_by_role("row").nth(1).get_by_role("link").click()
    expect(desk.get_by_text("Served without evidenced receipt").first).to_be_visible()
    check(desk)
    desk.get_by_role("link", name="Language").click()
    expect(desk.get_by_role("link", name="Language")).to_have_attribute("aria-current", "true")
    expect(desk.get_by_role("img").first).to_have_attribute(
        "aria-label", re.compile("Served without evidenced receipt")
    )
    check(desk)
    shown = list(Column)[1:]
    for way in ("District", "Language", "Way", "Age"):
        readings = live.count("SELECT count(*) FROM access_reading WHERE what = 'indicators'")
        desk.get_by_role("link", name=way, exact=True).click()
        expect(desk.get_by_role("columnheader", name=way).first).to_be_visible()
        # Each indicator that is told apart by group, in a table and as a chart.
        expect(desk.get_by_role("img")).to_have_count(len(shown))
        for column in shown:
            words = in_words(column, "column")
            expect(desk.get_by_role("columnheader", name=words, exact=True)).to_have_count(1)
        assert (
            live.count("SELECT count(*) FROM access_reading WHERE what = 'indicators'")
            == readings + 1
        )
    check(desk)
    picture(desk, "oversight")
    address = desk.get_by_role("link", name="All figures as a file").get_attribute("href")
    answer = desk.request.get(str(address))
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text().lstrip("\ufeff"))))
    (people,) = (r for r in rows if (r["by"], r["indicator"]) == ("", "people"))
    assert int(people["of"]) == live.count("SELECT count(*) FROM summonses_summons")
    assert all(not row["part"] and not row["of"] for row in rows if row["withheld"] == "yes")
    told_apart = {(row["by"], row["indicator"]) for row in rows}
    assert {(way, column) for way in Groups._fields for column in Column} <= told_apart
    assert {("", "identical_reasons"), ("", "busiest_hour")} <= told_apart


@pytest.mark.parametrize("language", ["de", "ar"])
def test_in_other_languages_on_a_phone(phone: Page, live: Live, language: str) -> None:
    become_staff(phone, "Omar Overseer")
    phone.locator(f"button[lang={language}]").click()
    phone.goto("/oversight/")
    check(phone)
    callup = live.row("SELECT id FROM callups_callup")[0]
    phone.goto(f"/oversight/call-ups/{callup}/?by=age")
    check(phone)
    picture(phone, f"oversight-{language}")


def test_files_at_random_and_a_stay(desk: Page, live: Live) -> None:
    become_staff(desk, "Omar Overseer")
    callup = live.row("SELECT id FROM callups_callup")[0]
    desk.goto(f"/oversight/call-ups/{callup}/")
    desk.get_by_label("How many files?").fill("5000")
    press(desk, "Draw files")
    expect(desk.get_by_role("alert")).to_contain_text("between 1 and 50")
    check(desk)
    desk.get_by_label("How many files?").fill("3")
    press(desk, "Draw files")
    files = desk.get_by_role("rowheader").get_by_role("link")
    expect(files).to_have_count(3)
    check(desk)
    files.first.click()
    expect(desk.get_by_text("The summons was issued")).to_be_visible()
    check(desk)

    sample_id, summons_id = _absent(live, callup)
    desk.goto(f"/oversight/samples/{sample_id}/{summons_id}/")
    check(desk)
    press(desk, "Stay the case")
    expect(desk.get_by_role("alert")).to_contain_text("Write the reasons.")
    desk.get_by_label("Your reasons").fill("short")
    press(desk, "Stay the case")
    expect(desk.get_by_role("alert")).to_contain_text("at least 20 characters")
    expect(desk.get_by_label("Your reasons")).to_have_value("short")
    desk.get_by_label("Your reasons").fill(REASONS)
    press(desk, "Stay the case")
    expect(desk.get_by_text(REASONS)).to_be_visible()
    check(desk)
    picture(desk, "oversight-file")

    desk.goto(f"/oversight/call-ups/{callup}/")
    desk.get_by_role("button", name="Stay the whole call-up").click()
    check(desk)
    desk.get_by_label("Your reasons").fill(REASONS)
    press(desk, "Stay the whole call-up")
    expect(desk.get_by_text("nothing is found and no measure has effect")).to_be_visible()
    check(desk)


def _absent(live: Live, callup: UUID) -> tuple[UUID, UUID]:
    """Somebody opened it and stayed away; a sample that they are in, and their summons."""
    with testing.connected(live.database):
        officer = sign_in_now("officer", PASSWORD, at=now())
        starts = []
        for reference, person_id, _ in summoned(callup):
            person = Addressee(person_id)
            open_summons(reference, by=person, at=now())
            page = own.summons(reference, by=person, purpose=WHY, at=now())
            starts.append(page.starts_at)
        first = min(starts)
        advance_to(first + timedelta(hours=9))
        for office in offices(by=officer, purpose=WHY, at=now()):
            close_day(office.id, first.date(), by=officer, at=now())
        overseer = sign_in_now("overseer", PASSWORD, at=now())
        missed = {
            summons
            for (summons,) in live.rows(
                "SELECT subject_id FROM summonses_summonsfact WHERE kind = 'Absence'"
            )
        }
        while True:
            drawn = draw_sample(callup, 50, by=overseer, at=now())
            found = sample(drawn, by=overseer, purpose=WHY, at=now()).files
            if hit := [line.id for line in found if line.id in missed]:
                return drawn, hit[0]


def test_nobody_else_comes_in(desk: Page, live: Live) -> None:
    become_staff(desk, "Petra Planner")
    callup = live.row("SELECT id FROM callups_callup")[0]
    for address in ("", f"call-ups/{callup}/", f"call-ups/{callup}/stay/"):
        answer = desk.goto(f"/oversight/{address}")
        assert answer
        assert answer.status == 403
    check(desk)
