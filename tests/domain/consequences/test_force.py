"""Is it in force now? What has to come first, what suspends it, what ends it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from uuid import UUID

import pytest

from tests.domain.consequences.world import (
    APPEAL_JUDGE,
    DAY,
    HELPER,
    JUDGE,
    OFFICER,
    OVERSEER,
    SECOND_JUDGE,
    SUMMONS,
    World,
    names,
    refused,
)
from vocatio.domain.agency.answer import NOTHING, UNKNOWN, Told, found
from vocatio.domain.consequences.force import Answer, together
from vocatio.domain.consequences.kinds import CaseKind, Review, Verdict
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.summons.kinds import Kind, Outcome


@pytest.fixture
def world() -> World:
    return World()


def test_the_whole_way_by_the_rules(world: World) -> None:
    measure = world.until_in_force()
    found = world.force(measure)
    assert (found.answer, found.obstacles) == (Answer.IN_FORCE, ())
    assert found.stale_at - world.now <= timedelta(minutes=5)


def test_of_several_measures_a_doubt_outweighs_and_the_longest_is_told(world: World) -> None:
    running = world.force(world.until_in_force())
    longer = replace(running, until=running.until + DAY)
    over = replace(running, answer=Answer.NOT_IN_FORCE, until=longer.until + DAY)
    doubt = replace(over, answer=Answer.UNKNOWN)
    expected = {
        (): NOTHING,
        (over,): NOTHING,
        (over, running): Told(Answer.IN_FORCE, running.until, "court"),
        (over, running, longer): Told(Answer.IN_FORCE, longer.until, "court"),
        (over, running, doubt): UNKNOWN,
    }
    for forces, told in expected.items():
        for some in permutations(forces):
            assert together(some) == told.answer
            assert found((each, "court") for each in some) == told


# --- in force -------------------------------------------------------------------------------------


def test_a_decision_that_was_never_opened_has_no_effect(world: World) -> None:
    world.until_heard()
    world.find()
    measure = world.measure()
    world.wait(40)
    assert names(world.force(measure)) == {"decision_not_received"}


def test_it_takes_effect_14_days_after_its_own_receipt(world: World) -> None:
    world.until_heard()
    world.find()
    measure = world.measure(world.proposal(starts=14.1))
    world.wait(10)
    world.open(measure.data["document"])
    world.wait(13.9)
    found = world.force(measure)
    assert names(found) == {"not_yet"}
    assert found.since == found.obstacles[0].ends_at
    world.wait(2)
    assert world.force(measure).answer == Answer.IN_FORCE


def test_nothing_takes_effect_without_an_outside_stamp(world: World) -> None:
    measure = world.until_in_force()
    world.stamped[measure.id] = world.now + DAY
    assert names(world.force(measure)) == {"not_stamped"}
    del world.stamped[measure.id]
    assert names(world.force(measure)) == {"not_stamped"}


def test_an_appeal_at_any_counter_suspends_and_wins(world: World) -> None:
    measure = world.until_in_force()
    appeal = world.appeal(measure, by=HELPER)
    assert names(world.force(measure)) == {"appeal_suspends"}
    assert refused(
        lambda: world.decide_appeal(appeal, Verdict.DISMISSED, world.official(JUDGE))
    ) == {"took_part"}
    world.decide_appeal(appeal, Verdict.UPHELD)
    assert names(world.force(measure)) == {"appeal_upheld"}


def test_a_dismissal_counts_once_it_has_arrived(world: World) -> None:
    measure = world.until_in_force()
    appeal = world.appeal(measure)
    decision = world.decide_appeal(appeal, Verdict.DISMISSED)
    assert names(world.force(measure)) == {"appeal_suspends"}
    world.open(decision.data["document"])
    assert world.force(measure).answer == Answer.IN_FORCE
    world.appeal(measure)
    assert world.force(measure).answer == Answer.IN_FORCE, "the same appeal suspends once"


def test_an_appeal_against_the_finding_suspends_too(world: World) -> None:
    measure = world.until_in_force()
    finding = world.file().of(CaseKind.FINDING)[0]
    world.appeal(finding)
    assert names(world.force(measure)) == {"appeal_suspends"}


@pytest.mark.parametrize(("human", "received"), [(JUDGE, True), (SECOND_JUDGE, False)])
def test_only_a_fresh_order_that_arrived_lets_it_go_on(
    world: World, human: UUID, received: bool
) -> None:
    measure = world.until_in_force()
    appeal = world.appeal(measure)
    data = {"appeal": str(appeal.id), "document": str(world.id())}
    order = world.sign(CaseKind.ENFORCEMENT, data, human=human)
    if received:
        world.open(order.data["document"])
    assert names(world.force(measure)) == {"appeal_suspends"}
    fresh = world.sign(CaseKind.ENFORCEMENT, data, human=SECOND_JUDGE)
    world.open(fresh.data["document"])
    # The first order answers; a second one cannot mend an order by somebody who took part.
    expected = Answer.IN_FORCE if human == SECOND_JUDGE else Answer.NOT_IN_FORCE
    assert world.force(measure).answer == expected


@pytest.mark.parametrize("kind", [CaseKind.APPEAL_DECISION, CaseKind.ENFORCEMENT])
def test_whoever_is_of_no_independent_body_lets_nothing_go_on(world: World, kind: str) -> None:
    measure = world.until_in_force()
    appeal = world.appeal(measure)
    data = {"appeal": str(appeal.id), "outcome": "dismissed", "document": str(world.id())}
    world.sign(kind, data, human=OVERSEER)
    world.open(data["document"])
    assert names(world.force(measure)) == {"appeal_suspends"}
    unsigned = world.appeal(world.file().of(CaseKind.FINDING)[0])
    data |= {"appeal": str(unsigned.id), "document": str(world.id())}
    world.force_in(kind, data, human=APPEAL_JUDGE)
    world.open(data["document"])
    assert names(world.force(measure)) == {"appeal_suspends"}


def test_a_notice_whose_service_is_undone_carries_nothing_any_more(world: World) -> None:
    measure = world.until_in_force()
    claim = world.claim_non_receipt(measure.data["notice"])
    world.answer_claim(claim, Outcome.GRANTED)
    assert names(world.force(measure)) == {"notice_not_received"}


def test_late_appearance_lifts_at_once(world: World) -> None:
    measure = world.until_in_force()
    world.appear()
    assert names(world.force(measure)) == {"appeared"}


@pytest.mark.parametrize("kind", ["deferral", "exemption"])
def test_an_exemption_lifts(world: World, kind: str) -> None:
    measure = world.until_in_force()
    world.answer_request(world.ask(kind), Outcome.GRANTED)
    assert names(world.force(measure)) == {"excused"}


def test_recall_lifts(world: World) -> None:
    measure = world.until_in_force()
    world.force_in(CaseKind.RECALL, human=OFFICER, subject=SUMMONS)
    assert names(world.force(measure)) == {"recalled"}


def test_a_lift_lifts_and_a_dispute_makes_it_unknown(world: World) -> None:
    measure = world.until_in_force()
    dispute = world.force_in(CaseKind.DISPUTE)
    assert world.force(measure).answer == Answer.UNKNOWN
    data = {"dispute": str(dispute.id)}
    world.force_in(CaseKind.DISPUTE_DECISION, data, human=JUDGE)
    assert world.force(measure).answer == Answer.UNKNOWN, "decided by somebody involved"
    world.force_in(CaseKind.LIFT, {"measure": str(measure.id)}, human=SECOND_JUDGE)
    assert names(world.force(measure)) >= {"lifted"}
    assert world.force(measure).answer == Answer.NOT_IN_FORCE


@pytest.mark.parametrize(
    ("holds", "answer"),
    [(True, Answer.NOT_IN_FORCE), (None, Answer.UNKNOWN), (False, Answer.IN_FORCE)],
)
def test_the_status_gate(world: World, holds: bool | None, answer: Answer) -> None:
    measure = world.until_in_force()
    world.gate["detained"] = holds
    assert world.force(measure).answer == answer


def test_review_that_is_missed_suspends_until_it_is_done(world: World) -> None:
    world.until_heard()
    world.find()
    measure = world.measure()
    world.open(measure.data["document"])
    world.wait(51)
    assert names(world.force(measure)) == {"review_missed"}
    world.force_in(CaseKind.MEASURE_REVIEW, {"measure": str(measure.id)}, human=JUDGE)
    assert world.force(measure).answer == Answer.IN_FORCE
    world.wait(30)
    assert names(world.force(measure)) == {"lapsed"}


def test_a_stay_ends_by_itself_after_30_days(world: World) -> None:
    measure = world.until_in_force()
    until = instant(world.now + 90 * DAY)
    world.force_in(CaseKind.STAY, {"until": until}, human=OVERSEER)
    found = world.force(measure)
    assert names(found) == {"stayed"}
    assert found.obstacles[0].ends_at == world.facts[-1].recorded_at + 30 * DAY


# --- claims ---------------------------------------------------------------------------------------


def test_not_me_freezes_until_somebody_uninvolved_decides(world: World) -> None:
    measure = world.until_in_force()
    claim = world.force_in(CaseKind.NOT_ME)
    assert world.force(measure).answer == Answer.UNKNOWN
    data = {"claim": str(claim.id), "outcome": Verdict.DISMISSED}
    world.force_in(CaseKind.NOT_ME_DECISION, data, human=OFFICER)
    assert world.force(measure).answer == Answer.UNKNOWN
    second = world.force_in(CaseKind.NOT_ME)
    upheld = {"claim": str(second.id), "outcome": Verdict.UPHELD}
    world.force_in(CaseKind.NOT_ME_DECISION, upheld, human=OVERSEER)
    assert world.force(measure).answer == Answer.NOT_IN_FORCE


def test_not_me_said_of_the_summons_freezes_until_somebody_uninvolved_decides(
    world: World,
) -> None:
    measure = world.until_in_force()
    request = world.ask("not_me")
    found = world.force(measure)
    assert (found.answer, names(found)) == (Answer.UNKNOWN, {"identity_disputed"})
    decided = {"request": str(request.id), "outcome": Outcome.REFUSED, "document": str(world.id())}
    hasty = world.force_in(Kind.DECISION, decided, human=OFFICER, subject=SUMMONS)
    assert world.force(measure).answer == Answer.UNKNOWN, "whoever had a hand in it decides nothing"
    world.force_in(CaseKind.RETRACTION, {"retracts": str(hasty.id)}, human=OFFICER)
    world.force_in(Kind.DECISION, decided, human=OVERSEER, subject=SUMMONS)
    assert world.force(measure).answer == Answer.IN_FORCE


def test_silence_undoes_service_and_what_followed(world: World) -> None:
    measure = world.until_in_force()
    world.claim_non_receipt()
    assert names(world.force(measure)) == {"non_receipt_claimed"}
    world.wait(15)
    assert "summons_not_received" in names(world.force(measure))


@pytest.mark.parametrize("undone", [0, 1], ids=["of the finding", "its own"])
def test_silence_about_either_notice_of_a_second_measure_undoes_it(
    world: World, undone: int
) -> None:
    """A second measure has a notice of its own; the finding that it rests on has another."""
    world.until_heard("fine", "licence")
    world.find()
    first = world.measure()
    world.open(first.data["document"])
    world.wait(100)
    world.intend("licence")
    second = world.measure(world.proposal("licence"))
    world.open(second.data["document"])
    world.wait(21)
    assert world.force(second).answer == Answer.IN_FORCE
    notices = [fact for fact in world.facts if fact.kind == CaseKind.NOTICE]
    world.claim_non_receipt(notices[undone].data["document"])
    world.wait(16)
    assert names(world.force(second)) == {"notice_not_received"}
    assert "notice_not_received" in refused(lambda: world.measure(world.proposal("exit")))


def test_a_letter_that_came_back_later_takes_the_measure_along(world: World) -> None:
    world.until_case()
    world.review(Review.INTEND)
    document = world.notify().data["document"]
    said = {"event": "delivered_to_person", "evidence": "signature", "evidence_reference": "S"}
    world.post(Kind.RECEIVED, document, "carrier:post", piece="P", place="1010", **said)
    world.wait(16)
    world.find()
    measure = world.measure()
    world.open(measure.data["document"])
    world.wait(21)
    assert world.force(measure).answer == Answer.IN_FORCE
    world.post(Kind.RETURNED, document, "carrier:post", piece="P", reason="unknown")
    assert names(world.force(measure)) == {"notice_not_received"}


@pytest.mark.parametrize(("human", "counts"), [(OVERSEER, True), (OFFICER, False)])
def test_non_receipt_is_refused_in_time_by_somebody_uninvolved(
    world: World, human: UUID, counts: bool
) -> None:
    measure = world.until_in_force()
    world.answer_claim(world.claim_non_receipt(), Outcome.REFUSED, human=human)
    assert (world.force(measure).answer == Answer.IN_FORCE) == counts
    late = world.claim_non_receipt()
    world.wait(16)
    world.answer_claim(late, Outcome.REFUSED)
    assert "summons_not_received" in names(world.force(measure))


def test_what_is_received_after_it_was_undone_counts_anew(world: World) -> None:
    measure = world.until_in_force()
    world.answer_claim(world.claim_non_receipt(measure.data["document"]), Outcome.GRANTED)
    assert names(world.force(measure)) == {"decision_not_received"}
    world.open(measure.data["document"])
    assert names(world.force(measure)) == {"not_yet"}


def test_a_retracted_absence_takes_everything_with_it(world: World) -> None:
    measure = world.until_in_force()
    absence = world.file().of(Kind.ABSENCE)[-1]
    world.force_in(CaseKind.RETRACTION, {"retracts": str(absence.id)}, human=OFFICER)
    assert names(world.force(measure)) == {"no_absence"}


def test_a_measure_decided_before_the_hearing_was_over_is_void(world: World) -> None:
    world.until_case()
    world.review(Review.INTEND)
    notice = world.notify()
    world.open(notice.data["document"])
    finding = world.sign(CaseKind.FINDING, {"document": str(world.id())}, human=JUDGE)
    measure = world.sign(CaseKind.MEASURE, world.measure_data(world.proposal()), human=JUDGE)
    world.stamp(finding, measure)
    world.open(measure.data["document"])
    world.wait(25)
    assert names(world.force(measure)) == {"hearing_runs"}


def test_the_file_shows_only_what_was_recorded_by_then(world: World) -> None:
    measure = world.until_in_force()
    before = world.now - DAY
    world.appear()
    assert [f.kind for f in world.file(before).of(Kind.APPEARANCE)] == []
    assert date(2027, 1, 1) < before.date()
    assert measure in world.file(before).standing


def test_a_retracted_measure_has_no_effect(world: World) -> None:
    measure = world.until_in_force()
    world.force_in(CaseKind.RETRACTION, {"retracts": str(measure.id)}, human=OFFICER)
    assert names(world.force(measure)) == {"retracted"}
