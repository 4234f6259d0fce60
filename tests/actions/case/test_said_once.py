"""What is said twice at once, as by a second press on the button, is written down once."""

from tests.actions.case.town import Refuser, Town
from vocatio.actions.case.answer import answer
from vocatio.actions.case.appeal import appeal
from vocatio.actions.case.claims import did_not_reach_me, dispute
from vocatio.actions.clock import now
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.summons.kinds import Kind


def _kinds(somebody: Refuser) -> list[str]:
    return [line.kind for line in somebody.own.timeline]


def test_what_is_said_twice_at_once_is_written_down_once(town: Town) -> None:
    somebody = town.summoned()
    measure = somebody.until_decided()
    reference, document = somebody.case.reference, somebody.own.documents[-1].reference
    person = somebody.person
    for _ in range(2):
        appeal(reference, measure, "It hits my work.", by=person, at=now())
    for _ in range(2):
        dispute(reference, "I came the next day.", by=person, at=now())
    for _ in range(2):
        did_not_reach_me(document, by=person, at=now())
    kinds = _kinds(somebody)
    once = (CaseKind.APPEAL, CaseKind.DISPUTE, Kind.REQUEST)
    assert [kinds.count(kind) for kind in once] == [1, 1, 1]
    other = town.summoned()
    other.until_case()
    for words in ("I was ill.", "I was ill.", "I was very ill.", "I was ill.", "", ""):
        answer(other.case.reference, words, by=other.person, at=now())
    assert _kinds(other).count(CaseKind.ANSWER) == 4, "whoever says something else is heard"
