"""F21: the version at issue governs, a later one only where it favours the person."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import dated
from tests.domain.test_audit import TITLE, days, kind_profile
from vocatio.domain.law.compare import Since, changes, governing
from vocatio.domain.law.favour import favours
from vocatio.domain.law.profile import DatedProfile, Profile, parse
from vocatio.domain.law.profile.words import in_words

ISSUED, TODAY = date(2026, 6, 1), date(2026, 9, 1)


def govern(later: dict[str, Any]) -> Profile:
    return governed(parse(kind_profile()), parse(later))


def governed(*versions: DatedProfile) -> Profile:
    """By the first one at issue, while each of the others came into force a week after another."""
    issue, *later = versions
    since = [Since(ISSUED + timedelta(weeks=n), one) for n, one in enumerate(later, 1)]
    return governing(issue, since, issued=ISSUED, today=TODAY)


def at_issue() -> Profile:
    return parse(kind_profile()).on(ISSUED)


def changed(section: str, key: str, value: object) -> dict[str, Any]:
    found = kind_profile()
    table = found[section]
    for name in key.split(".")[:-1]:
        table = table[name]
    table[key.rsplit(".", maxsplit=1)[-1]] = dated(value)
    return found


KINDER = {
    "a longer reply": ("windows", "reply", days(21, fact="Service")),
    "a longer notice": ("windows", "minimum_notice", days(28, "before", "Appointment")),
    "a longer hearing": ("windows", "hearing", days(21)),
    "a shorter measure": ("measures", "fine.longest", {"count": 3, "unit": "month"}),
    "one more renewal": ("grounds", "study.renewals", 2),
    "one more kind": ("grounds", "work.kinds", ["reschedule", "deferral", "exemption", "excuse"]),
    "fewer sexes": ("liability", "conscript.sexes", ["m", "x"]),
    "fewer ages": (
        "liability",
        "conscript.age",
        {"from": 20, "to": 25, "counted": "birthday"},
    ),
    "a longer restitution": ("restitution", "window", days(30, fact="Event")),
}
HARSHER = {
    "a shorter reply": ("windows", "reply", days(7, fact="Service")),
    "a shorter notice": ("windows", "minimum_notice", days(7, "before", "Appointment")),
    "requests that end earlier": ("windows", "request", days(3, "before", "Appointment")),
    "a measure without end": ("measures", "fine.longest", "none"),
    "upon service": ("measures", "fine.upon", "service"),
    "fewer steps": ("measures", "fine.prerequisites", ["reminder"]),
    "no suspension": ("remedies", "appeal.suspensive", "none"),
    "nothing for outages": ("outage", "adds", "nothing"),
    "more ages": ("liability", "other.age", {"from": 18, "to": 70, "counted": "birthday"}),
    "other days off": ("calendar", "weekend", [6]),
}


@pytest.mark.parametrize("what", KINDER)
def test_what_favours_the_person_governs_at_once(what: str) -> None:
    section, key, value = KINDER[what]
    later = changed(section, key, value)
    assert govern(later) != at_issue()
    path = f"{section}.{key}"
    (change,) = changes(parse(kind_profile()), parse(later))
    assert change.path == path
    assert favours(path, change.old[0].value, change.new[0].value)


@pytest.mark.parametrize("what", HARSHER)
def test_what_does_not_favour_the_person_changes_nothing(what: str) -> None:
    section, key, value = HARSHER[what]
    assert govern(changed(section, key, value)) == at_issue()


def test_a_new_measure_waits_for_new_summonses_and_one_that_is_gone_is_gone() -> None:
    more = kind_profile()
    more["measures"]["exit"] = more["measures"]["fine"] | {"kind": dated("exit")}
    assert govern(more) == at_issue()
    none = kind_profile()
    del none["measures"]
    assert govern(none).measures == ()


def test_a_measure_that_says_less_than_before_keeps_what_it_said() -> None:
    later = kind_profile()
    del later["measures"]["fine"]["review"]
    assert govern(later) == at_issue()


def test_a_new_ground_helps_at_once_and_one_that_is_gone_stays() -> None:
    more, fewer = kind_profile(), kind_profile()
    more["grounds"]["farm"] = more["grounds"]["work"] | {"title": TITLE}
    del fewer["grounds"]["study"]
    assert "farm" in {ground.code for ground in govern(more).grounds}
    assert govern(fewer) == at_issue()


def test_a_change_that_comes_into_force_after_issue_counts_only_where_it_helps() -> None:
    found = kind_profile()
    before = dated(days(14), until=date(2026, 7, 31))
    found["windows"]["hearing"] = [before, dated(days(21), date(2026, 8, 1))]
    version = parse(found)
    rules = governed(version)
    assert rules.windows.hearing == version.on(TODAY).windows.hearing
    assert rules.on == ISSUED


def test_what_was_kinder_for_a_while_stays() -> None:
    plain, kinder = parse(kind_profile()), parse(changed("windows", "hearing", days(21)))
    harsher = parse(changed("windows", "hearing", days(7)))
    rules = governed(plain, kinder, plain, harsher)
    assert rules.windows == kinder.on(ISSUED).windows
    assert rules.version == plain.version


def test_what_was_kinder_between_two_days_of_one_version_stays() -> None:
    found = kind_profile()
    found["windows"]["hearing"] = [
        dated(days(14), until=date(2026, 6, 30)),
        dated(days(30), date(2026, 7, 1), until=date(2026, 7, 31)),
        dated(days(14), date(2026, 8, 1)),
    ]
    version = parse(found)
    assert governed(version).windows.hearing == version.on(date(2026, 7, 15)).windows.hearing


def test_a_version_that_came_into_force_later_than_today_changes_nothing() -> None:
    later = [Since(TODAY + timedelta(days=1), parse(changed("windows", "hearing", days(21))))]
    plain = parse(kind_profile())
    assert governing(plain, later, issued=ISSUED, today=TODAY) == at_issue()


PERIODS = st.integers(0, 60)


@given(PERIODS, PERIODS, PERIODS)
def test_nothing_is_kinder_than_itself_and_never_both_ways(one: int, two: int, three: int) -> None:
    path = "windows.hearing"
    kept = [parse(changed("windows", "hearing", days(n))).on(ISSUED) for n in (one, two, three)]
    a, b, c = (profile.windows.hearing for profile in kept)
    assert not favours(path, a, a)
    assert not (favours(path, a, b) and favours(path, b, a))
    if favours(path, a, b) and favours(path, b, c):
        assert favours(path, a, c)


def test_two_equal_profiles_differ_in_nothing() -> None:
    one = parse(kind_profile())
    assert changes(one, parse(json.loads(one.canonical))) == ()


def test_values_are_told_in_words() -> None:
    kept: DatedProfile = parse(kind_profile())
    said = {path: in_words(values[0].raw) for path, values in kept.values.items()}
    assert said["windows.minimum_notice"] == "14 days before Appointment"
    assert said["service.paper"] == "when ReceivedFromNonERDS occurs"
    assert said["measures.fine.longest"] == "6 months"
    assert said["measures.fine.independent"] == "yes"
    assert said["liability.conscript.age"] == "from 18, to 27, counted birthday"
