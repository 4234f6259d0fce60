"""Somebody asks for a stay of their case themself, and an overseer answers."""

import pytest

from tests.actions.case.town import WHY, Town, reasons
from vocatio.actions.case.stay import ask_stay, refuse_stay, stay
from vocatio.actions.clock import now
from vocatio.actions.inspect.stays import stays_asked
from vocatio.domain.consequences.force import Answer
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.steps import Step
from vocatio.domain.errors import InvalidInput, NotFound, NotPermitted


def _waiting(town: Town) -> int:
    return stays_asked(by=town.world.overseer, purpose=WHY, at=now()).waiting


def test_a_request_waits_for_an_overseer_who_stays_the_case(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_in_force()
    overseer, before = town.world.overseer, _waiting(town)
    words = "My appeal is not decided, and I need to drive."
    asked = ask_stay(somebody.case.reference, words, by=somebody.person, at=now())
    (line,) = (line for line in somebody.own.course if line.kind == CaseKind.STAY_ASKED)
    assert (line.id, line.words) == (asked, words)
    assert somebody.answered().answer == Answer.IN_FORCE, "asking alone stops nothing"
    again = ask_stay(somebody.case.reference, "And again.", by=somebody.person, at=now())
    assert again == asked, "one waits at a time"
    assert _waiting(town) == before + 1
    page = somebody.look(overseer)
    assert Step.REFUSE_STAY in page.steps
    assert words in {line.words for line in page.course}
    stay(somebody.case.id, reasons(), by=overseer, at=now())
    assert _waiting(town) == before
    assert somebody.answered().answer != Answer.IN_FORCE
    assert Step.REFUSE_STAY not in somebody.own.steps


def test_the_longest_waiting_case_is_told_and_a_refusal_is_read(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_case()
    overseer = town.world.overseer
    ask_stay(somebody.case.reference, "", by=somebody.person, at=now())
    found = stays_asked(by=overseer, purpose=WHY, at=now())
    assert (found.waiting, found.oldest) == (1, somebody.case.id)
    why = reasons()
    refuse_stay(somebody.case.id, why, by=overseer, at=now())
    assert _waiting(town) == 0
    assert somebody.own.course[-1].words == why
    with pytest.raises(InvalidInput, match="nobody asks"):
        refuse_stay(somebody.case.id, reasons(), by=overseer, at=now())
    ask_stay(somebody.case.reference, "Things have changed.", by=somebody.person, at=now())
    assert _waiting(town) == 1


def test_nobody_else_asks_or_answers(town: Town) -> None:
    somebody, other = town.summoned(), town.summoned()
    somebody.until_case()
    with pytest.raises(NotFound):
        ask_stay(somebody.case.reference, "", by=other.person, at=now())
    ask_stay(somebody.case.reference, "", by=somebody.person, at=now())
    for staff in (town.officer, town.judges[0]):
        with pytest.raises(NotPermitted):
            refuse_stay(somebody.case.id, reasons(), by=staff, at=now())
        with pytest.raises(NotPermitted):
            stays_asked(by=staff, purpose=WHY, at=now())
