"""The floor as it is printed: all rules, each once, with the constants that code rests on."""

from vocatio.domain.law import floor
from vocatio.domain.law.floor import CONSTANTS, RULES

EXPECTED = [f"F{number}" for number in range(1, 27)]


def test_all_rules_stand_there_once_in_their_order() -> None:
    assert [rule.code for rule in RULES] == EXPECTED


def test_no_two_rules_share_a_name_or_a_text() -> None:
    assert len({rule.name for rule in RULES}) == len({rule.text for rule in RULES}) == len(RULES)


def test_every_rule_has_a_source_and_none_claims_to_be_read_without_an_address() -> None:
    for rule in RULES:
        assert rule.sources
        assert all(cited.url for cited in rule.sources if cited.confidence != "unverified")


def test_every_constant_is_printed_with_its_rule() -> None:
    named = [name for names in CONSTANTS.values() for name in names]
    texts = {"CONSTANTS", "RULES", "BY_CODE", "EVIDENCED_RECEIPT", "LEFT_OUT"}
    constants = {name for name in vars(floor) if name.isupper() and not name.startswith("_")}
    assert sorted(named) == sorted(constants - texts)
    assert set(CONSTANTS) - {""} <= set(EXPECTED)


def test_numbers_in_a_text_are_those_of_its_constants() -> None:
    said = {rule.code: rule.text for rule in RULES}
    assert f"{floor.MINIMUM_NOTICE.days} days" in said["F4"]
    assert f"{floor.NON_RECEIPT_DECIDED.days} days" in said["F5"]
    assert f"{floor.HEARING.days} days" in said["F8"]
    assert f"{floor.MEASURE_WAITS.days} days" in said["F13"]
    assert f"{floor.LONGEST_MEASURE_MONTHS} months" in said["F15"]
    assert f"{floor.LONGEST_EPISODE_MONTHS} for one episode" in said["F15"]
    assert f"{floor.NOTHING_KEPT.days} days" in said["F19"]
    assert f"{floor.STAY_ENDS.days} days" in said["F26"]
