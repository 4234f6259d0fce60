"""By which summons a case goes on, and the least that reasons have to say."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from vocatio.domain.actors import Staff
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.terms import governing
from vocatio.domain.errors import InvalidInput
from vocatio.domain.facts import Fact, happened
from vocatio.domain.law.reasons import require_reasons
from vocatio.domain.summons.kinds import Kind

OLD, NEW = UUID(int=1), UUID(int=2)
CASE = UUID(int=9)
BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
OFFICER = Staff(
    account_id=UUID(int=5), natural_person_id=UUID(int=6), name="Officer", roles=frozenset()
)


def _missed(summons: UUID, day: int, number: int) -> Fact:
    at = BEGIN + timedelta(days=day)
    return happened(Kind.ABSENCE, summons, id=UUID(int=number), by=OFFICER, at=at)


def _opened(absence: Fact, number: int) -> Fact:
    data = {"absence": str(absence.id)}
    at = absence.recorded_at
    return happened(CaseKind.OPENED, CASE, id=UUID(int=number), by=OFFICER, at=at, data=data)


def test_while_nothing_was_missed_the_newest_summons_governs() -> None:
    assert governing([OLD, NEW], []) == NEW


def test_what_was_missed_last_governs_until_a_case_is_opened_on_an_absence() -> None:
    first, second = _missed(NEW, 0, 20), _missed(OLD, 30, 21)
    assert governing([OLD, NEW], [first, second]) == OLD
    assert governing([OLD, NEW], [first, second, _opened(first, 22)]) == NEW


def test_a_case_that_is_opened_anew_goes_on_by_its_latest_absence() -> None:
    first, second = _missed(OLD, 0, 20), _missed(NEW, 90, 21)
    facts = [first, second, _opened(first, 22), _opened(second, 23)]
    assert governing([OLD, NEW], facts) == NEW


def test_reasons_of_twenty_characters_are_enough_and_spaces_do_not_count() -> None:
    require_reasons("x" * 20)
    for said in ("x" * 19, " " * 20, f"   {'x' * 19}   ", ""):
        with pytest.raises(InvalidInput, match="at least 20 characters"):
            require_reasons(said)
