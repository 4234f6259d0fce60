"""What a rule says about known facts: when, why, or what it still waits for. It always answers.

The derivation is the explanation: the answer is read off the same tree that is shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.domain.law.calendar import Calendar, OutsideCalendar
from vocatio.domain.law.counting import NoSuchDay
from vocatio.domain.law.deadlines import OutageGoesOn, backward, end_of_day, forward
from vocatio.domain.law.periods import Outage, Ran
from vocatio.domain.law.rules import (
    AfterRule,
    BeforeRule,
    EarliestRule,
    FactRule,
    LatestRule,
    NotServedThenRule,
    Rule,
    UnlessProvenRule,
)

#: What a derivation waits for while an outage goes on.
OUTAGE_END = "OutageEnd"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a fact counts from, and which fact it is.

    Attributes:
        later: what the fact proves about another: when that really was; None: it never was.
    """

    at: datetime
    fact_id: UUID | None = None
    later: datetime | None = None


Known = Mapping[str, Moment]


@dataclass(frozen=True, slots=True)
class Setting:
    """What every rule of one decision is judged by."""

    calendar: Calendar
    zone: ZoneInfo
    outages: Sequence[Outage] = ()


class Outcome(StrEnum):
    """What became of a rule.

    HOLDS: at a known time, past or to come. WAITS: for a fact. NEVER: disproved, or its time
    has run out. UNDECIDED: neither the rule nor the calendar says; a human must.
    """

    HOLDS = "holds"
    WAITS = "waits"
    NEVER = "never"
    UNDECIDED = "undecided"


class Problem(StrEnum):
    """Why neither the rule nor the calendar gives a day."""

    NO_SUCH_DAY = "no_such_day"
    OUTSIDE_CALENDAR = "outside_calendar"


