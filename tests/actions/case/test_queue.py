"""Cases, and what people say in them, wait in the queue of one office."""

from tests.actions.case.town import WHY, Town, reasons
from vocatio.actions.case.claims import decide_claim, did_not_reach_me
from vocatio.actions.case.review import excuse
from vocatio.actions.clock import now
from vocatio.actions.inspect.cases import cases
from vocatio.actions.inspect.queue import Wanted, WorkLine, queue
from vocatio.domain.actors import Role, Staff
from vocatio.domain.summons.kinds import Outcome
from vocatio.domain.work import Kind


def _waiting(town: Town, by: Staff, **wanted: object) -> list[WorkLine]:
    asked = Wanted(office=town.world.office, **wanted)  # type: ignore[arg-type]  # because tests name what they want
    return list(queue(asked, by=by, purpose=WHY, at=now()).lines)


def test_a_case_waits_for_an_officer_of_its_office_alone(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_case()
    (line,) = (one for one in _waiting(town, town.officer) if one.id == somebody.case.id)
    assert (line.kind, line.what, line.why) == (Kind.CASE, "opened", "look")
    whole = queue(Wanted(), by=town.officer, purpose=WHY, at=now())
    assert not whole.cases
    assert not whole.lines, "nobody lists cases across offices (F19)"
    excuse(somebody.case.id, reasons(), by=town.officer, at=now())
    assert somebody.case.id not in {one.id for one in _waiting(town, town.officer)}


def test_what_somebody_says_in_a_case_waits_for_a_decider(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_heard()
    notice = somebody.own.documents[-1]
    claim = did_not_reach_me(notice.reference, by=somebody.person, at=now())
    decider = town.world.hire("decides claims", Role.DECIDER)
    (line,) = (one for one in _waiting(town, decider) if one.id == claim)
    assert (line.kind, line.subject, line.why) == (Kind.CLAIM, somebody.case.id, "silence")
    assert claim not in {one.id for one in _waiting(town, town.officer)}
    decide_claim(somebody.case.id, claim, Outcome.REFUSED, reasons(), by=decider, at=now())
    assert claim not in {one.id for one in _waiting(town, decider)}


def test_cases_are_narrowed_down_by_state_and_by_whose_they_are(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_case()

    def found(**wanted: str) -> set[object]:
        office, by = town.world.office, town.officer
        shown = cases(office, **wanted, by=by, purpose=WHY, at=now())  # type: ignore[arg-type]  # because tests name what they want
        return {one.id for one in shown}

    assert somebody.case.id in found() & found(state="opened")
    assert somebody.case.id not in found(state="heard")
    for reference in (somebody.case.reference, somebody.summons.reference):
        assert found(typed=reference) == {somebody.case.id}
