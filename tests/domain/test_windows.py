"""What comes after its window is late, not lost; outages, undoing and kinder facts take it away."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given

from tests.domain.builders import (
    APPOINTMENT,
    CALENDAR,
    SLOT,
    START,
    arrived,
    dated,
    fact,
    issued,
    tables,
)
from tests.domain.profiles import Drawn, profiles
from tests.domain.test_random_profiles import FACTS, HOURS, some
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.periods import Outage
from vocatio.domain.law.profile import Profile, parse
from vocatio.domain.law.telling import LANGUAGES, tell_deadline
from vocatio.domain.summons import windows
from vocatio.domain.summons.kinds import Kind, RequestKind
from vocatio.domain.summons.states import status

DAY = timedelta(days=1)
LATER = APPOINTMENT + 60 * DAY


def rules(**more: dict[str, Any]) -> Profile:
    """Reply within 7 days after service; ask until 10 days before; restitution within 14 days."""
    found = tables()
    found["windows"] |= {
        "minimum_notice": dated(_period("before", "Appointment", 14)),
        "request": dated(_period("before", "Appointment", 10)),
    } | {key: dated(value) for key, value in more.items()}
    found["restitution"] = {"window": dated(_period("after", "Event", 14))}
    return parse(found).on(START.date())


def _period(node: str, name: str, count: int, **more: str) -> dict[str, Any]:
    return {node: {"fact": name, "count": count, "unit": "day", **more}}


def asked(
    at: datetime, kind: RequestKind = RequestKind.DEFERRAL, number: int = 7, **data: str
) -> Fact:
    return fact(
        Kind.REQUEST, at, number=number, data={"kind": kind.value, "ground": "other", **data}
    )


def replied(at: datetime) -> Fact:
    return fact(Kind.REPLY, at, number=8, data={"answer": "confirm"})


def late(
    *facts: Fact, by: Profile | None = None, outages: tuple[Outage, ...] = (), on: datetime = LATER
) -> dict[UUID, datetime]:
    """What is late, and when it would have been in time."""
    known, profile = [issued(), arrived(), *facts], by or rules()
    found = status(known, profile, CALENDAR, on=on, outages=outages)
    closings = windows.late(known, found, profile, CALENDAR, outages)
    return {number: closing.at for number, closing in closings.items()}


#: The end of the tenth day before the appointment, in Vienna.
CLOSES = datetime.fromisoformat("2027-03-19T22:59:59.999999Z")


def test_to_the_last_instant_it_is_in_time_and_then_it_is_late() -> None:
    assert late(asked(CLOSES)) == {}
    after = asked(CLOSES + timedelta(microseconds=1))
    assert late(after) == {after.id: CLOSES}


@pytest.mark.parametrize("kind", RequestKind)
def test_what_the_floor_keeps_open_is_never_late(kind: RequestKind) -> None:
    found = late(asked(APPOINTMENT + DAY, kind))
    timed = {RequestKind.RESCHEDULE, RequestKind.PLACE, RequestKind.DEFERRAL}
    assert bool(found) == (kind in timed)


def test_a_late_request_blocks_like_any_other() -> None:
    after = asked(CLOSES + DAY)
    found = status([issued(), arrived(), after], rules(), CALENDAR, on=LATER)
    assert found.open_request
    assert found.open_request.id == after.id


def test_a_reply_is_late_after_its_window_and_confirms_all_the_same() -> None:
    opened = fact(Kind.OPENED, START + DAY, number=2)
    reply = replied(START + 9 * DAY)
    assert set(late(opened, reply)) == {reply.id}
    assert late(opened, replied(START + 7 * DAY)) == {}
    found = status([issued(), arrived(), opened, reply], rules(), CALENDAR, on=START + 10 * DAY)
    assert found.state == "confirmed"


def test_where_the_profile_says_nothing_nothing_is_late() -> None:
    found = tables()
    del found["windows"]
    silent = parse(found).on(START.date())
    assert late(asked(LATER), replied(LATER), by=silent) == {}


def test_a_window_that_runs_from_what_never_happened_does_not_close() -> None:
    by = rules(request=_period("after", "EvidencedReceipt", 3))
    assert late(asked(LATER), by=by) == {}


@pytest.mark.parametrize(
    "outage",
    [
        Outage(CLOSES - timedelta(hours=1), CLOSES + timedelta(hours=2)),
        Outage(START + DAY, START + DAY + timedelta(hours=1)),
        Outage(START + DAY, None),
    ],
)
def test_f6_an_outage_takes_the_mark_away_also_where_it_was_counted_back(outage: Outage) -> None:
    """Certified afterwards, it does so all the same: lateness is derived whenever it is asked."""
    after = asked(CLOSES + timedelta(hours=3))
    assert late(after)
    assert late(after, outages=(outage,)) == {}


def test_f6_what_kept_this_person_alone_takes_it_away() -> None:
    after = asked(CLOSES + timedelta(hours=3))
    data = {"begins": instant(CLOSES - DAY), "ends": instant(CLOSES)}
    hindered = fact(Kind.OUTAGE, CLOSES + 2 * DAY, number=9, data=data)
    assert late(after, hindered) == {}


def test_f5_what_ran_from_service_that_was_undone_was_never_late() -> None:
    reply = replied(START + 9 * DAY)
    claim = asked(START + 10 * DAY, RequestKind.NON_RECEIPT)
    assert set(late(reply, claim, on=START + 11 * DAY)) == {reply.id}
    assert late(reply, claim, on=START + 40 * DAY) == {}


def test_it_is_counted_from_the_date_that_stood_when_they_asked() -> None:
    after = asked(CLOSES + DAY)
    data = {"slot": str(SLOT), "starts_at": instant(APPOINTMENT + 90 * DAY)}
    moved = fact(Kind.APPOINTMENT, CLOSES + 2 * DAY, number=9, data=data)
    assert late(after, moved) == {after.id: CLOSES}
    assert late(moved, asked(CLOSES + 3 * DAY)) == {}


def test_restitution_counts_from_the_day_on_which_what_kept_them_was_over() -> None:
    over = date(2027, 3, 10)
    for day, marked in ((24, False), (25, True)):
        at = datetime(2027, 3, day, 12, tzinfo=START.tzinfo)
        told = asked(at, RequestKind.HINDERED, until=over.isoformat())
        assert bool(late(told)) == marked
    assert late(asked(LATER, RequestKind.HINDERED)) == {}


def test_it_is_told_in_every_language() -> None:
    after = asked(CLOSES + DAY)
    known = [issued(), arrived(), after]
    found = status(known, rules(), CALENDAR, on=LATER)
    (closing,) = windows.late(known, found, rules(), CALENDAR, ()).values()
    for language in LANGUAGES:
        assert tell_deadline(closing.because, "Europe/Vienna", language)
    (first, second, *_) = tell_deadline(closing.because, "Europe/Vienna", "en")
    assert first.text == "time to appear: 29 March 2027, 11:00."
    assert second.text == "10 days before that: 19 March 2027."


@some
@given(profiles(), FACTS, HOURS)
def test_whatever_the_profile_says_an_act_is_late_or_in_time(
    drawn: Drawn, facts: list[Fact], hours: int
) -> None:
    profile, on = drawn.profile.on(START.date()), START + timedelta(hours=hours)
    found = status(facts, profile, CALENDAR, on=on)
    for closing in windows.late(facts, found, profile, CALENDAR, ()).values():
        assert closing.at <= on
        assert tell_deadline(closing.because, profile.zone, "en")
    closes = windows.reply_closes(facts, found, profile, CALENDAR, ())
    assert closes is None or closes.at == closes.because.at
