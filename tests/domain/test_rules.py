"""The grammar of rules: every parameter is read, written back the same, and held to the grammar."""

from datetime import time
from typing import Any

import pytest

from vocatio.domain.law.periods import Boundary, MonthEnd, Period, Roll, Start, Unit
from vocatio.domain.law.rules import (
    FACTS,
    AfterRule,
    BeforeRule,
    EarliestRule,
    FactRule,
    LatestRule,
    NotServedThenRule,
    Rule,
    UnlessProvenRule,
    channels_in,
    facts_in,
    parse_rule,
    rule_table,
)
from vocatio.domain.law.tables import BadRule

OPENED = {"fact": "ContentHandover"}
DAYS = {"fact": "ContentConsignment", "count": 10, "unit": "day"}
LAPSE = {"after": DAYS}

READ: list[tuple[dict[str, Any], Rule]] = [
    (OPENED, FactRule("ContentHandover")),
    (LAPSE, AfterRule("ContentConsignment", Period(10, Unit.DAY))),
    (
        {
            "after": {
                "fact": "Deposit",
                "count": 2,
                "unit": "month",
                "start": "include",
                "boundary": "day_after",
                "roll": "previous",
                "month_end": "error",
                "cutoff": "21:00",
                "working_days": 2,
            }
        },
        AfterRule(
            "Deposit",
            Period(
                *(2, Unit.MONTH, Start.INCLUDE, Boundary.DAY_AFTER, Roll.PREVIOUS),
                *(MonthEnd.ERROR, time(21), 2),
            ),
        ),
    ),
    (
        {"before": {"fact": "Appointment", "count": 3, "unit": "week", "roll": "previous"}},
        BeforeRule("Appointment", Period(3, Unit.WEEK, roll=Roll.PREVIOUS)),
    ),
    ({"latest": [OPENED]}, LatestRule((FactRule("ContentHandover"),))),
    (
        {"unless_proven": {"presumed": LAPSE, "proof": "NonReceipt"}},
        UnlessProvenRule(AfterRule("ContentConsignment", Period(10, Unit.DAY)), "NonReceipt"),
    ),
    (
        {"not_served_then": {"served": OPENED, "until": LAPSE, "then": "paper"}},
        NotServedThenRule(
            FactRule("ContentHandover"),
            AfterRule("ContentConsignment", Period(10, Unit.DAY)),
            "paper",
        ),
    ),
]


@pytest.mark.parametrize(("table", "rule"), READ)
def test_a_table_is_read_and_written_back(table: dict[str, Any], rule: Rule) -> None:
    assert parse_rule(table, "here") == rule
    assert parse_rule(rule_table(rule), "here") == rule


def test_two_ways_to_write_a_rule_have_one_table() -> None:
    said = {"after": {**DAYS, "start": "exclude", "roll": "none", "working_days": 0}}
    assert rule_table(parse_rule(said, "a")) == rule_table(parse_rule(LAPSE, "b"))


def test_the_regulation_is_one_rule_set() -> None:
    short = {"fact": "Event", "count": 1, "rule_set": "1182/71"}
    assert parse_rule({"after": {**short, "unit": "month"}}, "here") == AfterRule(
        "Event", Period(1, Unit.MONTH, roll=Roll.NEXT, working_days=2)
    )
    assert parse_rule({"after": {**short, "unit": "day"}}, "here") == AfterRule(
        "Event", Period(1, Unit.DAY, roll=Roll.NEXT)
    )
    assert parse_rule({"after": {**short, "unit": "hour"}}, "here") == AfterRule(
        "Event", Period(1, Unit.HOUR)
    )