@dataclass(frozen=True, slots=True)
class Derivation:
    """A rule with what it comes to, and the same for each of its parts.

    Attributes:
        at: when it holds; in UTC.
        waits_for: names of the facts that would still bring it about, or bring it earlier.
        moment: of the fact that a leaf rests on.
        ran: how the period of a leaf was counted.
        then, then_at: the channel that takes over, and when.
        problem: why it is undecided.
    """

    rule: Rule
    outcome: Outcome
    at: datetime | None = None
    waits_for: tuple[str, ...] = ()
    moment: Moment | None = None
    ran: Ran | None = None
    then: str = ""
    then_at: datetime | None = None
    problem: Problem | None = None
    parts: tuple["Derivation", ...] = ()

    def walk(self) -> Iterator["Derivation"]:
        """This, and all that it is made of."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def deciding(self) -> "Derivation":
        """What says when: the innermost node with the time of the whole."""
        same = (part for part in self.parts if part.at is not None and part.at == self.at)
        part = next(same, None)
        return part.deciding() if part else self


def derive(rule: Rule, known: Known, setting: Setting) -> Derivation:
    """What the rule comes to.

    Args:
        known: the first moment of each fact that is known, by the name of the fact.
    """
    match rule:
        case FactRule(fact):
            return _fact(rule, known.get(fact))
        case AfterRule(fact, _) | BeforeRule(fact, _):
            return _period(rule, known.get(fact), setting)
        case EarliestRule(rules):
            return _earliest(rule, [derive(part, known, setting) for part in rules])
        case LatestRule(rules):
            return _latest(rule, [derive(part, known, setting) for part in rules])
        case UnlessProvenRule(presumed, proof):
            return _unless(rule, derive(presumed, known, setting), known.get(proof))
        case NotServedThenRule(served, until, _):
            return _not_served_then(
                rule, derive(served, known, setting), derive(until, known, setting)
            )


def local_day(found: Derivation, zone: ZoneInfo) -> date | None:
    """The local day on which it holds."""
    return found.at.astimezone(zone).date() if found.at else None


def whole_day(found: Derivation, zone: ZoneInfo) -> bool:
    """Whether the answer is a day, whose instant was derived, and not an instant itself."""
    day = local_day(found, zone)
    return day is not None and found.at == end_of_day(day, zone)


def _fact(rule: FactRule, moment: Moment | None) -> Derivation:
    if moment is None:
        return Derivation(rule, Outcome.WAITS, waits_for=(rule.fact,))
    return Derivation(rule, Outcome.HOLDS, moment.at, moment=moment)


def _period(rule: AfterRule | BeforeRule, moment: Moment | None, setting: Setting) -> Derivation:
    if moment is None:
        return Derivation(rule, Outcome.WAITS, waits_for=(rule.fact,))
    try:
        ran = _run(rule, moment.at, setting)
    except OutageGoesOn:
        return Derivation(rule, Outcome.WAITS, waits_for=(OUTAGE_END,), moment=moment)
    except NoSuchDay:
        return _undecided(rule, moment, Problem.NO_SUCH_DAY)
    except OutsideCalendar:
        return _undecided(rule, moment, Problem.OUTSIDE_CALENDAR)
    return Derivation(rule, Outcome.HOLDS, ran.at, moment=moment, ran=ran)


def _undecided(rule: Rule, moment: Moment, problem: Problem) -> Derivation:
    return Derivation(rule, Outcome.UNDECIDED, moment=moment, problem=problem)


def _run(rule: AfterRule | BeforeRule, moment: datetime, setting: Setting) -> Ran:
    calendar, zone = setting.calendar, setting.zone
    if isinstance(rule, AfterRule):
        return forward(moment, rule.period, calendar, zone, setting.outages)
    return backward(moment, rule.period, calendar, zone)


def _earliest(rule: Rule, parts: Sequence[Derivation]) -> Derivation:
    """One that holds is enough; of what nobody can decide, nothing is held against anyone."""
    held = [part.at for part in parts if part.at]
    outcomes = (Outcome.UNDECIDED, Outcome.WAITS, Outcome.NEVER)
    outcome = Outcome.HOLDS if held else _first(outcomes, parts)
    return _made_of(rule, outcome, min(held, default=None), parts)


def _latest(rule: Rule, parts: Sequence[Derivation]) -> Derivation:
    outcome = _first((Outcome.NEVER, Outcome.UNDECIDED, Outcome.WAITS, Outcome.HOLDS), parts)
    held = [part.at for part in parts if part.at]
    return _made_of(rule, outcome, max(held) if outcome == Outcome.HOLDS else None, parts)


def _unless(rule: Rule, presumed: Derivation, proof: Moment | None) -> Derivation:
    """Receipt that is proven to have been later counts from then; earlier changes nothing."""
    whole = _made_of(rule, presumed.outcome, presumed.at, [presumed])
    if proof is None:
        return whole
    if proof.later is None:
        return replace(whole, outcome=Outcome.NEVER, at=None, waits_for=(), moment=proof)
    if presumed.at is None:
        return replace(whole, moment=proof)
    return replace(whole, at=max(presumed.at, proof.later), moment=proof)


def _not_served_then(rule: NotServedThenRule, served: Derivation, until: Derivation) -> Derivation:
    whole = _made_of(rule, served.outcome, served.at, [served, until])
    if until.at is None or (served.at and served.at <= until.at):
        return whole
    return replace(
        whole,
        outcome=Outcome.NEVER,
        at=None,
        waits_for=served.waits_for,
        then=rule.then,
        then_at=until.at,
    )


def _made_of(
    rule: Rule, outcome: Outcome, at: datetime | None, parts: Sequence[Derivation]
) -> Derivation:
    waits_for = dict.fromkeys(name for part in parts for name in part.waits_for)
    return Derivation(rule, outcome, at, tuple(waits_for), parts=tuple(parts))


def _first(outcomes: Sequence[Outcome], parts: Sequence[Derivation]) -> Outcome:
    there = {part.outcome for part in parts}
    return next(outcome for outcome in outcomes if outcome in there)
