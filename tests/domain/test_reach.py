"""Alerts, reminders and letters by the timers of a profile, on simulated days."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import APPOINTMENT, CALENDAR, PROFILE, START, arrived, fact, issued
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.reach import (
    Due,
    Person,
    Reach,
    Reason,
    Step,
    due_by,
    letter_about,
    next_after,
    schedule,
)
from vocatio.domain.summons.states import status

DAY = timedelta(days=1)
HAS_MAIL = Person(digital=True, alerts=("email",))
WAYS = Reach(
    alert_by=("email", "sms"),
    reminders=2,
    every=3 * DAY,
    paper_first=False,
    paper_when="unread",
    paper_after=10 * DAY,
)


def ways(**more: Any) -> Reach:
    """The usual ways, but for what is said."""
    return Reach(**{name: getattr(WAYS, name) for name in Reach.__slots__} | more)


def planned(*more: Fact, reach: Reach = WAYS, person: Person = HAS_MAIL) -> list[tuple[int, Due]]:
    """The schedule, each with the day it falls on."""
    facts = [issued(), arrived(), *more]
    found = status(facts, PROFILE, CALENDAR, on=START + 20 * DAY)
    return [((due.at - START).days, due) for due in schedule(facts, found, reach, person)]


def days(*more: Fact, reach: Reach = WAYS, person: Person = HAS_MAIL) -> list[tuple[int, str]]:
    """Day and reason, or the number of the alert."""
    found = planned(*more, reach=reach, person=person)
    return [(day, due.reason or f"alert {due.number}") for day, due in found]


def test_an_alert_two_reminders_then_a_letter() -> None:
    expected = [(0, "alert 0"), (3, "alert 1"), (6, "alert 2"), (10, "unread")]
    assert days() == expected


@pytest.mark.parametrize(
    "end",
    [
        fact(Kind.OPENED, START + DAY, number=5),
        fact(Kind.APPEARANCE, START + DAY, number=5),
        fact(Kind.ABSENCE, START + DAY, number=5),
        fact(
            Kind.HANDED,
            START + DAY,
            number=5,
            by={"human": "h"},
            data={
                "channel": "hand",
                "place": "P",
                "evidence": "witness",
                "evidence_reference": "R",
            },
        ),
    ],
    ids=lambda end: str(end.kind),
)
def test_nothing_more_once_they_have_it_or_it_is_over(end: Fact) -> None:
    assert days(end) == []


def test_a_preview_and_a_letter_without_evidence_stop_nothing() -> None:
    seen = fact(Kind.PREVIEWED, START + DAY, number=5, data={"channel": "inbox"})
    posted = fact(Kind.POSTED, START + DAY, number=6, data={"channel": "paper"})
    assert days(seen, posted) == days()


def test_nothing_after_the_appointment() -> None:
    late = ways(reminders=40, every=DAY, paper_after=60 * DAY)
    assert max(day for day, _ in days(reach=late)) < (APPOINTMENT - START).days


def test_who_has_no_access_gets_a_letter_at_once_and_no_alert() -> None:
    nobody = Person(digital=False, alerts=("email",))
    assert days(person=nobody) == [(0, Reason.NO_ACCESS)]


def test_paper_first_where_the_profile_says_so() -> None:
    assert (0, Reason.PAPER_FIRST) in days(reach=ways(paper_first=True))
    assert (10, "unread") not in days(reach=ways(paper_first=True))


def alerted(number: int, day: int, *, failed: bool) -> Fact:
    """An alert, sent or failed."""
    kind = Kind.ALERT_FAILED if failed else Kind.ALERTED
    data: dict[str, Json] = {"alert": f"A{number}", "by": "email", "number": number}
    return fact(kind, START + day * DAY, number=20 + 2 * number + failed, data=data)


def test_undelivered_counts_from_the_failure_and_a_bounce_takes_the_alert_back() -> None:
    undelivered = ways(paper_when="undelivered", paper_after=2 * DAY)
    sent, bounced = alerted(0, 0, failed=False), alerted(0, 4, failed=True)
    assert (6, Reason.UNDELIVERED) in days(sent, bounced, reach=undelivered)
    assert Reason.UNDELIVERED not in {why for _, why in days(sent, reach=undelivered)}
    again = alerted(1, 5, failed=False)
    assert Reason.UNDELIVERED not in {w for _, w in days(sent, bounced, again, reach=undelivered)}


def test_nobody_to_alert_is_undelivered_from_the_start() -> None:
    undelivered = ways(paper_when="undelivered", paper_after=2 * DAY)
    assert days(reach=undelivered, person=Person(digital=True, alerts=())) == [
        (2, Reason.UNDELIVERED)
    ]


def test_a_document_of_a_case_goes_on_paper_as_a_summons_does() -> None:
    undelivered = ways(paper_when="undelivered", paper_after=2 * DAY)

    def when(*facts: Fact, how: Reach, person: Person = HAS_MAIL) -> tuple[int, str] | None:
        due = letter_about(facts, START, how, person)
        return ((due.at - START).days, due.reason) if due else None

    sent, bounced = alerted(0, 0, failed=False), alerted(0, 4, failed=True)
    assert when(sent, how=undelivered) is None
    assert when(sent, bounced, how=undelivered) == (6, Reason.UNDELIVERED)
    assert when(how=ways()) == (10, Reason.UNREAD)
    assert when(how=ways(paper_first=True)) == (0, Reason.PAPER_FIRST)
    assert when(how=ways(), person=Person(digital=False, alerts=())) == (0, Reason.NO_ACCESS)


def carried_out(looks: list[int], due: list[Due]) -> list[Due]:
    """What is done by looking on these days, each time after what was done before."""
    done: list[Due] = []
    after: datetime | None = None
    for day in sorted(looks):
        now = START + day * DAY
        done += due_by(due, after, now)
        after = now
    return done


@given(looks=st.lists(st.integers(0, 27), min_size=1, max_size=12))
def test_whenever_one_looks_each_is_done_once_and_the_letter_is_never_lost(
    looks: list[int],
) -> None:
    due = [one for _, one in planned()]
    done = carried_out(looks, due)
    assert len(set(done)) == len(done)
    letters = [one for one in done if one.step == Step.PAPER]
    assert len(letters) == (max(looks) >= 10)
    # Nobody gets several alerts at once, however late the look is.
    assert len([one for one in done if one.step == Step.ALERT]) <= len(set(looks))


def test_the_next_look_is_when_something_falls_due() -> None:
    due = [one for _, one in planned()]
    assert next_after(due, START) == START + 3 * DAY
    assert next_after(due, START + 10 * DAY) is None
