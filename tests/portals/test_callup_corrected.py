"""What was released is withdrawn by two people, in the browser."""

from playwright.sync_api import Page, expect

from tests.portals.browsing import become_staff, check, picture, press
from tests.portals.conftest import Live


def test_a_call_up_is_withdrawn_by_two(desk: Page, live: Live) -> None:
    callup = live.row("SELECT id FROM callups_callup ORDER BY id")[0]
    address = f"/office/call-ups/{callup}/"
    become_staff(desk, "Petra Planner")
    desk.goto(address)
    desk.get_by_role("link", name="Withdraw or replace what was released").click()
    check(desk)
    desk.get_by_label("Reference of one summons").fill("0000-0000-0000-0000")
    press(desk, "Submit for approval")
    expect(desk.get_by_role("alert")).to_contain_text("Choose one of the answers.")
    expect(desk.get_by_label("Reference of one summons")).to_have_value("0000-0000-0000-0000")
    desk.get_by_label("Withdraw: nobody has to come").check()
    desk.get_by_label("The people are not needed").check()
    press(desk, "Submit for approval")
    expect(desk.get_by_role("alert")).to_contain_text("there is no summons")
    check(desk)
    reference = live.row("SELECT reference FROM summonses_summons ORDER BY id")[0]
    desk.get_by_label("Reference of one summons").fill(reference)
    press(desk, "Submit for approval")
    expect(desk.get_by_text("It waits for a second person.")).to_be_visible()
    check(desk)

    become_staff(desk, "Anton Approver")
    desk.goto(address)
    press(desk, "Approve this correction")
    carried_out = desk.get_by_text("Carried out: 1 told, 0 left as they were.")
    for _ in range(60):
        if carried_out.count():
            break
        desk.wait_for_timeout(500)
        desk.goto(address)
    expect(carried_out).to_be_visible()
    check(desk)
    picture(desk, "callup-corrected")
