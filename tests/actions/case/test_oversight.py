"""A call-up that is stayed, and what an overseer counts of a measure that was wrong."""

from datetime import timedelta

from tests.actions.case.town import WHY, Town, reasons
from vocatio.actions.case.appeal import appeal, decide_appeal
from vocatio.actions.case.file import load
from vocatio.actions.case.review import new_date
from vocatio.actions.case.stay import stay_callup
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect.indicators import indicators
from vocatio.actions.summons.append import status_at
from vocatio.actions.summons.open import open_summons
from vocatio.domain.consequences.common import refuse_stay
from vocatio.domain.consequences.kinds import CaseKind, Verdict
from vocatio.domain.oversight.indicators import Column
from vocatio.domain.oversight.small import Share


def test_a_stay_of_a_call_up_holds_for_a_case_that_is_opened_later(town: Town) -> None:
    somebody = town.summoned()
    open_summons(somebody.summons.reference, by=somebody.person, at=now())
    somebody.stay_away()
    new_date(somebody.case.id, reasons(), by=town.officer, at=now())
    somebody.read("reminder")
    advance_to(status_at(somebody.summons, now()).appointment - timedelta(days=1))
    stay_callup(somebody.summons.callup_id, reasons(), by=town.world.overseer, at=now())
    somebody.stay_away()
    file = load(somebody.case, now())
    assert file.of(CaseKind.OPENED)
    (obstacle,) = refuse_stay(file)
    assert obstacle.rule == "F26"


def test_days_of_a_measure_that_an_appeal_ended_are_counted(town: Town) -> None:
    somebody = town.summoned()
    measure = somebody.until_in_force()
    town.wait(3)
    overseer, callup = town.world.overseer, somebody.summons.callup_id
    before = indicators(callup, by=overseer, purpose=WHY, at=now()).overall.figures
    assert before[Column.MEASURE] == Share(1, before[Column.PEOPLE].whole)  # type: ignore[union-attr]  # because it is a share
    assert before[Column.WRONG_DAYS] == 0, "nobody said yet that it was wrong"
    filed = appeal(somebody.case.reference, measure, "", by=somebody.person, at=now())
    fresh = town.judges[2]
    somebody.look(fresh)
    decide_appeal(somebody.case.id, filed, Verdict.UPHELD, reasons(), by=fresh, at=now())
    found = indicators(callup, by=overseer, purpose=WHY, at=now()).overall.figures
    assert found[Column.UPHELD] == Share(1, 1)
    assert found[Column.WRONG_DAYS] in range(3, 12)


def test_a_stay_of_a_call_up_is_one_obstacle_for_a_case_that_was_open(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_heard()
    callup = somebody.summons.callup_id
    assert stay_callup(callup, reasons(), by=town.world.overseer, at=now()) >= 1
    (obstacle,) = refuse_stay(load(somebody.case, now()))
    assert obstacle.rule == "F26"
    town.wait(31)
    assert not list(refuse_stay(load(somebody.case, now())))
