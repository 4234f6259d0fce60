"""Until when a request should be answered: whatever comes first."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from vocatio.domain.summons.kinds import RequestKind
from vocatio.domain.summons.states import Request
from vocatio.domain.summons.urgency import Why, due

ASKED = datetime(2027, 3, 1, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Vienna")


@pytest.mark.parametrize(
    ("kind", "days", "until", "why"),
    [
        (RequestKind.RESCHEDULE, 30, ASKED + timedelta(days=14), Why.WAITS),
        (RequestKind.RESCHEDULE, 3, ASKED + timedelta(days=3), Why.APPOINTMENT),
        (RequestKind.RESCHEDULE, -1, ASKED - timedelta(days=1), Why.APPOINTMENT),
        (RequestKind.NON_RECEIPT, 3, ASKED + timedelta(days=3), Why.APPOINTMENT),
    ],
)
def test_what_comes_first(kind: RequestKind, days: int, until: datetime, why: Why) -> None:
    request = Request(UUID(int=1), kind, "other", ASKED, None)
    assert due(request, ASKED + timedelta(days=days), ZONE) == (until, why)


def test_in_a_case_no_appointment_presses() -> None:
    request = Request(UUID(int=1), RequestKind.DEFERRAL, "other", ASKED, None)
    assert due(request, None, ZONE) == (ASKED + timedelta(days=14), Why.WAITS)


def test_silence_about_non_receipt_ends_with_its_local_day() -> None:
    request = Request(UUID(int=1), RequestKind.NON_RECEIPT, "other", ASKED, None)
    until, why = due(request, ASKED + timedelta(days=30), ZONE)
    assert why == Why.SILENCE
    assert until.astimezone(ZONE).date().isoformat() in ("2027-03-15", "2027-03-16")
    assert until >= ASKED + timedelta(days=14)
