"""From an absence to a measure and its end, through the actions that everybody uses."""

import pytest
from django.db import transaction

from tests.actions.case.town import MEASURE, WHY, Refuser, Town, reasons
from tests.actions.court import seat
from vocatio.actions.callup.carry_out_correction import carry_out_correction
from vocatio.actions.callup.correct import approve_correction, correct_summons
from vocatio.actions.case.answer import answer
from vocatio.actions.case.appeal import appeal, decide_appeal, note_appeal
from vocatio.actions.case.claims import decide_claim, did_not_reach_me
from vocatio.actions.case.decide import find
from vocatio.actions.case.file import load
from vocatio.actions.case.lift import keep_going
from vocatio.actions.case.propose import propose
from vocatio.actions.case.review import excuse
from vocatio.actions.case.stay import stay
from vocatio.actions.clock import now
from vocatio.actions.demo.malice import open_case, sign_together
from vocatio.actions.inspect.cases import CaseLine, cases
from vocatio.actions.ledger.papers import papers
from vocatio.actions.request.file import More, enter
from vocatio.actions.summons.attendance import record_appearance
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.force import Answer
from vocatio.domain.consequences.hearing import refuse_notice
from vocatio.domain.consequences.kinds import CaseKind, Verdict
from vocatio.domain.consequences.obstacles import NotAllowed, refuse
from vocatio.domain.consequences.states import CaseOutOfTurn, CaseState
from vocatio.domain.errors import NotFound
from vocatio.domain.summons.asking import OTHER, Channel
from vocatio.domain.summons.corrections import Reason, Wanted, Way
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.records.cases.models import Case, Finding


