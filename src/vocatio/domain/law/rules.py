"""The small language in which a jurisdiction says when something counts: data, never code.

A rule is a table with exactly one node: `fact`, `after`, `before`, `earliest`, `latest`,
`unless_proven` or `not_served_then`. `parse_rule` reads it, or says which table and key is
wrong; `rule_table` writes it back with every parameter said, so that two ways to write one
rule have one canonical form, and one content hash.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import Any

from vocatio.domain.law.periods import (
    DAYS,
    Boundary,
    MonthEnd,
    Period,
    Roll,
    Start,
    Unit,
    regulated,
)
from vocatio.domain.law.tables import BadRule, count, only, option, said

#: The short word of the test vectors and of the documentation -> the name in profiles and facts.
#: Names of ETSI EN 319 522 evidence where one exists, one plain word where none does. The last
#: four are not stored: they follow from other facts.
FACTS: Mapping[str, str] = {
    "sent": "SubmissionAcceptance",
    "available": "ContentConsignment",
    "alert": "ConsignmentNotification",
    "opened": "ContentHandover",
    "accepted": "ConsignmentAcceptance",
    "refused": "ConsignmentRejection",
    "printed": "RelayToNonERDS",
    "posted": "Posting",
    "received": "ReceivedFromNonERDS",
    "returned": "RelayToNonERDSFailure",
    "deposited": "Deposit",
    "handed": "HandOver",
    "published": "Publication",
    "not_received": "NonReceipt",
    "request": "Request",
    "decision": "Decision",
    "event": "Event",
    "appearance": "Appointment",
    "served": "Service",
    "receipt": "EvidencedReceipt",
    "record": "Recording",
}
NAMES = frozenset(FACTS.values())


@dataclass(frozen=True, slots=True)
class FactRule:
    """When the named fact occurs, first."""

    fact: str


@dataclass(frozen=True, slots=True)
class AfterRule:
    """A period after the named fact."""

    fact: str
    period: Period


@dataclass(frozen=True, slots=True)
class BeforeRule:
    """A period before the named fact: by then, at the latest."""

    fact: str
    period: Period


@dataclass(frozen=True, slots=True)
class EarliestRule:
    """Whichever comes first."""

    any: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class LatestRule:
    """Whichever comes last, once there are all of them."""

    all: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class UnlessProvenRule:
    """What is presumed, until the fact `proof` proves that it never was, or was later."""

    presumed: "Rule"
    proof: str


@dataclass(frozen=True, slots=True)
class NotServedThenRule:
    """As `served` says; where that has not come by `until`, not served, and `then` takes over.

    Attributes:
        then: code of the channel that takes over, such as "paper".
    """

    served: "Rule"
    until: "Rule"
    then: str


Rule = (
    FactRule
    | AfterRule
    | BeforeRule
    | EarliestRule
    | LatestRule
    | UnlessProvenRule
    | NotServedThenRule
)


def parse_rule(table: Mapping[str, Any], where: str) -> Rule:
    """Read a rule from its table, and refuse whatever is not in the grammar.

    Args:
        where: name of the table, for messages.

    Raises:
        BadRule: naming table and key.
    """
    if not isinstance(table, Mapping):
        raise BadRule(where, f"expected a table, found {table!r}")
    named = [key for key in table if key in _NODES]
    if len(named) != 1:
        found = " and ".join(named) or "none"
        raise BadRule(where, f"expected exactly one of {', '.join(_NODES)}; found {found}")
    only(table, where, (named[0],))
    return _NODES[named[0]](table[named[0]], f"{where}.{named[0]}")


def rule_table(rule: Rule) -> dict[str, Any]:  # noqa: PLR0911 because one per node
    """The table that `parse_rule` reads as this rule, with every parameter said."""
    match rule:
        case FactRule(fact):
            return {"fact": fact}
        case AfterRule(fact, period):
            return {"after": {"fact": fact} | _period_table(period)}
        case BeforeRule(fact, period):
            return {"before": {"fact": fact} | _period_table(period)}
        case EarliestRule(rules):
            return {"earliest": [rule_table(part) for part in rules]}
        case LatestRule(rules):
            return {"latest": [rule_table(part) for part in rules]}
        case UnlessProvenRule(presumed, proof):
            return {"unless_proven": {"presumed": rule_table(presumed), "proof": proof}}
        case NotServedThenRule(served, until, then):
            parts = {"served": rule_table(served), "until": rule_table(until), "then": then}
            return {"not_served_then": parts}


def facts_in(rule: Rule) -> frozenset[str]:
    """Names of all facts that the rule asks about."""
    match rule:
        case FactRule(fact) | AfterRule(fact, _) | BeforeRule(fact, _):
            return frozenset({fact})
        case EarliestRule(rules) | LatestRule(rules):
            return frozenset(name for part in rules for name in facts_in(part))
        case UnlessProvenRule(presumed, proof):
            return facts_in(presumed) | {proof}
        case NotServedThenRule(served, until, _):
            return facts_in(served) | facts_in(until)


def periods_in(rule: Rule) -> frozenset[Period]:
    """All periods that the rule counts."""
    match rule:
        case FactRule():
            return frozenset()
        case AfterRule(_, period) | BeforeRule(_, period):
            return frozenset({period})
        case EarliestRule(rules) | LatestRule(rules):
            return frozenset(period for part in rules for period in periods_in(part))
        case UnlessProvenRule(presumed, _):
            return periods_in(presumed)
        case NotServedThenRule(served, until, _):
            return periods_in(served) | periods_in(until)


def channels_in(rule: Rule) -> frozenset[str]:
    """Codes of the channels that the rule may hand over to: none of them may lead back here."""
    match rule:
        case FactRule() | AfterRule() | BeforeRule():
            return frozenset()
        case EarliestRule(rules) | LatestRule(rules):
            return frozenset(code for part in rules for code in channels_in(part))
        case UnlessProvenRule(presumed, _):
            return channels_in(presumed)
        case NotServedThenRule(served, until, then):
            return channels_in(served) | channels_in(until) | {then}


_OPTIONS: Mapping[str, type[StrEnum]] = {
    "start": Start,
    "boundary": Boundary,
    "roll": Roll,
    "month_end": MonthEnd,
}
_PERIOD_KEYS = ("fact", "count", "unit", *_OPTIONS, "cutoff", "working_days", "rule_set")
#: Rule sets that a period can choose instead of saying each parameter: see `regulated`.
RULE_SETS = ("1182/71",)


def _fact(value: Any, where: str) -> FactRule:
    return FactRule(fact_name(value, where))


def _after(value: Any, where: str) -> AfterRule:
    fact, period = _period(value, where)
    return AfterRule(fact, period)


def _before(value: Any, where: str) -> BeforeRule:
    fact, period = _period(value, where)
    if "rule_set" in value:
        # Art. 3(4) of Regulation 1182/71 leaves out periods that are counted back.
        return BeforeRule(fact, replace(period, roll=Roll.NONE, working_days=0))
    if period.roll == Roll.NEXT:
        raise BadRule(f"{where}.roll", "a backward period never rolls forward")
    for key, unused in (("cutoff", period.cutoff), ("working_days", period.working_days)):
        if unused:
            raise BadRule(f"{where}.{key}", "means nothing in a backward period")
    return BeforeRule(fact, period)


def _earliest(value: Any, where: str) -> EarliestRule:
    return EarliestRule(_rules(value, where))


def _latest(value: Any, where: str) -> LatestRule:
    return LatestRule(_rules(value, where))


def _unless_proven(value: Any, where: str) -> UnlessProvenRule:
    table = only(value, where, ("presumed", "proof"))
    presumed = parse_rule(said(table, where, "presumed"), f"{where}.presumed")
    return UnlessProvenRule(presumed, fact_name(said(table, where, "proof"), f"{where}.proof"))


def _not_served_then(value: Any, where: str) -> NotServedThenRule:
    table = only(value, where, ("served", "until", "then"))
    then = said(table, where, "then")
    if not isinstance(then, str) or not then:
        raise BadRule(f"{where}.then", f"expected the code of a channel, found {then!r}")
    return NotServedThenRule(
        served=parse_rule(said(table, where, "served"), f"{where}.served"),
        until=parse_rule(said(table, where, "until"), f"{where}.until"),
        then=then,
    )


_NODES: Mapping[str, Callable[[Any, str], Rule]] = {
    "fact": _fact,
    "after": _after,
    "before": _before,
    "earliest": _earliest,
    "latest": _latest,
    "unless_proven": _unless_proven,
    "not_served_then": _not_served_then,
}


def _rules(value: Any, where: str) -> tuple[Rule, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise BadRule(where, f"expected a list of at least one rule, found {value!r}")
    return tuple(parse_rule(part, f"{where}[{n}]") for n, part in enumerate(value))


def _period(value: Any, where: str) -> tuple[str, Period]:
    table = only(value, where, _PERIOD_KEYS)
    fact = fact_name(said(table, where, "fact"), f"{where}.fact")
    unit = option(table, where, "unit", Unit, None)
    period = Period(
        count=count(said(table, where, "count"), f"{where}.count"),
        unit=Unit(unit),
        start=Start(option(table, where, "start", Start, Start.EXCLUDE)),
        boundary=Boundary(option(table, where, "boundary", Boundary, Boundary.ON_LAST)),
        roll=Roll(option(table, where, "roll", Roll, Roll.NONE)),
        month_end=MonthEnd(option(table, where, "month_end", MonthEnd, MonthEnd.CLAMP)),
        cutoff=_cutoff(table.get("cutoff"), f"{where}.cutoff"),
        working_days=count(table.get("working_days", 0), f"{where}.working_days"),
    )
    _meaningful(period, where)
    return fact, _by_rule_set(period, table, where)


def _by_rule_set(period: Period, table: Mapping[str, Any], where: str) -> Period:
    """The period as its rule set has it; a rule set leaves nothing to say otherwise."""
    chosen = table.get("rule_set")
    if chosen is None:
        return period
    if chosen not in RULE_SETS:
        expected = ", ".join(RULE_SETS)
        raise BadRule(f"{where}.rule_set", f"{chosen!r} is not one of {expected}")
    for key in (*_OPTIONS, "working_days"):
        if key in table:
            raise BadRule(f"{where}.{key}", f"the rule set {chosen} says this; leave it out")
    return regulated(period)


def _meaningful(period: Period, where: str) -> None:
    """Refuse parameters that say nothing: whoever wrote them expects them to do something."""
    if period.unit == Unit.HOUR:
        default = Period(period.count, period.unit, period.start)
        for key in ("boundary", "roll", "month_end", "cutoff", "working_days"):
            if getattr(period, key) != getattr(default, key):
                raise BadRule(f"{where}.{key}", "hours end at an instant, not on a day")
    if period.unit in DAYS and period.working_days > period.count:
        message = f"a period of {period.count} days cannot promise more working days than that"
        raise BadRule(f"{where}.working_days", message)


def fact_name(value: Any, where: str) -> str:
    """A name of `FACTS`.

    Raises:
        BadRule: it is not one; a typing error would otherwise never serve anyone.
    """
    if value in FACTS:
        raise BadRule(where, f"a profile says {FACTS[value]!r}, not {value!r}")
    if value not in NAMES:
        raise BadRule(where, f"{value!r} is not a fact; there are: {', '.join(sorted(NAMES))}")
    return str(value)


def _period_table(period: Period) -> dict[str, Any]:
    table: dict[str, Any] = {
        "count": period.count,
        "unit": str(period.unit),
        **{key: str(getattr(period, key)) for key in _OPTIONS},
        "working_days": period.working_days,
    }
    return table | ({"cutoff": f"{period.cutoff:%H:%M}"} if period.cutoff else {})


def _cutoff(value: Any, where: str) -> time | None:
    if value is None:
        return None
    try:
        read = time.fromisoformat(value)
    except (TypeError, ValueError):
        read = None
    if read is None or f"{read:%H:%M}" != value:
        raise BadRule(where, f"expected a local time such as 21:00, found {value!r}")
    return read
