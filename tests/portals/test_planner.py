"""What a planner looks at and does beside the steps of a call-up, in the browser."""

import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.portals.browsing import become_staff, check, heading, picture, press, speak
from tests.portals.conftest import Live


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_pool_by_district_and_reason(desk: Page, live: Live, language: str) -> None:
    callup = live.row("SELECT id FROM callups_callup ORDER BY id")[0]
    become_staff(desk, "Petra Planner")
    speak(desk.context, live.url, language)
    desk.goto(f"/office/call-ups/{callup}/")
    desk.locator(f"a[href$='{callup}/pool/']").click()
    tables, charts = desk.get_by_role("table"), desk.get_by_role("img")
    expect(tables).to_have_count(3)
    expect(charts).to_have_count(3)
    pool = live.count("SELECT count(*) FROM callups_poolmember WHERE callup_id = %s", callup)
    cells = tables.first.get_by_role("row").nth(1).get_by_role("cell")
    assert int("".join(filter(str.isdigit, cells.first.inner_text()))) == pool
    check(desk)
    picture(desk, f"callup-pool-{language}")
    with desk.expect_download() as started:
        desk.locator("a[download]").click()
    lines = started.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == ["district,outcome,reason,people", f",liable,,{pool}"]


MONTH = """
SELECT s.office_id, (s.starts_at AT TIME ZONE 'UTC')::date
FROM summonses_summons m JOIN offices_slot s ON s.id = m.slot_id
GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT 1
"""


def _fill_days(page: Page, first: date, last: date) -> None:
    for name, day in (("First day", first), ("Last day", last)):
        boxes = page.get_by_role("group", name=name)
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(part).fill(str(value))


def test_a_day_is_closed_after_it_was_said_what_happens(desk: Page, live: Live) -> None:
    office, day = live.row(MONTH)
    there = live.count(
        """SELECT count(*) FROM summonses_summons m JOIN offices_slot s ON s.id = m.slot_id
           WHERE s.office_id = %s AND (s.starts_at AT TIME ZONE 'UTC')::date = %s""",
        *(office, day),
    )
    become_staff(desk, "Petra Planner")
    desk.get_by_role("navigation").get_by_role("link", name="Office calendar").click()
    check(desk)
    address = f"/office/calendar/{office}/{day.replace(day=1)}/"
    desk.goto(address)
    expect(desk.get_by_role("table")).to_contain_text("free")
    check(desk)
    desk.get_by_role("button", name="Close days").click()
    check(desk)
    press(desk, "See what would happen")
    expect(desk.get_by_role("alert")).to_be_visible()
    _fill_days(desk, day, day - timedelta(days=1))
    press(desk, "See what would happen")
    expect(desk.get_by_role("alert")).to_contain_text("before the first day")
    _fill_days(desk, day, day)
    press(desk, "See what would happen")
    expect(desk.get_by_text(f"People who have a place there: {there}.")).to_be_visible()
    check(desk)
    picture(desk, "calendar-close")
    press(desk, "Close days")
    cell = desk.get_by_role("cell").filter(has_text="closed")
    expect(cell).to_contain_text(f"waiting for another time: {there}")
    check(desk)
    for language in ("en", "de", "ar"):
        speak(desk.context, live.url, language)
        desk.goto(address)
        check(desk)
        picture(desk, f"calendar-{language}")
    speak(desk.context, live.url, "en")

    become_staff(desk, "Anton Approver")
    callup = live.row("SELECT id FROM callups_callup ORDER BY id")[0]
    desk.goto(f"/office/call-ups/{callup}/")
    expect(desk.get_by_text("closed from")).to_be_visible()
    press(desk, "Approve this correction")
    _until(desk, f"Carried out: {there} told, 0 left as they were.")
    desk.goto(address)
    expect(desk.get_by_text("waiting for another time")).to_have_count(0)


def test_days_are_opened_and_places_changed(desk: Page, live: Live) -> None:
    office, day = live.row(MONTH)
    become_staff(desk, "Petra Planner")
    desk.goto(f"/office/calendar/{office}/open/")
    later = day + timedelta(days=365)
    _fill_days(desk, later, later + timedelta(days=6))
    desk.get_by_label("First time").fill("9:00")
    desk.get_by_label("Until").fill("9:00")
    desk.get_by_label("Minutes between two times").fill("20")
    desk.get_by_label("How many people at each time?").fill("3")
    press(desk, "See what would happen")
    press(desk, "Open days")
    expect(desk.get_by_role("alert")).to_contain_text("leave no slot")
    desk.get_by_label("Until").fill("10:00")
    press(desk, "See what would happen")
    check(desk)
    press(desk, "Open days")
    expect(desk.get_by_role("cell").filter(has_text="9 of 9 free").first).to_be_visible()
    desk.goto(f"/office/calendar/{office}/places/")
    _fill_days(desk, later, later + timedelta(days=6))
    desk.get_by_label("How many people at each time?").fill("2")
    press(desk, "See what would happen")
    check(desk)
    press(desk, "Change how many may come")
    expect(desk.get_by_role("cell").filter(has_text="6 of 6 free").first).to_be_visible()


def _until(page: Page, words: str) -> None:
    """Look again, as the link on the page does, until a worker has done it."""
    for _ in range(120):
        if page.get_by_text(words).count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text(words)).to_be_visible()


def test_letters_are_printed_and_the_post_is_handed_in(desk: Page, live: Live) -> None:
    become_staff(desk, "Petra Planner")
    desk.get_by_role("navigation").get_by_role("link", name="Letters").click()
    check(desk)
    press(desk, "Print what waits now")
    heading(desk, "Letters")
    _until_count(live, "SELECT count(*) FROM jobs_run WHERE job = 'delivery.rounds'", 1)
    batches = live.rows("SELECT reference FROM deliveries_printbatch WHERE relayed_at IS NOT NULL")
    desk.reload()
    for (reference,) in batches[:1]:
        desk.get_by_role("link", name=reference).click()
        heading(desk, f"Batch {reference}")
        check(desk)
        desk.goto("/office/letters/")
    press(desk, "Hand it in")
    expect(desk.get_by_role("alert")).to_contain_text("Choose the file.")
    desk.get_by_label("Who wrote it?").fill("post-at")
    lines = (
        "reference,event,reason,occurred_at,place,evidence,evidence_reference\n"
        "0000-0000-0000-0000,posted,,2026-01-01T10:00:00+01:00,,,\n"
        "x,lost,,yesterday,,,\n"
    )
    desk.get_by_label("File of the provider").set_input_files(
        {"name": "post.csv", "mimeType": "text/csv", "buffer": lines.encode()}
    )
    press(desk, "Hand it in")
    heading(desk, "post.csv")
    # The page follows the worker by itself.
    expect(desk.get_by_text("no letter with that reference")).to_be_visible(timeout=60_000)
    page = desk.url
    with desk.expect_download() as started:
        desk.locator("a[download]").click()
    errors = started.value.path().read_text(encoding="utf-8").splitlines()
    assert "reference: unknown_letter" in errors[1].split(",")
    for language in ("en", "de", "ar"):
        speak(desk.context, live.url, language)
        for name, address in (
            *(("letters", "/office/letters/"), ("jobs", "/office/jobs/")),
            ("postal-file", page),
        ):
            desk.goto(address)
            check(desk)
            picture(desk, f"office-{name}-{language}")


def _until_count(live: Live, query: str, least: int) -> None:
    """A worker has done it, within a minute."""
    for _ in range(120):
        if live.count(query) >= least:
            return
        time.sleep(0.5)
    pytest.fail(query)