def test_the_whole_way(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_in_force()
    found = somebody.answered()
    assert found.answer == Answer.IN_FORCE
    record_appearance(somebody.summons.id, by=town.officer, at=now())
    assert somebody.answered().answer == Answer.NOT_IN_FORCE
    assert somebody.own.documents[-1].kind == "lift"
    assert not list(papers()), "each document of the case stands under its seal"


def test_who_answers_is_excused(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_heard()
    answer(somebody.case.reference, "I was in hospital.", by=somebody.person, at=now())
    page = somebody.look(town.officer)
    assert "I was in hospital." in [line.words for line in page.course]
    excuse(somebody.case.id, reasons(), by=town.officer, at=now())
    assert somebody.own.state == CaseState.CLOSED
    assert somebody.own.documents[-1].kind == "closed"
    with pytest.raises(NotFound):
        find(somebody.case.id, reasons(), by=town.judges[0], at=now())
    with pytest.raises(CaseOutOfTurn):
        propose(somebody.case.id, MEASURE, "class B", reasons(), by=town.officer, at=now())


def test_an_appeal_suspends_and_wins(town: Town) -> None:
    somebody = town.summoned()
    measure = somebody.until_in_force()
    filed = appeal(somebody.case.reference, measure, "", by=somebody.person, at=now())
    assert somebody.answered().answer == Answer.NOT_IN_FORCE
    stale = town.judges[0]
    somebody.look(stale)
    with pytest.raises(NotAllowed, match="took_part"):
        decide_appeal(somebody.case.id, filed, Verdict.UPHELD, reasons(), by=stale, at=now())
    fresh = town.judges[2]
    somebody.look(fresh)
    decide_appeal(somebody.case.id, filed, Verdict.UPHELD, reasons(), by=fresh, at=now())
    assert somebody.answered().answer == Answer.NOT_IN_FORCE
    assert [d.kind for d in somebody.own.documents][-2:] == ["appeal_upheld", "lift"]


def test_a_dismissed_appeal_at_a_counter_lets_it_go_on_once_it_was_read(town: Town) -> None:
    somebody = town.summoned()
    measure = somebody.until_in_force()
    filed = note_appeal(
        somebody.case.id, measure, "too hard", Channel.COUNTER, by=town.officer, at=now()
    )
    fresh = town.judges[1]
    somebody.look(fresh)
    decide_appeal(somebody.case.id, filed, Verdict.DISMISSED, reasons(), by=fresh, at=now())
    assert somebody.answered().answer == Answer.NOT_IN_FORCE
    somebody.read("appeal_dismissed")
    assert somebody.answered().answer == Answer.IN_FORCE


def test_served_by_arrival_alone_nothing_can_be_done(town: Town) -> None:
    somebody = town.summoned()
    somebody.stay_away()
    page = somebody.own
    assert (page.state, [d.kind for d in page.documents]) == (CaseState.NONE, ["reminder"])
    with pytest.raises(NotAllowed, match="no_absence"):
        _forced_notice(town, somebody)


def _forced_notice(town: Town, somebody: Refuser) -> None:
    """As somebody would who does not ask how the case stands."""
    with transaction.atomic():
        refuse(refuse_notice(load(somebody.case, now())))


def test_a_child_was_ill_by_telephone_no_case(town: Town) -> None:
    somebody = town.summoned()
    open_summons(somebody.summons.reference, by=somebody.person, at=now())
    enter(
        somebody.summons.reference,
        RequestKind.DEFERRAL,
        OTHER,
        Channel.TELEPHONE,
        More(details="My child is ill."),
        by=town.officer,
        at=now(),
    )
    somebody.stay_away()
    assert not Case.objects.filter(person_id=somebody.summons.person_id).exists()


def test_five_hundred_under_one_signature(town: Town) -> None:
    """The table takes one decision for a signature: all of them in one act are none."""
    people = []
    for _ in range(2):
        people.append(town.summoned())
        people[-1].until_proposed()
    cases = [one.case.id for one in people]
    assert "signature" in sign_together(cases, by=town.judges[0], at=now())
    assert not Finding.objects.filter(case__in=[one.case for one in people]).exists()
    # One after the other, each with reasons of its own, is allowed; the same words are returned.
    words = reasons()
    people[0].find(why=words)
    with pytest.raises(NotAllowed, match="reasons_copied"):
        people[1].find(why=words)


def test_recalled_and_summoned_again_is_no_second_episode(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_in_force()
    withdrawn = correct_summons(
        somebody.summons.reference,
        Wanted(Way.RECALL, Reason.NOT_LIABLE),
        by=town.world.planner,
        at=now(),
    )
    approve_correction(withdrawn, by=town.world.approver, at=now())
    carry_out_correction(withdrawn)
    assert somebody.answered().answer == Answer.NOT_IN_FORCE
    again = town.summoned_again(somebody)
    open_summons(again.summons.reference, by=again.person, at=now())
    again.stay_away()
    assert again.case == somebody.case
    page = again.own
    assert page.state == CaseState.OVER
    assert [line.kind for line in page.course].count(CaseKind.OPENED) == 2, "both before"
    assert "one episode" in open_case(again.case.id, by=town.officer, at=now())


def test_what_is_said_of_a_notice_that_never_came_undoes_what_followed(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_in_force()
    notice = next(d for d in somebody.own.documents if d.kind == "notice")
    claim = did_not_reach_me(notice.reference, by=somebody.person, at=now())
    assert somebody.answered().answer == Answer.NOT_IN_FORCE
    town.wait(15)
    reasons_given = somebody.own.measures[0].because
    assert "it is not shown that the letter reached you" in reasons_given
    decide_claim(
        somebody.case.id, claim, Outcome.GRANTED, reasons(), by=town.world.decider, at=now()
    )
    assert somebody.own.documents[-1].kind == "lift"


def test_an_overseer_stays_a_case_for_thirty_days(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_proposed()
    stay(somebody.case.id, reasons(), by=town.world.overseer, at=now())
    with pytest.raises(NotAllowed, match="stayed"):
        somebody.find()
    town.wait(31)
    somebody.find()


def test_what_nobody_looked_at_again_is_suspended_and_it_lapses(town: Town) -> None:
    somebody = town.summoned()
    measure = somebody.until_in_force()
    town.wait(31)
    assert somebody.answered().answer == Answer.NOT_IN_FORCE
    judge = town.judges[0]
    somebody.look(judge)
    keep_going(somebody.case.id, measure, reasons(), by=judge, at=now())
    assert somebody.answered().answer == Answer.IN_FORCE
    town.wait(31)
    assert somebody.answered().answer == Answer.NOT_IN_FORCE
    assert "its time is over" in somebody.own.measures[0].because


def test_who_is_bound_to_another_body_or_office_sees_nothing(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_heard()
    with pytest.raises(NotFound):
        somebody.look(town.judges[0])
    propose(somebody.case.id, MEASURE, "class B", reasons(), by=town.officer, at=now())
    somebody.look(town.judges[0])
    with pytest.raises(NotFound):
        somebody.look(seat(town.database, "tribunal", "tribune"))
    assert somebody.case.id in {line.id for line in waiting(town.judges[0])}
    assert not waiting(seat(town.database, "tribunal", "tribune"))


def waiting(by: Staff) -> tuple[CaseLine, ...]:
    """The list of a body."""
    return cases(by=by, purpose=WHY, at=now())
