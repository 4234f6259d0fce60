"""Every rule of the grammar has an answer, always the same, and the algebra holds."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rules import KNOWN, RULES, SETTINGS, cases
from vocatio.domain.evidence.canonical import canonical
from vocatio.domain.law.derivation import Known, Outcome, Setting, derive
from vocatio.domain.law.explanation import ChannelDerivation, Explanation
from vocatio.domain.law.rules import (
    EarliestRule,
    FactRule,
    LatestRule,
    NotServedThenRule,
    Rule,
    UnlessProvenRule,
    facts_in,
    parse_rule,
    rule_table,
)

Case = tuple[Rule, Known, Setting]


@given(cases())
def test_it_always_answers_and_always_the_same(case: Case) -> None:
    rule, known, setting = case
    found = derive(rule, known, setting)
    assert found == derive(rule, dict(reversed(list(known.items()))), setting)
    assert (found.at is not None) == (found.outcome == Outcome.HOLDS)
    assert found.at is None or found.deciding().at == found.at


@given(cases())
def test_it_waits_for_facts_that_the_rule_asks_about_and_nobody_knows(case: Case) -> None:
    rule, known, setting = case
    found = derive(rule, known, setting)
    waits_for = set(found.waits_for) - {"OutageEnd"}
    assert waits_for <= facts_in(rule) - set(known)
    if found.outcome == Outcome.WAITS:
        assert found.waits_for


@given(cases())
def test_the_explanation_has_a_canonical_form(case: Case) -> None:
    rule, known, setting = case
    channel = ChannelDerivation("inbox", "article 1", derive(rule, known, setting))
    at = next((moment.at for moment in known.values()), None)
    if at:
        found = Explanation(at, "UTC", "v", "c", "", None, (channel,))
        assert canonical(found.table())


@given(RULES)
def test_every_rule_is_written_and_read_back(rule: Rule) -> None:
    assert parse_rule(rule_table(rule), "here") == rule


@given(st.lists(RULES, min_size=1, max_size=3), KNOWN, SETTINGS)
def test_the_order_of_parts_changes_nothing(
    rules: list[Rule], known: Known, setting: Setting
) -> None:
    for node in (EarliestRule, LatestRule):
        times = {derive(node(some), known, setting).at for some in permutations(rules)}
        outcomes = {derive(node(some), known, setting).outcome for some in permutations(rules)}
        assert len(times) == len(outcomes) == 1


@given(RULES, RULES, KNOWN, SETTINGS)
def test_earliest_and_latest_are_least_and_greatest(
    one: Rule, other: Rule, known: Known, setting: Setting
) -> None:
    first, second = derive(one, known, setting), derive(other, known, setting)
    earliest = derive(EarliestRule((one, other)), known, setting)
    latest = derive(LatestRule((one, other)), known, setting)
    if first.at and second.at:
        assert earliest.at == min(first.at, second.at)
        assert latest.at == max(first.at, second.at)
    else:
        assert earliest.at == (first.at or second.at)
        assert latest.at is None
    for node in (EarliestRule, LatestRule):
        assert derive(node((one,)), known, setting).at == first.at
        assert derive(node((one, one)), known, setting).at == first.at
        nested = node((node((one, other)), one))
        assert derive(nested, known, setting).at == derive(node((one, other)), known, setting).at


@given(cases(), st.sampled_from(["NonReceipt", "Event"]))
def test_proof_only_ever_undoes_or_delays(case: Case, proof: str) -> None:
    rule, known, setting = case
    presumed = derive(rule, known, setting)
    found = derive(UnlessProvenRule(rule, proof), known, setting)
    assert found.at is None or (presumed.at is not None and found.at >= presumed.at)
    if proof not in known:
        assert found.at == presumed.at


@given(RULES, RULES, KNOWN, SETTINGS)
def test_either_it_serves_in_time_or_the_next_channel_takes_over(
    served: Rule, until: Rule, known: Known, setting: Setting
) -> None:
    found = derive(NotServedThenRule(served, until, "paper"), known, setting)
    end = derive(until, known, setting).at
    if found.at and end:
        assert found.at <= end
    if found.then_at:
        assert (found.then_at, found.at, found.then) == (end, None, "paper")


@given(KNOWN, SETTINGS)
def test_a_fact_that_nobody_knows_is_waited_for(known: Known, setting: Setting) -> None:
    found = derive(FactRule("Nothing"), known, setting)
    assert (found.outcome, found.waits_for) == (Outcome.WAITS, ("Nothing",))
