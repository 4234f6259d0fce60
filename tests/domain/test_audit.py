"""The audit: each conflict with the floor is named by its code, each gap by its path."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from tests.domain.builders import dated, tables
from vocatio.domain.law.audit import Audit, audit
from vocatio.domain.law.conflicts import LEFT_OUT
from vocatio.domain.law.profile import parse

ON = date(2026, 6, 1)
TITLE = {"en": "a", "de": "b", "ar": "c"}


def days(count: int, node: str = "after", fact: str = "EvidencedReceipt") -> dict[str, Any]:
    return {node: {"fact": fact, "count": count, "unit": "day"}}


def kind_profile() -> dict[str, Any]:
    """Asks for nothing that the floor would not do, and says everything that is required."""
    found = tables()
    length = {"count": 6, "unit": "month"}
    found["service"] = {
        "inbox": dated({"fact": "ContentHandover"}),
        "paper": dated({"fact": "ReceivedFromNonERDS"}),
    }
    found["windows"] = {
        "reply": dated(days(14, fact="Service")),
        "minimum_notice": dated(days(14, "before", "Appointment")),
        "request": dated(days(0, "before", "Appointment")),
        "hearing": dated(days(14)),
        "remedy": dated(days(30)),
    }
    found["measures"] = {
        "fine": {
            "title": TITLE,
            "kind": dated("fine_proposal"),
            "severity": dated(1),
            "upon": dated("final_decision"),
            "prerequisites": dated(["reminder", "new_date", "hearing", "decision"]),
            "decided_by": dated("court"),
            "independent": dated(True),
            "longest": dated(length),
            "review": dated({"count": 1, "unit": "month"}),
        }
    }
    found["remedies"] = {
        "appeal": {
            "title": TITLE,
            "against": dated("measure"),
            "body": dated("court"),
            "independent": dated(True),
            "window": dated(days(30)),
            "suspensive": dated("automatic"),
        }
    }
    for ground in found["grounds"].values():
        ground |= {"renewals": dated(1), "blocks": dated(True)}
    found["grounds"]["conscience"] = {
        "title": TITLE,
        "kinds": dated(["conscience"]),
        "decided_by": dated("board"),
        "independent": dated(True),
        "lasts": dated("none"),
        "renewals": dated(0),
        "blocks": dated(True),
    }
    found["outage"] = {"adds": dated("days_touched"), "chains": dated(True)}
    found["restitution"] = {"window": dated(days(14, fact="Event")), "body": dated("court")}
    found["retention"] = {key: dated(length) for key in ("summons", "case", "readings")}
    return found


def audited(found: dict[str, Any]) -> Audit:
    return audit(parse(found), ON)


def rules(found: Audit) -> set[str]:
    return {conflict.rule for conflict in found.conflicts}


def test_a_profile_that_asks_for_nothing_below_the_floor() -> None:
    found = audited(kind_profile())
    assert found.conflicts == ()
    assert found.complete
    assert [unsaid.path for unsaid in found.unsaid if unsaid.required] == []


def test_the_worst_case_loads_and_each_conflict_is_named() -> None:
    """A restriction on arrival, without hearing, decision or end date."""
    found = kind_profile()
    worst = {
        "title": TITLE,
        "kind": dated("exit"),
        "severity": dated(1),
        "upon": dated("available"),
        "decided_by": dated("none"),
        "longest": dated("none"),
        "review": dated("none"),
    }
    found["measures"] = {"exit": worst}
    answer = audited(found)
    assert rules(answer) == {"F8", "F9", "F10", "F11", "F12", "F13", "F15"}
    assert all(conflict.instead for conflict in answer.conflicts)
    assert answer.complete


Change = Callable[[dict[str, Any]], object]

CONFLICTS: dict[str, tuple[str, str, Change]] = {
    "a week's notice": (
        "F4",
        "windows.minimum_notice",
        lambda t: t["windows"].update(minimum_notice=dated(days(7, "before", "Appointment"))),
    ),
    "no time to reply": (
        "F4",
        "windows.reply",
        lambda t: t["windows"].update(reply=dated(days(0, fact="Service"))),
    ),
    "served on arrival": (
        "F5",
        "service.inbox",
        lambda t: t["service"].update(inbox=dated({"fact": "ContentConsignment"})),
    ),
    "served by time": (
        "F5",
        "service.inbox",
        lambda t: t["service"].update(inbox=dated(days(4, fact="ContentConsignment"))),
    ),
    "deadlines in an outage": (
        "F6",
        "outage.adds",
        lambda t: t["outage"].update(adds=dated("nothing")),
    ),
    "a request that blocks nothing": (
        "F7",
        "grounds.study.blocks",
        lambda t: t["grounds"]["study"].update(blocks=dated(False)),
    ),
    "no time for whoever was kept away": (
        "F6",
        "restitution.window",
        lambda t: t["restitution"].update(window=dated(days(0, fact="Event"))),
    ),
    "requests at once": (
        "F7",
        "windows.request",
        lambda t: t["windows"].update(request=dated(days(0, fact="Service"))),
    ),
    "requests until a week before": (
        "F7",
        "windows.request",
        lambda t: t["windows"].update(request=dated(days(7, "before", "Appointment"))),
    ),
    "a remedy of no days": (
        "F7",
        "windows.remedy",
        lambda t: t["windows"].update(remedy=dated(days(0))),
    ),
    "a remedy of a week": (
        "F7",
        "windows.remedy",
        lambda t: t["windows"].update(remedy=dated(days(7))),
    ),
    "a hearing that nobody need know of": (
        "F8",
        "windows.hearing",
        lambda t: t["windows"].update(hearing=dated(days(14, fact="ContentConsignment"))),
    ),
    "a hearing of no days": (
        "F8",
        "windows.hearing",
        lambda t: t["windows"].update(hearing=dated(days(0))),
    ),
    "a fine without hearing": (
        "F8",
        "measures.fine.prerequisites",
        lambda t: t["measures"]["fine"].update(prerequisites=dated(["reminder", "new_date"])),
    ),
    "upon presumed service": (
        "F9",
        "measures.fine.upon",
        lambda t: t["measures"]["fine"].update(upon=dated("service")),
    ),
    "nobody decides": (
        "F10",
        "measures.fine.decided_by",
        lambda t: t["measures"]["fine"].update(decided_by=dated("none")),
    ),
    "the office decides": (
        "F11",
        "measures.fine.decided_by",
        lambda t: t["measures"]["fine"].update(independent=dated(False)),
    ),
    "no reminder": (
        "F12",
        "measures.fine.prerequisites",
        lambda t: t["measures"]["fine"].update(prerequisites=dated(["hearing", "new_date"])),
    ),
    "at once upon the decision": (
        "F13",
        "measures.fine.upon",
        lambda t: t["measures"]["fine"].update(upon=dated("decision")),
    ),
    "no suspensive effect": (
        "F14",
        "remedies.appeal.suspensive",
        lambda t: t["remedies"]["appeal"].update(suspensive=dated("none")),
    ),
    "suspended by a court alone": (
        "F14",
        "remedies.appeal.suspensive",
        lambda t: t["remedies"]["appeal"].update(suspensive=dated("court")),
    ),
    "no time to appeal": (
        "F14",
        "remedies.appeal.window",
        lambda t: t["remedies"]["appeal"].update(window=dated(days(0))),
    ),
    "a year": (
        "F15",
        "measures.fine.longest",
        lambda t: t["measures"]["fine"].update(longest=dated({"count": 1, "unit": "year"})),
    ),
    "names in public": (
        "F19",
        "measures.fine.kind",
        lambda t: t["measures"]["fine"].update(kind=dated("public_list")),
    ),
    "children": (
        "F22",
        "liability.conscript.age",
        lambda t: t["liability"]["conscript"].update(
            age=dated({"from": 17, "to": 27, "counted": "birthday"})
        ),
    ),
    "those who turn eighteen this year": (
        "F22",
        "liability.conscript.age",
        lambda t: t["liability"]["conscript"].update(
            age=dated({"from": 18, "to": 27, "counted": "calendar_year"})
        ),
    ),
    "conscience before the office": (
        "F24",
        "grounds.conscience.decided_by",
        lambda t: t["grounds"]["conscience"].update(independent=dated(False)),
    ),
    "no credit": (
        LEFT_OUT,
        "measures.fine.kind",
        lambda t: t["measures"]["fine"].update(kind=dated("credit")),
    ),
}


@pytest.mark.parametrize("what", CONFLICTS)
def test_a_conflict_is_named_by_its_rule_and_its_place(what: str) -> None:
    rule, path, change = CONFLICTS[what]
    found = kind_profile()
    change(found)
    answer = audited(found)
    assert (rule, path) in {(conflict.rule, conflict.path) for conflict in answer.conflicts}


def test_a_heavier_measure_waits_for_the_lighter_one() -> None:
    found = kind_profile()
    found["measures"]["exit"] = found["measures"]["fine"] | {"severity": dated(5)}
    assert ("F12", "measures.exit.severity") in {
        (conflict.rule, conflict.path) for conflict in audited(found).conflicts
    }
    steps = ["reminder", "new_date", "hearing", "decision", "fine"]
    found["measures"]["exit"]["prerequisites"] = dated(steps)
    assert audited(found).conflicts == ()


def test_what_may_be_disproved_is_no_conflict() -> None:
    found = kind_profile()
    rule = {"presumed": days(4, fact="RelayToNonERDS"), "proof": "NonReceipt"}
    found["service"]["paper"] = dated({"unless_proven": rule})
    assert audited(found).conflicts == ()


@pytest.mark.parametrize(
    "path",
    [
        "calendar.weekend",
        "windows.hearing",
        "outage.adds",
        "restitution.window",
        "retention.summons",
        "liability.other.age",
        "remedies.appeal.suspensive",
    ],
)
def test_whatever_is_required_and_unsaid_fails_the_audit(path: str) -> None:
    found = kind_profile()
    *way, last = path.split(".")
    table = found
    for name in way:
        table = table[name]
    gone = table.pop(last)
    assert not audited(found).complete
    assert path in {unsaid.path for unsaid in audited(found).unsaid if unsaid.required}
    table[last] = {"from": gone["from"], "citation": gone["citation"], "placeholder": True}
    assert path in {unsaid.path for unsaid in audited(found).unsaid if unsaid.placeholder}
    assert not audited(found).complete


def test_a_whole_section_that_is_missing_is_named() -> None:
    found = kind_profile()
    del found["remedies"]
    unsaid = {one.path for one in audited(found).unsaid if one.required}
    assert "remedies" in unsaid


def test_a_profile_by_which_nothing_serves() -> None:
    found = kind_profile()
    found["service"] = {}
    assert "service" in {one.path for one in audited(found).unsaid if one.required}


def test_what_was_not_read_is_listed_with_its_source() -> None:
    found = kind_profile()
    found["calendar"]["weekend"]["citation"] |= {"confidence": "read", "url": "https://law.example"}
    doubts = {doubt.path for doubt in audited(found).doubts}
    assert "calendar.weekend" not in doubts
    assert "calendar.holidays" in doubts


def test_a_language_in_which_nobody_can_explain_service_fails_the_audit() -> None:
    found = kind_profile()
    found["profile"]["languages"] = ["fr", "en", "de-AT", "ar"]
    for table in (found["profile"], *_titled(found)):
        table["title"] = TITLE | {"fr": "a", "de-AT": "b"}
        del table["title"]["de"]
    answer = audited(found)
    (missing,) = (one for one in answer.unsaid if one.path == "profile.languages")
    assert "“fr”" in missing.says
    assert not answer.complete


def _titled(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in ("liability", "grounds", "measures", "remedies"):
        yield from found[section].values()
