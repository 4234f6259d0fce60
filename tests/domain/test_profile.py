"""A jurisdiction's rules as data: what is wrong is named by file, table and key."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.domain.builders import CITATION, dated, dated_profile, profile, tables
from vocatio.domain.law.periods import Period, Unit
from vocatio.domain.law.profile import BadProfile, parse
from vocatio.domain.law.rules import AfterRule, EarliestRule, FactRule

Change = Callable[[dict[str, Any]], object]

AFTER = {"fact": "Service", "count": 7, "unit": "day"}


def _set(path: str, value: Any) -> Change:
    def change(found: dict[str, Any]) -> None:
        *way, last = path.split(".")
        for name in way:
            found = found.setdefault(name, {})
        found[last] = value

    return change


BAD: dict[str, tuple[Change, str]] = {
    "no head": (lambda t: t.pop("profile"), "[] profile: is missing"),
    "no code": (lambda t: t["profile"].pop("code"), "[profile] code: is missing"),
    "a zone of nowhere": (
        _set("profile.zones", ["Nowhere/At_All"]),
        "[profile] zones: 'Nowhere/At_All' is not an IANA time zone",
    ),
    "no languages": (_set("profile.languages", []), "[profile] languages: expected a list"),
    "a language without a title": (
        _set("profile.languages", ["en", "de", "ar", "fr"]),
        "[liability.conscript.title] fr: is missing",
    ),
    "an unknown section": (_set("lliability", {}), "[lliability]: there is no such section"),
    "an unknown key": (
        _set("windows.reply_until", dated({"after": AFTER})),
        "[windows] reply_until: is unknown; known here: hearing, minimum_notice",
    ),
    "an unknown key of a value": (
        _set("calendar.weekend", dated([5, 6], till=date(2027, 1, 1))),
        "[calendar.weekend] till: is unknown; known here: citation, from, value",
    ),
    "an unknown key in a value": (
        _set("calendar.holidays", dated({"country": "AT", "regional": True, "state": "9"})),
        "[calendar.holidays.value] state: is unknown",
    ),
    "an undated value": (
        _set("windows.reply", {"after": AFTER}),
        "[windows] reply: is undated: write { from = 2026-01-01",
    ),
    "an undated scalar": (_set("calendar.region", "office"), "[calendar] region: is undated"),
    "a value without a day": (
        _set("calendar.region", {"value": "office", "citation": CITATION}),
        "[calendar.region] from: is missing",
    ),
    "a date before 1900": (
        _set("calendar.region", dated("office", date(1899, 12, 31))),
        "[calendar.region] from: 1899-12-31 is before 1900-01-01",
    ),
    "an end before the beginning": (
        _set("calendar.region", dated("office", date(2026, 1, 2), until=date(2026, 1, 1))),
        "[calendar.region] until: is before `from`",
    ),
    "overlapping validity": (
        _set(
            "calendar.region",
            [
                dated("office", date(2020, 1, 1), until=date(2026, 1, 1)),
                dated("addressee", date(2026, 1, 1)),
            ],
        ),
        "[calendar] region: two values hold on 2026-01-01: end the one from 2020-01-01",
    ),
    "no citation": (
        lambda t: t["service"]["inbox"].pop("citation"),
        "[service.inbox] citation: is missing",
    ),
    "read, yet nobody says where": (
        _set("calendar.region.citation", {**CITATION, "confidence": "read"}),
        "[calendar.region.citation] url: or source must say where it was read",
    ),
    "a placeholder with a value": (
        _set("calendar.region", dated("office", placeholder=True)),
        "[calendar.region] value: is either known or a placeholder, not both",
    ),
    "a text for a number": (
        _set("measures.exit.severity", dated("5")),
        "[measures.exit.severity] value: expected a whole number from 1 to 10, found '5'",
    ),
    "a number for a flag": (
        _set("outage.chains", dated(1)),
        "[outage.chains] value: expected true or false, found 1",
    ),
    "ages the wrong way round": (
        _set("liability.other.age", dated({"from": 60, "to": 28, "counted": "birthday"})),
        "[liability.other.age.value] to: no age is from 60 to 28",
    ),
    "a unit of nobody": (
        _set("service.inbox", dated({"after": {**AFTER, "unit": "moon"}})),
        "[service.inbox] value.after.unit: 'moon' is not one of hour, day",
    ),
    "a window that is a combination": (
        _set("windows.reply", dated({"earliest": [{"fact": "Service"}]})),
        "[windows.reply] value: a window is a period",
    ),
    "a rule for a channel that is not there": (
        _set("service.hand", dated({"fact": "HandOver"})),
        "[service] hand: there is no [channels.hand]",
    ),
    "a channel of nobody": (
        _set("channels.pigeon", {"effect": dated("serves")}),
        "[channels] pigeon: is unknown; there are: inbox, paper, hand, published",
    ),
    "a measure after itself": (
        _set("measures.exit.prerequisites", dated(["exit"])),
        "[measures.exit] prerequisites: leads back to itself: exit → exit",
    ),
    "a measure after one that is not there": (
        _set("measures.exit.prerequisites", dated(["reminder", "fine"])),
        "[measures.exit] prerequisites: leads to “fine”, which is not there; there are: credit",
    ),
    "a window that can never be met": (
        _set(
            "windows.request",
            dated({"before": {"fact": "Appointment", "count": 7, "unit": "day"}}),
        ),
        "[windows] request: can never be met by someone who has the minimum notice",
    ),
    "a reply that can never be in time": (
        _set(
            "windows.reply",
            dated({"before": {"fact": "Appointment", "count": 8, "unit": "day"}}),
        ),
        "[windows] reply: can never be met by someone who has the minimum notice",
    ),
    "a hearing that closes before it opens": (
        _set(
            "windows.hearing",
            dated({"before": {"fact": "Appointment", "count": 14, "unit": "day"}}),
        ),
        "[windows] hearing: can never be met: it closes before the appearance",
    ),
    "an appeal against a measure that closes before it opens": (
        _set(
            "remedies.appeal.window",
            dated({"before": {"fact": "Appointment", "count": 14, "unit": "day"}}),
        ),
        "[remedies.appeal] window: can never be met: it closes before the appearance",
    ),
}


def refused(found: dict[str, Any]) -> str:
    """What is said of it."""
    with pytest.raises(BadProfile) as error:
        parse(found)
    return str(error.value)


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_named(what: str) -> None:
    change, message = BAD[what]
    found = tables()
    change(found)
    assert message in refused(found)


def test_channels_that_fall_back_in_a_circle() -> None:
    found = tables()
    after = {"count": 7, "unit": "day"}
    for code, to in (("inbox", "paper"), ("paper", "inbox")):
        value = {"to": to, "when": "unread", "after": after}
        found["channels"][code]["fall_back"] = dated(value)
    said = refused(found)
    assert "[channels.inbox] fall_back: leads back to itself: inbox → paper → inbox" in said
    assert "[channels.paper] fall_back: leads back to itself: paper → inbox → paper" in said


def test_rules_that_hand_over_in_a_circle() -> None:
    found = tables()
    for code, then in (("inbox", "paper"), ("paper", "inbox")):
        node = {"served": {"fact": "ContentHandover"}, "until": {"after": AFTER}, "then": then}
        node["until"] = {"after": {**AFTER, "fact": "ContentConsignment"}}
        found["service"][code] = dated({"not_served_then": node})
    assert "[service] inbox: leads back to itself: inbox → paper → inbox" in refused(found)


def test_every_problem_is_told_at_once_with_its_file() -> None:
    found = tables()
    found["calendar"]["region"] = "office"
    found["profile"]["zones"] = ["Nowhere"]
    found["windows"]["reply"]["value"]["after"]["count"] = -1
    with pytest.raises(BadProfile) as error:
        parse(found, {"windows": "atlantis/service.toml", "calendar": "atlantis/profile.toml"})
    told = [(problem.file, problem.table) for problem in error.value.problems]
    assert told == [
        ("profile.toml", "profile"),
        ("atlantis/profile.toml", "calendar"),
        ("atlantis/service.toml", "windows.reply"),
    ]


def test_its_version_is_the_hash_of_its_content() -> None:
    one, turned, other = tables(), dict(reversed(tables().items())), tables()
    other["windows"]["reply"]["value"]["after"]["count"] += 1
    assert parse(one).version == parse(turned).version != parse(other).version


def test_two_ways_to_write_one_thing_have_one_version() -> None:
    listed = tables()
    listed["calendar"]["weekend"] = [listed["calendar"]["weekend"]]
    listed["windows"]["reply"]["value"]["after"]["roll"] = "none"
    assert parse(listed).version == parse(tables()).version


def test_a_stored_version_is_read_back_whole() -> None:
    kept = parse(tables())
    again = parse(json.loads(kept.canonical))
    assert (again.version, again.values) == (kept.version, kept.values)
    day = date(2026, 6, 1)
    assert again.on(day) == kept.on(day)


def test_a_value_holds_from_its_first_to_its_last_day() -> None:
    found = tables()
    found["calendar"]["region"] = [
        dated("authority", date(2025, 1, 1)),
        dated("office", date(2020, 1, 1), until=date(2023, 12, 31)),
        dated("addressee", date(2024, 1, 1), until=date(2024, 12, 31)),
    ]
    kept = parse(found)
    regions = [
        kept.on(day).days.region
        for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    ]
    assert regions == ["office", "addressee", "addressee", "authority"]


def test_before_anything_is_in_force_nobody_is_liable_and_nothing_serves() -> None:
    before = parse(tables()).on(date(1999, 1, 1))
    assert (before.categories, before.channels, before.measures) == ((), (), ())
    assert before.windows.reply is None


def test_a_placeholder_is_known_to_be_unknown() -> None:
    kept = parse(tables())
    (window,) = kept.values["windows.remedy"]
    assert window.placeholder
    assert kept.on(date(2026, 1, 1)).windows.remedy is None


def test_a_channel_that_only_informs_serves_nobody() -> None:
    found = tables()
    found["channels"]["inbox"]["effect"] = dated("informs")
    assert [channel.code for channel in parse(found).on(date(2026, 1, 1)).channels] == ["paper"]


def test_rules_are_read() -> None:
    after = {"after": {"fact": "Deposit", "count": 3, "unit": "working_day"}}
    inbox, paper = profile(
        inbox={"earliest": [{"fact": "ContentHandover"}, after]},
        paper={"fact": "ReceivedFromNonERDS"},
    ).channels
    assert inbox.rule == EarliestRule(
        (FactRule("ContentHandover"), AfterRule("Deposit", Period(3, Unit.WORKING_DAY)))
    )
    assert paper.rule == FactRule("ReceivedFromNonERDS")
    assert inbox.article == "article 1"


def test_a_draft_is_reviewed_by_nobody() -> None:
    kept = dated_profile()
    assert kept.draft
    assert kept.on(date(2026, 1, 1)).reviewed_by is None
