"""A jurisdiction's rules as data: what is wrong is named by table and key."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.domain.builders import tables
from vocatio.domain.law.periods import Period, Unit
from vocatio.domain.law.profile import parse
from vocatio.domain.law.rules import AfterRule, EarliestRule, FactRule
from vocatio.domain.law.tables import BadProfile

Change = Callable[[dict[str, Any]], object]

BAD: dict[str, tuple[Change, str]] = {
    "no head": (lambda t: t.pop("profile"), "profile: this table is missing"),
    "no code": (lambda t: t["profile"].pop("code"), "profile.code: expected str, found None"),
    "a zone of nowhere": (
        lambda t: t["profile"].update(zone="Nowhere/At_All"),
        "profile.zone: 'Nowhere/At_All' is not an IANA time zone",
    ),
    "no languages": (lambda t: t["profile"].update(languages=[]), "profile.languages"),
    "a number for a text": (lambda t: t["calendar"].update(country=43), "calendar.country"),
    "a text for a number": (
        lambda t: t["liability"]["category"]["other"].update(age_from="28"),
        "liability.category.other.age_from: expected int, found '28'",
    ),
    "a number for a flag": (
        lambda t: t["liability"].update(call_abroad=1),
        "liability.call_abroad: expected bool, found 1",
    ),
    "a flag for a number": (
        lambda t: t["grounds"].update(deferral_months=True),
        "grounds.deferral_months: expected int, found True",
    ),
    "no citation": (
        lambda t: t["service"]["inbox"].pop("citation"),
        "service.inbox.citation: this table is missing",
    ),
    "a unit of nobody": (
        lambda t: t["service"].update(
            inbox={"after": {"fact": "ContentConsignment", "count": 1, "unit": "moon"}}
        ),
        "service.inbox.after.unit: 'moon' is not one of hour, day, working_day",
    ),
    "nested": (
        lambda t: t["service"].update(inbox={"earliest": [{"fact": "Deposit"}, {"fact": 2}]}),
        "service.inbox.earliest[1].fact: 2 is not a fact",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_named(what: str) -> None:
    change, message = BAD[what]
    found = tables()
    change(found)
    with pytest.raises(BadProfile) as refused:
        parse(found)
    assert message in str(refused.value)


def test_its_version_is_the_hash_of_its_content() -> None:
    one, turned, other = tables(), dict(reversed(tables().items())), tables()
    other["grounds"]["deferral_months"] += 1
    assert parse(one).version == parse(turned).version != parse(other).version


def test_rules_are_read() -> None:
    found = tables()
    after = {"after": {"fact": "Deposit", "count": 3, "unit": "working_day"}}
    del found["service"]["inbox"]["fact"]
    found["service"]["inbox"]["earliest"] = [{"fact": "ContentHandover"}, after]
    inbox, paper = parse(found).channels
    assert inbox.rule == EarliestRule(
        (FactRule("ContentHandover"), AfterRule("Deposit", Period(3, Unit.WORKING_DAY)))
    )
    assert paper.rule == FactRule("ReceivedFromNonERDS")
    assert inbox.article == "article 6(1)"


def test_a_draft_is_reviewed_by_nobody() -> None:
    assert parse(tables()).reviewed_by is None
