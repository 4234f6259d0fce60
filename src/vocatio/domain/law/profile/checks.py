"""What is wrong between values that are each right: circles, lost names, windows never met."""

from collections.abc import Iterator, Mapping
from typing import Any

from vocatio.domain.law.profile.dated import Dated
from vocatio.domain.law.profile.kinds import days
from vocatio.domain.law.profile.measures import STEPS
from vocatio.domain.law.profile.problems import Problems
from vocatio.domain.law.profile.schema import Values
from vocatio.domain.law.rules import FACTS, BeforeRule, channels_in

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
    """Who is served at the last moment must still be able to act: else nobody ever can."""
    for key in ("reply", "request"):
        for window in values.get(f"windows.{key}", ()):
            for notice in values.get("windows.minimum_notice", ()):
                if _overlap(window, notice) and _never_met(window.value, notice.value):
                    problems.add("windows", key, _too_early(window.value, notice.value))
    for path in _after_the_day(values):
        for window in values.get(path, ()):
            if isinstance(window.value, BeforeRule) and window.value.fact == FACTS["appearance"]:
                table, _, key = path.rpartition(".")
                problems.add(
                    table,
                    key,
                    "can never be met: it closes before the appearance, and what it is for "
                    "comes after somebody did not appear",
                )


def _after_the_day(values: Values) -> Iterator[str]:
    """Windows that open only once somebody was expected and did not appear."""
    yield "windows.hearing"
    for path, several in values.items():
        of_remedy = path.startswith("remedies.") and path.endswith(".against")
        if of_remedy and any(dated.value == "measure" for dated in several):
            yield f"{path.rpartition('.')[0]}.window"


def _never_met(window: Any, notice: Any) -> bool:
    both = isinstance(window, BeforeRule) and isinstance(notice, BeforeRule)
    return both and days(window.period) > 0 and days(window.period) >= days(notice.period)


def _too_early(window: BeforeRule, notice: BeforeRule) -> str:
    return (
        "can never be met by someone who has the minimum notice: it closes "
        f"{window.period.count} {window.period.unit}s before the appearance, and "
        f"minimum_notice is {notice.period.count} {notice.period.unit}s"
    )


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
