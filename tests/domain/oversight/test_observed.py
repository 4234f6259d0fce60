"""What one summons comes to."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.domain.builders import APPOINTMENT, CALENDAR, START, arrived, fact, issued, profile
from vocatio.domain.consequences.file import not_retracted
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.facts import Fact
from vocatio.domain.oversight.observed import (
    Groups,
    Observed,
    Step,
    age_group,
    channel,
    observe,
)
from vocatio.domain.register.partial_date import PartialDate
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import status

ZONE = ZoneInfo("Europe/Vienna")
GROUPS = Groups("1", "18-24", "de", "inbox")
DAY = timedelta(days=1)


def observed(*facts: Fact, on: datetime, case: tuple[Fact, ...] = ()) -> Observed:
    """By the rules of the builders."""
    found = status(facts, profile(), CALENDAR, on=on)
    return observe(GROUPS, facts, case, found, on=on, zone=ZONE)


@pytest.mark.parametrize(
    ("born", "group"),
    [
        ("2009-03-02", "0-17"),
        ("2009-03-01", "18-24"),
        ("2002", "unknown"),
        ("2003", "18-24"),
        ("1977-03-01", "50+"),
        ("1977-03-02", "35-49"),
    ],
)
def test_age_groups(born: str, group: str) -> None:
    assert age_group(PartialDate.parse(born), date(2027, 3, 1)) == group


def test_an_unknown_birth_date() -> None:
    assert age_group(None, date(2027, 3, 1)) == "unknown"


def test_the_channel() -> None:
    assert channel([issued(), arrived()]) == "inbox"
    assert channel([issued()]) == "paper"


def test_days_of_real_notice_and_how_far_it_went() -> None:
    opened = fact(Kind.OPENED, START + 2 * DAY, number=2)
    found = observed(issued(), arrived(), opened, on=START + 3 * DAY)
    assert found.notice == (APPOINTMENT.astimezone(ZONE).date() - opened.recorded_at.date()).days
    assert found.received
    assert found.step == Step.ISSUED


def test_no_notice_without_receipt() -> None:
    assert observed(issued(), arrived(), on=START + 3 * DAY).notice is None


def test_a_request_is_late_after_14_days() -> None:
    asked = fact(Kind.REQUEST, START, number=5, data={"kind": "reschedule", "ground": "work"})
    on_time = fact(
        Kind.DECISION,
        START + 14 * DAY,
        number=6,
        data={"request": str(asked.id), "outcome": "refused"},
    )
    late = fact(
        Kind.DECISION,
        START + 15 * DAY,
        number=7,
        data={"request": str(asked.id), "outcome": "refused"},
    )
    young = observed(issued(), asked, on=START + 14 * DAY)
    assert (young.requests, young.late) == (0, 0)
    for decided, expected in (((), 1), ((on_time,), 0), ((late,), 1)):
        found = observed(issued(), asked, *decided, on=START + 16 * DAY)
        assert (found.requests, found.late) == (1, expected)


def _of_case(kind: CaseKind, number: int, **data: str) -> Fact:
    at = datetime(2027, 4, 20, tzinfo=UTC)
    return Fact(
        UUID(int=900 + number), kind, UUID(int=3), None, at, at, "system", {"human": "h"}, data
    )


def test_what_was_taken_back_does_not_count() -> None:
    finding = _of_case(CaseKind.FINDING, 2)
    case = [
        _of_case(CaseKind.OPENED, 1),
        finding,
        _of_case(CaseKind.RETRACTION, 3, retracts=str(finding.id)),
    ]
    assert finding not in not_retracted(case)