BAD: list[tuple[Any, str]] = [
    ("opened", "here: expected a table, found 'opened'"),
    ({}, "here: expected exactly one of fact, after, before"),
    ({**OPENED, **LAPSE}, "found fact and after"),
    ({**OPENED, "count": 3}, "here.count: unknown key"),
    ({"fact": "opened"}, "here.fact: a profile says 'ContentHandover', not 'opened'"),
    ({"fact": "ContentHandoff"}, "here.fact: 'ContentHandoff' is not a fact; there are: "),
    ({"after": []}, "here.after: expected a table, found []"),
    ({"after": {"count": 1, "unit": "day"}}, "here.after.fact: this key is missing"),
    ({"after": {**DAYS, "counts": 1}}, "here.after.counts: unknown key"),
    ({"after": {**DAYS, "count": -1}}, "here.after.count: expected a whole number from 0"),
    ({"after": {**DAYS, "count": True}}, "here.after.count: expected a whole number"),
    ({"after": {**DAYS, "count": 1001}}, "here.after.count: expected a whole number"),
    ({"after": {**DAYS, "unit": "moon"}}, "here.after.unit: 'moon' is not one of hour, day"),
    ({"after": {**DAYS, "start": "first"}}, "here.after.start: 'first' is not one of exclude"),
    ({"after": {**DAYS, "roll": 1}}, "here.after.roll: 1 is not one of none, next, previous"),
    ({"after": {**DAYS, "cutoff": "9pm"}}, "here.after.cutoff: expected a local time such as"),
    ({"after": {**DAYS, "cutoff": "21:00:30"}}, "here.after.cutoff: expected a local time"),
    ({"after": {**DAYS, "cutoff": 21}}, "here.after.cutoff: expected a local time"),
    ({"after": {**DAYS, "working_days": 11}}, "here.after.working_days: a period of 10 days"),
    ({"after": {**DAYS, "unit": "hour", "roll": "next"}}, "here.after.roll: hours end at an"),
    ({"after": {**DAYS, "rule_set": "BGB"}}, "here.after.rule_set: 'BGB' is not one of 1182/71"),
    (
        {"after": {**DAYS, "rule_set": "1182/71", "roll": "none"}},
        "here.after.roll: the rule set 1182/71 says this; leave it out",
    ),
    ({"before": {**DAYS, "roll": "next"}}, "here.before.roll: a backward period never rolls"),
    ({"before": {**DAYS, "cutoff": "21:00"}}, "here.before.cutoff: means nothing in a backward"),
    ({"earliest": []}, "here.earliest: expected a list of at least one rule"),
    ({"latest": [OPENED, 2]}, "here.latest[1]: expected a table, found 2"),
    ({"unless_proven": {"presumed": OPENED}}, "here.unless_proven.proof: this key is missing"),
    (
        {"not_served_then": {"served": OPENED, "until": LAPSE, "then": ""}},
        "here.not_served_then.then: expected the code of a channel, found ''",
    ),
]


def test_the_regulation_neither_rolls_nor_stretches_what_is_counted_back() -> None:
    back = {"fact": "Appointment", "count": 7, "unit": "day"}
    plain = parse_rule({"before": back}, "x")
    assert parse_rule({"before": {**back, "rule_set": "1182/71"}}, "x") == plain


@pytest.mark.parametrize(("table", "message"), BAD)
def test_what_is_wrong_is_named_by_table_and_key(table: Any, message: str) -> None:
    with pytest.raises(BadRule) as refused:
        parse_rule(table, "here")
    assert message in str(refused.value)


def test_what_a_rule_asks_about_can_be_listed() -> None:
    rule = parse_rule({"not_served_then": {"served": OPENED, "until": LAPSE, "then": "paper"}}, "x")
    either = EarliestRule((rule, UnlessProvenRule(FactRule("Deposit"), "NonReceipt")))
    assert facts_in(either) == {"ContentHandover", "ContentConsignment", "Deposit", "NonReceipt"}
    assert channels_in(either) == {"paper"}


def test_no_two_short_words_mean_the_same_fact() -> None:
    assert len(set(FACTS.values())) == len(FACTS)
