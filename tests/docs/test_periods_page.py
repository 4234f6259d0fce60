"""The reference of rules names every fact and every parameter."""

from tests.docs.test_reference import rows
from vocatio.domain.law.rules import FACTS, facts_in, parse_rule


def test_every_fact_is_named_with_its_short_word() -> None:
    said = {
        row[0].strip("`"): row[1].split("`")[1]
        for row in rows("periods.md")
        if row[0].strip("`") in FACTS
    }
    assert said == dict(FACTS)


def test_every_parameter_can_be_said() -> None:
    named = {row[0].strip("`") for row in rows("periods.md") if len(row) == 3 and "`" in row[0]}
    said = {"fact": "Event", "count": 3, "unit": "day", "start": "include", "roll": "next"}
    said |= {"boundary": "day_after", "month_end": "error", "cutoff": "21:00", "working_days": 2}
    assert facts_in(parse_rule({"after": said}, "here")) == {"Event"}
    assert named == set(said) - {"fact"} | {"rule_set"}
