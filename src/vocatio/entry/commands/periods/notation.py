"""The notation of the vectors: a rule on one line, such as `after(available,14,day,roll=next)`.

For vectors alone: profiles are structured data and never hold an expression. Facts have the
short words of `rules.FACTS`; a word that is not among them stands for a fact of that name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from vocatio.domain.errors import VocatioError
from vocatio.domain.law.periods import Boundary, MonthEnd, Period, Roll, Start, Unit, regulated
from vocatio.domain.law.rules import (
    FACTS,
    RULE_SETS,
    AfterRule,
    BeforeRule,
    EarliestRule,
    FactRule,
    LatestRule,
    NotServedThenRule,
    Rule,
    UnlessProvenRule,
)

TOKEN = re.compile(r"\s*(?:(?P<word>[A-Za-z0-9_:./-]+)|(?P<mark>[(),=]))")
NUMBER = re.compile(r"[0-9]{1,4}")
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
WORD = re.compile(r"[A-Za-z][A-Za-z_]*")

#: Takes over in `not_served_then` unless a channel is named.
CHANNELS = ("inbox", "paper", "hand", "published")
UNLESS = "not_received"


class BadNotation(VocatioError):
    """A rule in the notation of the vectors cannot be read: the message gives the position."""

    def __init__(self, position: int, message: str) -> None:
        super().__init__(f"at character {position + 1}: {message}")


@dataclass(frozen=True, slots=True)
class Node:
    """`name(arguments)`, or a bare word without any; `keyed` are those given as key=value."""

    name: str
    position: int
    arguments: tuple["Node", ...] | None = None
    keyed: tuple[tuple[str, "Node"], ...] = ()


def read_rule(text: str) -> Rule:
    """The rule that the text denotes.

    Raises:
        BadNotation: saying where and what.
    """
    tokens = _tokens(text)
    node, rest = _node(tokens, 0)
    if rest != len(tokens) - 1:
        word, position = tokens[rest]
        raise BadNotation(position, f"the rule ends before “{word}”")
    return _rule(node)


def _tokens(text: str) -> list[tuple[str, int]]:
    found, position = [], 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = TOKEN.match(stripped, position)
        if match is None:
            raise BadNotation(position, f"“{stripped[position]}” has no meaning here")
        kind = "word" if match.group("word") else "mark"
        found.append((match.group(kind), match.start(kind)))
        position = match.end()
    return [*found, ("", len(stripped))]


def _node(tokens: list[tuple[str, int]], at: int) -> tuple[Node, int]:
    word, position = tokens[at]
    if not word or word in "(),=":
        raise BadNotation(position, f"expected a word, found {f'“{word}”' if word else 'the end'}")
    if tokens[at + 1][0] != "(":
        return Node(word, position), at + 1
    return _arguments(word, position, tokens, at + 2)


def _arguments(
    name: str, position: int, tokens: list[tuple[str, int]], at: int
) -> tuple[Node, int]:
    plain: list[Node] = []
    keyed: dict[str, Node] = {}
    while True:
        node, at = _node(tokens, at)
        if tokens[at][0] == "=":
            if node.name in keyed:
                raise BadNotation(node.position, f"“{node.name}” is said twice")
            keyed[node.name], at = _node(tokens, at + 1)
        elif keyed:
            raise BadNotation(node.position, "key=value comes after all other arguments")
        else:
            plain.append(node)
        mark, where = tokens[at]
        at += 1
        if mark == ")":
            return Node(name, position, tuple(plain), tuple(keyed.items())), at
        if mark != ",":
            raise BadNotation(where, "expected “,” or “)”")


def _rule(node: Node) -> Rule:
    if node.arguments is None:
        return FactRule(_fact(node))
    build = _BUILDERS.get(node.name)
    if build is None:
        raise BadNotation(node.position, f"“{node.name}” is not one of {', '.join(_BUILDERS)}")
    return build(node, node.arguments)


def _fact(node: Node) -> str:
    if node.arguments is not None or not WORD.fullmatch(node.name):
        raise BadNotation(node.position, f"“{node.name}” is not the name of a fact")
    return FACTS.get(node.name, node.name)


def _after(node: Node, arguments: tuple[Node, ...]) -> Rule:
    fact, period = _counted(node, arguments)
    return AfterRule(fact, period)


def _before(node: Node, arguments: tuple[Node, ...]) -> Rule:
    fact, period = _counted(node, arguments)
    return BeforeRule(fact, period)


def _earliest(node: Node, arguments: tuple[Node, ...]) -> Rule:
    return EarliestRule(_parts(node, arguments))


def _latest(node: Node, arguments: tuple[Node, ...]) -> Rule:
    return LatestRule(_parts(node, arguments))


def _parts(node: Node, arguments: tuple[Node, ...]) -> tuple[Rule, ...]:
    _no_keys(node)
    if not arguments:
        raise BadNotation(node.position, f"“{node.name}” needs at least one rule")
    return tuple(map(_rule, arguments))


def _unless_proven(node: Node, arguments: tuple[Node, ...]) -> Rule:
    """`unless_proven(rule)` or `unless_proven(rule,fact)`."""
    _no_keys(node)
    if len(arguments) not in (1, 2):
        raise BadNotation(node.position, "expected unless_proven(rule,fact)")
    proof = _fact(arguments[1]) if len(arguments) > 1 else FACTS[UNLESS]
    return UnlessProvenRule(_rule(arguments[0]), proof)


def _not_served_then(node: Node, arguments: tuple[Node, ...]) -> Rule:
    """The channel, the period, and what serves within it (opening, if nothing is said)."""
    _no_keys(node)
    channels = [a.name for a in arguments if a.arguments is None and a.name in CHANNELS]
    rules = [_rule(a) for a in arguments if a.arguments is not None or a.name not in CHANNELS]
    periods = [rule for rule in rules if isinstance(rule, AfterRule | BeforeRule)]
    if len(channels) != 1 or not periods or len(rules) > 2:
        raise BadNotation(node.position, "expected not_served_then(served,after(…),channel)")
    until = periods[-1]
    served = next((rule for rule in rules if rule is not until), FactRule(FACTS["opened"]))
    return NotServedThenRule(served, until, channels[0])


_BUILDERS: Mapping[str, Callable[[Node, tuple[Node, ...]], Rule]] = {
    "after": _after,
    "before": _before,
    "earliest": _earliest,
    "latest": _latest,
    "unless_proven": _unless_proven,
    "not_served_then": _not_served_then,
}


def _no_keys(node: Node) -> None:
    for key, _ in node.keyed:
        raise BadNotation(node.position, f"“{node.name}” has no parameter “{key}”")


def _counted(node: Node, arguments: tuple[Node, ...]) -> tuple[str, Period]:
    if len(arguments) != 3:
        raise BadNotation(node.position, f"expected {node.name}(fact,count,unit)")
    fact, number, unit = arguments
    if not NUMBER.fullmatch(number.name):
        raise BadNotation(number.position, f"“{number.name}” is not a whole number")
    period = Period(int(number.name), Unit(_one_of(unit, tuple(Unit))))
    chosen = {key: value for key, value in node.keyed if key == "rule_set"}
    for value in chosen.values():
        _one_of(value, RULE_SETS)
        period = regulated(period)
    said = {
        key: _parameter(key, value, node.position) for key, value in node.keyed if key != "rule_set"
    }
    return _fact(fact), replace(period, **said)


def _parameter(key: str, value: Node, position: int) -> Any:
    if key in _OPTIONS:
        return _OPTIONS[key](_one_of(value, tuple(_OPTIONS[key])))
    if key == "cutoff":
        if not CLOCK.fullmatch(value.name):
            raise BadNotation(value.position, f"“{value.name}” is not a time such as 21:00")
        return time.fromisoformat(value.name)
    if key == "working_days":
        if not NUMBER.fullmatch(value.name):
            raise BadNotation(value.position, f"“{value.name}” is not a whole number")
        return int(value.name)
    known = ", ".join((*_OPTIONS, "cutoff", "working_days", "rule_set"))
    raise BadNotation(position, f"“{key}” is not one of {known}")


_OPTIONS: Mapping[str, type[Start | Boundary | Roll | MonthEnd]] = {
    "start": Start,
    "boundary": Boundary,
    "roll": Roll,
    "month_end": MonthEnd,
}


def _one_of(node: Node, words: tuple[str, ...]) -> str:
    if node.arguments is not None or node.name not in words:
        raise BadNotation(node.position, f"“{node.name}” is not one of {', '.join(words)}")
    return node.name
