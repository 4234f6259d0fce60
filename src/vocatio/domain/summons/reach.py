"""When somebody is alerted, reminded, and written to on paper: a schedule, by the profile.

Source: the sections `channels` and `service` of the profile. The schedule is a function of
facts and time; whoever carries it out late finds the same moments. Nothing of it decides
whether anything was served, or received.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from vocatio.domain.facts import Fact
from vocatio.domain.law.periods import Period, Unit
from vocatio.domain.law.profile import Profile
from vocatio.domain.summons.corrections import corrections
from vocatio.domain.summons.kinds import Kind, Way
from vocatio.domain.summons.states import OVER, State, Status

#: Days that a unit stands for between alerts: they are courtesy, no period of the law.
LENGTHS = {
    Unit.HOUR: timedelta(hours=1),
    Unit.DAY: timedelta(days=1),
    Unit.WORKING_DAY: timedelta(days=1),
    Unit.WEEK: timedelta(weeks=1),
    Unit.MONTH: timedelta(days=30),
    Unit.YEAR: timedelta(days=365),
}


#: Why letters about a correction are written, with its number after it.
CORRECTION = "correction_"
#: Numbers of alerts that each notice has for itself.
ROUND = 100


class Step(StrEnum):
    """What is done next."""

    ALERT = "alert"
    PAPER = "paper"


class Reason(StrEnum):
    """Why a letter is written. One letter for each reason, never two."""

    NO_ACCESS = "no_access"
    PAPER_FIRST = "paper_first"
    UNREAD = "unread"
    UNDELIVERED = "undelivered"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do at a moment.

    `number` counts alerts: 0 is the first, the rest remind; each correction begins a `ROUND`.
    """

    at: datetime
    step: Step
    number: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """What bears on how somebody is reached.

    Attributes:
        digital: has access to an inbox; those who have none are written to on paper at once.
        alerts: the kinds of alert, such as "email", for which we have an address.
    """

    digital: bool
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """The ways of a profile, as far as they need doing.

    Attributes:
        alert_by: kinds of alert, such as "email"; none when empty.
        paper_first: paper is tried before the inbox, for everybody.
        paper_when: "unread" or "undelivered", or "" where nothing falls back to paper.
        paper_after: how long after arrival, or after the last failed alert.
    """

    alert_by: tuple[str, ...]
    reminders: int
    every: timedelta
    paper_first: bool
    paper_when: str
    paper_after: timedelta


def reach(profile: Profile) -> Reach:
    """What the profile says; a way that it leaves out is not gone."""
    ways = {channel.code: channel for channel in profile.channels}
    inbox, paper = ways.get(Way.INBOX), ways.get(Way.PAPER)
    alert = inbox.alert if inbox else None
    retries = inbox.retries if inbox else None
    fall_back = inbox.fall_back if inbox else None
    if fall_back and fall_back.to != Way.PAPER:
        fall_back = None
    return Reach(
        alert_by=tuple(by for by in alert.by if by != "none") if alert else (),
        reminders=retries.count if retries else 0,
        every=_length(retries.every) if retries else timedelta(0),
        paper_first=bool(paper and inbox and (paper.order or 9) < (inbox.order or 9)),
        paper_when=fall_back.when if fall_back else "",
        paper_after=_length(fall_back.after) if fall_back else timedelta(0),
    )


def _length(period: Period) -> timedelta:
    return period.count * LENGTHS[period.unit]


def schedule(facts: Sequence[Fact], found: Status, ways: Reach, person: Person) -> tuple[Due, ...]:
    """Everything to be done for one summons, past and future, in the order of time.

    Nothing once it was opened, received with evidence, or is over: whoever has it needs
    neither a reminder nor another copy. Nothing while somebody says that this is not them (F1).
    Nothing falls due after the appointment.
    """
    over = found.state in OVER - {State.RECALLED}
    if found.opened or found.receipt or found.disputed or over:
        return ()
    if corrected := corrections(facts):
        return _corrected(corrected, facts, found, ways, person)
    issued = next(fact.recorded_at for fact in facts if fact.kind == Kind.ISSUED)
    # Alerts about a document of a case say nothing about the summons.
    own = [fact for fact in facts if "document" not in fact.data]
    due = [*_paper(own, issued, ways, person), *_alerts(issued, ways, person)]
    return tuple(sorted((d for d in due if d.at < found.appointment), key=lambda d: d.at))


