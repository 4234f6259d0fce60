"""What is wrong between values that are each right: circles, lost names, windows never met."""

from collections.abc import Iterator, Mapping
from typing import Any

from vocatio.domain.law.profile.dated import Dated
from vocatio.domain.law.profile.kinds import days
from vocatio.domain.law.profile.measures import STEPS
from vocatio.domain.law.profile.problems import Problems
from vocatio.domain.law.profile.schema import Values
from vocatio.domain.law.rules import BeforeRule, channels_in

Links = dict[str, set[str]]


def check(values: Values, problems: Problems) -> None:
    """Note every problem between values.

    A circle counts even when its parts are in force at different times: a profile in which
    one thing leads back to itself was not meant so.
    """
    _check_channels(values, problems)
    _check_measures(values, problems)
    _check_windows(values, problems)


def _check_channels(values: Values, problems: Problems) -> None:
    known = {path.split(".")[1] for path in values if path.startswith("channels.")}
    for code, several in _keys(values, "service"):
        if several and code not in known:
            problems.add("service", code, f"there is no [channels.{code}] that it would be for")
    falls: Links = {}
    hands: Links = {}
    for code, several in _keys(values, "service"):
        hands[code] = set().union(*(channels_in(v.value) for v in several if v.value))
    for path, several in values.items():
        if path.startswith("channels.") and path.endswith(".fall_back"):
            falls[path.split(".")[1]] = {v.value.to for v in several if v.value}
    _refuse_lost(falls, known, "channels", "fall_back", problems)
    _refuse_lost(hands, known, "service", "", problems)
    _refuse_circles(falls, "channels", "fall_back", problems)
    _refuse_circles(hands, "service", "", problems)


def _check_measures(values: Values, problems: Problems) -> None:
    links: Links = {}
    known = {path.split(".")[1] for path in values if path.startswith("measures.")}
    for path, several in values.items():
        if path.startswith("measures.") and path.endswith(".prerequisites"):
            named = {code for v in several for code in v.value or ()}
            links[path.split(".")[1]] = named - set(STEPS)
    _refuse_lost(links, known, "measures", "prerequisites", problems)
    _refuse_circles(links, "measures", "prerequisites", problems)


def _check_windows(values: Values, problems: Problems) -> None:
    """Who is served at the last moment must still be able to ask: else nobody ever can."""
    for request in values.get("windows.request", ()):
        for notice in values.get("windows.minimum_notice", ()):
            if _overlap(request, notice) and _never_met(request.value, notice.value):
                problems.add(
                    "windows",
                    "request",
                    "can never be met by someone who has the minimum notice: it closes "
                    f"{request.value.period.count} {request.value.period.unit}s before the "
                    f"appearance, and minimum_notice is {notice.value.period.count} "
                    f"{notice.value.period.unit}s",
                )


def _never_met(request: Any, notice: Any) -> bool:
    both = isinstance(request, BeforeRule) and isinstance(notice, BeforeRule)
    return both and days(request.period) > 0 and days(request.period) >= days(notice.period)


def _overlap(one: Dated, other: Dated) -> bool:
    return one.holds(max(one.since, other.since)) and other.holds(max(one.since, other.since))


def _keys(values: Values, section: str) -> Iterator[tuple[str, tuple[Dated, ...]]]:
    for path, several in values.items():
        if path.startswith(f"{section}."):
            yield path.split(".")[1], several


def _refuse_lost(links: Links, known: set[str], section: str, key: str, problems: Problems) -> None:
    for code, targets in links.items():
        for target in sorted(targets - known):
            table, name = (f"{section}.{code}", key) if key else (section, code)
            there = ", ".join(sorted(known)) or "none"
            problems.add(
                table, name, f"leads to “{target}”, which is not there; there are: {there}"
            )


def _refuse_circles(links: Links, section: str, key: str, problems: Problems) -> None:
    for code in links:
        if circle := _circle(links, code):
            table, name = (f"{section}.{code}", key) if key else (section, code)
            problems.add(table, name, f"leads back to itself: {' → '.join(circle)}")


def _circle(links: Mapping[str, set[str]], start: str) -> list[str]:
    """The way from `start` back to it, or nothing."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for target in sorted(links.get(way[-1], ())):
            if target == start:
                return [*way, start]
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return []
