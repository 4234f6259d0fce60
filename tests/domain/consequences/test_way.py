"""The way to a measure: who gets a case, who is heard, who decides, what may be decided."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.domain.builders import CALENDAR
from tests.domain.consequences.world import (
    APPEAL_JUDGE,
    DAY,
    HELPER,
    JUDGE,
    OFFICER,
    PLANNER,
    START,
    SUMMONS,
    World,
    names,
    refused,
)
from vocatio.domain.consequences.common import refuse_requests
from vocatio.domain.consequences.file import Body
from vocatio.domain.consequences.hearing import hearing_ends, refuse_unheard
from vocatio.domain.consequences.kinds import CaseKind, Review
from vocatio.domain.consequences.measures import taken
from vocatio.domain.consequences.obstacles import Obstacle
from vocatio.domain.consequences.opening import Follow, follows, refuse_case
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.law.floor import DECISIONS_A_DAY
from vocatio.domain.law.periods import Outage, Period, Unit
from vocatio.domain.law.reasons import alike
from vocatio.domain.summons.kinds import Kind, Outcome


@pytest.fixture
def world() -> World:
    return World()


def named(found: Iterable[Obstacle]) -> set[str]:
    return {obstacle.name for obstacle in found}


# --- who gets a case --------------------------------------------------------------------------


def test_served_by_arrival_alone_nothing_can_be_done(world: World) -> None:
    world.issue()
    world.arrive()
    world.open(by=HELPER)  # an officer who helps is no receipt
    absence, follow = world.absent()
    assert follow == Follow.REMINDER
    world.force_in(CaseKind.OPENED, {"absence": str(absence.id)}, human=OFFICER)
    world.review(Review.INTEND)
    assert refused(world.notify) == {"summons_not_received"}


def test_notice_that_was_too_short_gets_a_new_date(world: World) -> None:
    world.issue(days=20)
    world.wait(7)
    world.open()
    assert world.absent()[1] == Follow.NEW_DATE


def test_a_new_date_is_a_new_notice(world: World) -> None:
    world.issue()
    world.open()
    world.new_date(days=10)
    assert world.absent()[1] == Follow.NEW_DATE


def test_a_request_by_telephone_blocks_from_that_moment(world: World) -> None:
    world.issue()
    world.open()
    world.ask("reschedule", "my child is ill", by=HELPER)
    assert world.absent()[1] == Follow.NOTHING


def test_the_same_request_blocks_once_and_a_refusal_leaves_its_remedy(world: World) -> None:
    world.issue(days=60)
    world.open()
    request = world.ask(grounds="exam")
    decision = world.answer_request(request, Outcome.REFUSED)
    absence, follow = world.absent()
    assert follow == Follow.NOTHING, "the answer has not reached them"
    world.open(decision.data["document"])
    assert follows(world.file(), absence) == Follow.NOTHING, "the remedy runs"
    world.wait(16)
    world.ask(grounds="exam")
    assert follows(world.file(), absence) == Follow.CASE, "the same request blocks once"
    world.ask(grounds="another reason")
    assert follows(world.file(), absence) == Follow.NOTHING


def test_a_remedy_that_was_filed_blocks_until_it_is_decided(world: World) -> None:
    world.issue(days=60)
    world.open()
    request = world.ask()
    world.open(world.answer_request(request, Outcome.REFUSED).data["document"])
    remedy = world.force_in(CaseKind.REMEDY, {"request": str(request.id)})
    absence, follow = world.absent()
    assert follow == Follow.NOTHING
    world.force_in(CaseKind.REMEDY_DECISION, {"remedy": str(remedy.id)}, human=APPEAL_JUDGE)
    assert follows(world.file(), absence) == Follow.CASE


# --- the hearing --------------------------------------------------------------------------------


def test_hearing_takes_its_days_whatever_is_answered(world: World) -> None:
    world.until_case()
    world.review(Review.INTEND)
    assert refused(world.find) >= {"no_notice"}
    notice = world.notify()
    assert refused(world.find) == {"notice_not_received"}
    world.open(notice.data["document"])
    world.force_in(CaseKind.ANSWER, {"form": "written", "empty": True})
    world.wait(13)
    assert refused(world.find) == {"hearing_runs"}
    world.wait(3)
    world.find()


def test_hearing_days_hit_by_an_outage_are_added_and_may_chain(world: World) -> None:
    world.until_case()
    world.review(Review.INTEND)
    world.open(world.notify().data["document"])
    plain = hearing_ends(world.file())
    assert plain
    last_hours = timedelta(hours=2)
    world.outages = [Outage(plain - last_hours, plain), Outage(plain + last_hours, plain + DAY / 2)]
    assert hearing_ends(world.file()) == plain + 2 * DAY
    world.outages.append(Outage(plain, None))
    assert hearing_ends(world.file()) is None
    world.wait(30)
    assert refused(world.find) == {"hearing_runs"}


def test_where_the_profile_gives_longer_it_holds_and_where_it_gives_less_the_floor_does(
    world: World,
) -> None:
    world.until_case()
    world.review(Review.INTEND)
    world.open(world.notify().data["document"])
    file = world.file()
    floor = hearing_ends(file)
    assert floor
    for length, more in (
        (Period(21, Unit.DAY), 7 * DAY),
        (Period(3, Unit.DAY), 0 * DAY),
        (Period(14, Unit.WORKING_DAY), 4 * DAY),
    ):
        terms = replace(file.terms, hearing=length, calendar=CALENDAR)
        by_profile = replace(file, terms=terms)
        assert hearing_ends(by_profile) == floor + more
        there = replace(by_profile, on=floor + timedelta(hours=1))
        assert named(refuse_unheard(there)) == ({"hearing_runs"} if more else set())
    beyond = replace(file.terms, hearing=Period(1000, Unit.WORKING_DAY), calendar=CALENDAR)
    assert hearing_ends(replace(file, terms=beyond)) is None


def test_a_longer_remedy_of_the_profile_blocks_as_long_as_it_runs(world: World) -> None:
    world.issue(days=60)
    world.open()
    decision = world.answer_request(world.ask(grounds="exam"), Outcome.REFUSED)
    world.open(decision.data["document"])
    world.wait(20)
    file = world.file()
    terms = replace(file.terms, remedy=Period(1, Unit.MONTH), calendar=CALENDAR)
    assert named(refuse_requests(file)) == set()
    assert named(refuse_requests(replace(file, terms=terms))) == {"remedy_open"}
    world.wait(12)
    assert named(refuse_requests(replace(world.file(), terms=terms))) == set()


def test_nothing_goes_on_before_somebody_has_looked(world: World) -> None:
    world.until_case()
    assert refused(world.notify) == {"not_reviewed"}
    world.review(Review.INTEND)
    world.notify()


def test_an_officer_drops_and_nothing_follows(world: World) -> None:
    world.until_case()
    world.review(Review.DROP)
    assert refused(world.notify) == {"review_closed"}


def test_answered_and_excused(world: World) -> None:
    world.until_heard()
    world.force_in(CaseKind.ANSWER, {"form": "spoken", "empty": False}, human=JUDGE)
    request = world.ask("exemption", "caring for my mother")
    assert refused(world.find) == {"request_open"}
    world.answer_request(request, Outcome.GRANTED)
    assert refused(world.find) == {"excused"}


# --- who decides --------------------------------------------------------------------------------

OFFICE_BODY = Body("court", independent=False, realm="court.example")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"human": OFFICER}, "took_part"),
        ({"human": PLANNER}, "took_part"),
        ({"body": None}, "body_not_independent"),
        ({"body": OFFICE_BODY}, "body_not_independent"),
        ({"realm": "office.example"}, "signed_in_elsewhere"),
        ({"realm": "elsewhere.example"}, "signed_in_elsewhere"),
        ({"opened_at": None}, "file_not_opened"),
        ({"opened_at": START}, "file_not_opened"),
        ({"decided_today": DECISIONS_A_DAY}, "daily_ceiling"),
    ],
)
def test_not_everybody_may_find(world: World, changes: dict[str, object], name: str) -> None:
    world.until_heard()
    assert refused(lambda: world.find(world.official(**changes))) == {name}  # type: ignore[arg-type]  # because tests vary each


def test_reasons_are_ones_own(world: World) -> None:
    world.until_heard()
    reasons = world.reasons()
    copied = reasons.replace(reasons.split()[3], "another")
    by = world.official(reasons_before={"earlier": copied.upper()})
    assert refused(lambda: world.find(by, "He stayed away.")) == {"reasons_too_short"}
    assert refused(lambda: world.find(by, reasons)) == {"reasons_copied"}
    assert alike(reasons, copied)
    assert not alike(reasons, world.reasons())
    world.find(by, world.reasons())


def test_five_hundred_decisions_under_one_signature_none_takes_effect(world: World) -> None:
    measure = world.until_in_force()
    world.signatures[str(measure.data["signature"])] = 500
    assert names(world.force(measure)) == {"signed_in_bulk"}


def test_more_decisions_than_a_day_holds_carry_none(world: World) -> None:
    measure = world.until_in_force()
    world.signed_before[JUDGE, measure.recorded_at.date()] = DECISIONS_A_DAY
    assert "daily_ceiling" in names(world.force(measure))


# --- the ladder ---------------------------------------------------------------------------------


def test_reminder_and_new_date_and_every_lighter_measure_come_first(world: World) -> None:
    world.issue()
    world.open()
    world.absent()
    world.intend("exit", "fine")
    world.find()
    untried = {"untried_reminder", "untried_new_date"}
    assert refused(world.measure) == untried
    heavy = world.proposal("exit")
    assert refused(lambda: world.measure(heavy)) == untried | {"untried_fine", "untried_licence"}
    skips: dict[str, UUID] = {}
    for step in ("reminder", "new_date"):
        fact = world.force_in(CaseKind.EVIDENCE, {"about": step}, human=OFFICER)
        skips[step] = fact.id
    cited = world.proposal()
    wrong = {"reminder": skips["new_date"], "new_date": skips["reminder"]}
    assert refused(lambda: world.measure(replace(cited, skips=wrong))) == untried
    world.measure(replace(cited, skips=skips))


def test_what_the_notice_did_not_name_cannot_be_taken(world: World) -> None:
    world.until_heard("licence")
    world.find()
    assert refused(world.measure) == {"not_announced"}


def test_a_measure_needs_a_finding_an_end_a_review_and_a_scope(world: World) -> None:
    world.until_heard()
    assert refused(world.measure) == {"no_finding"}
    world.find()
    assert refused(lambda: world.measure(world.proposal(starts=13))) == {"starts_too_early"}
    assert refused(lambda: world.measure(world.proposal(days=91))) == {"too_long"}
    assert refused(lambda: world.measure(world.proposal(days=0))) == {"too_long", "no_review"}
    plain = world.proposal()
    bare = replace(plain, review_on=plain.until, scope=" ")
    assert refused(lambda: world.measure(bare)) == {"no_review", "no_scope"}
    other = Body("ministry", independent=True, realm="ministry.example")
    assert refused(lambda: world.measure(by=world.official(body=other))) == {"another_body"}
    assert refused(lambda: world.measure(world.proposal("credit"))) == {"no_such_measure"}


def test_no_renewal_without_a_new_notice_and_hearing(world: World) -> None:
    measure = world.until_in_force()
    assert "notice_used" in refused(world.measure)
    world.wait(90)
    assert names(world.force(measure)) >= {"lapsed"}
    world.intend()
    world.measure()


def test_an_episode_is_never_longer_than_twelve_months(world: World) -> None:
    world.until_heard()
    world.find()
    for _ in range(4):
        world.measure(world.proposal(days=90))
        world.wait(120)
        world.intend()
    assert taken(world.file()) == 360 * DAY
    assert refused(lambda: world.measure(world.proposal(days=6))) == {"episode_exhausted"}


def test_a_sanctioned_refuser_is_summoned_again_no_second_episode(world: World) -> None:
    world.until_in_force()
    world.new_date(days=60)
    _, follow = world.absent()
    assert follow == Follow.NOTHING
    assert "found_already" in refused(world.find)


def test_absence_from_an_appointment_that_nobody_made_has_no_consequence(world: World) -> None:
    world.issue()
    world.open()
    world.wait(29)
    data = {"slot": "1", "starts_at": instant(world.now)}
    absence = world.force_in(Kind.ABSENCE, data, human=OFFICER, subject=SUMMONS)
    found = refuse_case(world.file(), absence)
    assert [obstacle.name for obstacle in found] == ["no_such_appointment"]