def paper_reason(facts: Sequence[Fact]) -> str:
    """Why a letter is written about a notice that is a correction; "" where none is."""
    count = len(corrections(facts))
    return f"{CORRECTION}{count}" if count else ""


def _alerts(begins: datetime, ways: Reach, person: Person, *, before: int = 0) -> list[Due]:
    """The alerts of one notice; `before` is how many notices there were before it."""
    if not person.digital or not set(ways.alert_by) & set(person.alerts):
        return []
    return [
        Due(begins + number * ways.every, Step.ALERT, before * ROUND + number)
        for number in range(ways.reminders + 1)
    ]


def _corrected(
    corrected: Sequence[Fact], facts: Sequence[Fact], found: Status, ways: Reach, person: Person
) -> tuple[Due, ...]:
    """A correction comes by the same ways, and on paper at once to whoever had a letter before."""
    begins = corrected[-1].recorded_at
    alerts = _alerts(begins, ways, person, before=len(corrected))
    at_once = not person.digital or any(fact.kind == Kind.PRINTED for fact in facts)
    wait = timedelta(0) if at_once or ways.paper_first else ways.paper_after
    paper = Due(begins + wait, Step.PAPER, reason=paper_reason(facts))
    due = [*alerts, paper] if at_once or ways.paper_first or ways.paper_when else alerts
    if found.state == State.RECALLED:
        # Whom it concerns must learn it, also late; nobody is reminded to do nothing.
        return tuple(d for d in due if d.number % ROUND == 0)
    return tuple(sorted((d for d in due if d.at < found.appointment), key=lambda d: d.at))


def letter_about(
    facts: Sequence[Fact], made_at: datetime, ways: Reach, person: Person
) -> Due | None:
    """When a document of a case goes on paper: as a summons would; None while it does not.

    Args:
        facts: about that document alone.
    """
    return next(iter(_paper(facts, made_at, ways, person)), None)


def _paper(facts: Sequence[Fact], issued: datetime, ways: Reach, person: Person) -> list[Due]:
    """A letter at once, or when the inbox did not do; the first reason that comes is enough."""
    if not person.digital:
        return [Due(issued, Step.PAPER, reason=Reason.NO_ACCESS)]
    if ways.paper_first:
        return [Due(issued, Step.PAPER, reason=Reason.PAPER_FIRST)]
    if ways.paper_when == Reason.UNREAD:
        return [Due(issued + ways.paper_after, Step.PAPER, reason=Reason.UNREAD)]
    failed = _undelivered(facts, issued, ways, person)
    if ways.paper_when == Reason.UNDELIVERED and failed:
        return [Due(failed + ways.paper_after, Step.PAPER, reason=Reason.UNDELIVERED)]
    return []


def _undelivered(
    facts: Sequence[Fact], issued: datetime, ways: Reach, person: Person
) -> datetime | None:
    """Since when no alert of the first round can have arrived; None while one may have.

    A bounce takes back the alert that it names.
    """
    usable = set(ways.alert_by) & set(person.alerts)
    if not usable:
        return issued
    failures = {str(f.data.get("alert")): f for f in facts if f.kind == Kind.ALERT_FAILED}
    sent = {str(f.data.get("alert")) for f in facts if f.kind == Kind.ALERTED}
    if sent - set(failures) or len({f.data.get("by") for f in failures.values()}) < len(usable):
        return None
    return max(f.recorded_at for f in failures.values())


def due_by(due: Sequence[Due], after: datetime | None, now: datetime) -> tuple[Due, ...]:
    """What is to be done now, of all that falls after `after` and not after `now`.

    Of several alerts that were missed only the latest goes out: nobody gets five at once.
    """
    open_now = [d for d in due if (after is None or d.at > after) and d.at <= now]
    alerts = [d for d in open_now if d.step == Step.ALERT]
    return tuple(d for d in open_now if d.step != Step.ALERT or d == alerts[-1])


def next_after(due: Sequence[Due], now: datetime) -> datetime | None:
    """When to look again."""
    return next((d.at for d in due if d.at > now), None)
