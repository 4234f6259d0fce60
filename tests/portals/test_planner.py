"""What a planner looks at and does beside the steps of a call-up, in the browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.portals.browsing import become_staff, check, picture, speak
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
