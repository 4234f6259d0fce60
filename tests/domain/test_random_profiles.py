"""Whatever profile can be written is read and answers, or is refused by file, table and key."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout, suppress
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.builders import SLOT, START, fact, issued, tables
from tests.domain.profiles import Chance, Drawn, Tables, dated, profiles, value
from tests.domain.rules import CALENDARS, OUTAGES
from tests.domain.test_liability_laws import PARTIAL
from vocatio.domain.callup.liability import OUTCOMES, Standing, decide, gate
from vocatio.domain.evidence.canonical import canonical, instant
from vocatio.domain.facts import Fact
from vocatio.domain.law import service
from vocatio.domain.law.audit import audit
from vocatio.domain.law.calendar import Calendar, OutsideCalendar
from vocatio.domain.law.compare import Since, changes, governing
from vocatio.domain.law.conflicts import LEFT_OUT
from vocatio.domain.law.counting import NoSuchDay
from vocatio.domain.law.floor import BY_CODE, STATUS_GATE
from vocatio.domain.law.notice import earliest_day
from vocatio.domain.law.periods import Outage
from vocatio.domain.law.profile import SECTIONS, BadProfile, Key, Problem, parse
from vocatio.domain.law.rules import NAMES
from vocatio.domain.law.telling import LANGUAGES, tell
from vocatio.domain.summons.asking import OTHER, grounds
from vocatio.domain.summons.inputs import bearing
from vocatio.domain.summons.kinds import Kind, RequestKind
from vocatio.domain.summons.reach import reach
from vocatio.domain.summons.states import TABLE, State, status
from vocatio.entry.commands.profile import audit as audit_command
from vocatio.entry.commands.profile import diff as diff_command
from vocatio.entry.commands.profile import show as show_command

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31)) | st.dates(date(1850, 1, 1), date(2200, 1, 1))
KEYS = [(section, key) for section in SECTIONS for key in section.keys]
HOURS = st.integers(0, 60 * 24)
#: A whole profile is many cases in one, and every run draws others.
some = settings(max_examples=40)


@pytest.mark.parametrize("key", [pytest.param(k, id=f"{s.name}.{k.name}") for s, k in KEYS])
def test_every_key_of_the_schema_is_drawn(key: Key) -> None:
    """A new kind of value that `Drawing` cannot draw fails here, and is never passed over."""
    chance = Chance(Random(7), [{"after": {"fact": "Service", "count": 3, "unit": "day"}}], [])
    assert [value(chance, key.kind), dated(chance, key.kind)]


@some
@given(profiles())
def test_its_canonical_form_is_read_back_under_the_same_hash(drawn: Drawn) -> None:
    profile = drawn.profile
    again = parse(json.loads(profile.canonical))
    assert (again.version, again.values) == (profile.version, profile.values)
    assert again.titles == profile.titles


@some
@given(profiles(), DAYS)
def test_the_audit_finds_or_is_clean_and_every_command_prints(drawn: Drawn, on: date) -> None:
    profile = drawn.profile
    found = audit(profile, on)
    assert {conflict.rule for conflict in found.conflicts} <= {*BY_CODE, LEFT_OUT}
    for conflict in found.conflicts:
        assert conflict.path.split(".")[0] in {section.name for section in SECTIONS}
        assert conflict.asks
        assert conflict.instead
    for form in ("text", "json"):
        with redirect_stdout(StringIO()) as printed:
            assert audit_command.run(profile, on, form=form) == (0 if found.complete else 1)
            show_command.run(profile, on, form=form)
        assert profile.version in printed.getvalue()


@some
@given(profiles(), profiles(), DAYS, DAYS)
def test_two_versions_are_compared_and_the_kinder_governs(
    one: Drawn, other: Drawn, issue: date, today: date
) -> None:
    old, new = one.profile, other.profile
    rules = governing(old, [Since(max(issue, today), new)], issued=issue, today=max(issue, today))
    at_issue = old.on(issue)
    assert (rules.version, rules.on) == (old.version, issue)
    assert (rules.channels, rules.days) == (at_issue.channels, at_issue.days)
    assert governing(old, [], issued=issue, today=issue) == at_issue
    assert bool(changes(old, new)) == (old.values != new.values)
    with redirect_stdout(StringIO()) as printed:
        diff_command.run(old, new, form="text")
        diff_command.run(old, new, form="json")
    assert printed.getvalue()


def _fact(kind: str, hours: int, later: int, number: int) -> Fact:
    """Any fact, with what facts of its kind say."""
    at = START + timedelta(hours=hours)
    said = instant(at + timedelta(hours=later))
    data: dict[str, Mapping[str, Any]] = {
        "Request": {"kind": ["deferral", "non_receipt", "reschedule"][number % 3], "ground": "x"},
        "Decision": {
            "request": str(UUID(int=100 + number - 1)),
            "outcome": ["granted", "refused"][number % 2],
        },
        "Appointment": {"slot": str(SLOT), "starts_at": said},
        "NonReceipt": {"received_at": said} if number % 2 else {},
        "Outage": {"begins": instant(at), "ends": said if number % 2 else ""},
    }
    recorded = at + timedelta(hours=later % 48)
    return fact(kind, at, number=number, recorded=recorded, data=data.get(kind, {}))


FACTS = st.lists(
    st.builds(
        _fact,
        st.sampled_from(sorted(NAMES - {Kind.ISSUED})),
        HOURS,
        st.integers(0, 500),
        st.integers(10, 99),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
).map(lambda facts: [issued(), *facts])


@some
@given(profiles(), FACTS, CALENDARS, OUTAGES, HOURS)
def test_every_question_about_a_summons_has_an_answer_in_words(
    drawn: Drawn, facts: list[Fact], calendar: Calendar, outages: list[Outage], hours: int
) -> None:
    rules = drawn.profile.on(START.date())
    on = START + timedelta(hours=hours)
    found = status(facts, rules, calendar, on=on, outages=outages)
    assert found.state in {State.ISSUED, *TABLE.values()}
    assert found.next_due_at is None or found.next_due_at > on
    assert found.service == service.decide(facts, rules, calendar, on=on, outages=outages)
    because = found.service.because
    assert canonical(because.table())
    for language in LANGUAGES:
        lines = tell(because, language)
        assert lines
        assert all(line.text.strip() for line in lines)


@some
@given(profiles(), DAYS)
def test_what_is_asked_of_the_rules_beside_service_has_an_answer(drawn: Drawn, on: date) -> None:
    rules = drawn.profile.on(on)
    assert reach(rules).reminders >= 0
    assert bearing(drawn.profile).kinds
    for kind in RequestKind:
        assert grounds(rules, kind)[-1] == OTHER


@some
@given(profiles(), CALENDARS, st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_the_earliest_day_to_appear_is_a_day_or_a_named_error(
    drawn: Drawn, calendar: Calendar, on: date
) -> None:
    with suppress(OutsideCalendar, NoSuchDay):
        assert earliest_day(on, drawn.profile.on(on), calendar) >= on


STANDINGS = st.builds(
    Standing,
    category=st.sampled_from(["", "conscript", "other", "fine"]),
    birth=st.none() | PARTIAL,
    sex=st.sampled_from(["", "f", "m", "x"]),
    statuses=st.frozensets(st.sampled_from((*STATUS_GATE, "exempt", "abroad")), max_size=1),
    unknown=st.frozensets(st.sampled_from((*STATUS_GATE, "deferred")), max_size=1),
    has_number=st.booleans(),
    address_independent=st.booleans(),
    merged=st.booleans(),
    look_alike=st.booleans(),
)


@some
@given(profiles(), STANDINGS, DAYS)
def test_liability_has_one_answer_with_its_basis_and_never_passes_the_gate(
    drawn: Drawn, standing: Standing, on: date
) -> None:
    rules = drawn.profile.on(on)
    wanted = frozenset(category.code for category in rules.categories)
    found = decide(standing, wanted, rules, on)
    assert found.outcome in OUTCOMES
    assert found.code
    assert found.basis
    if found.callable:
        assert gate(standing) is None
        assert found.code in wanted


def deep(levels: int) -> Any:
    """A rule in a rule in a rule."""
    found: Any = {"fact": "Service"}
    for _ in range(levels):
        found = {"earliest": [found]}
    return found


#: What TOML can hold, and hardly any key wants.
JUNK: tuple[Any, ...] = (
    *(deep(15), deep(100)),
    *(True, -1, 2**70, 1.5, float("nan"), float("inf"), "", " ", "x", "2026-13-01", "1899-12-31"),
    *([], [[]], [1, "x"], [{}], {}, {"x": 1}, {"fact": "Nothing"}, {"from": 1, "value": 2}),
    *(date(1899, 12, 31), date.max, time(9), datetime(2026, 1, 1, tzinfo=UTC)),
)
#: No key has this form, and no code either.
UNKNOWN = "No-Key"


def _places(found: Any, way: str = "") -> Iterator[tuple[str, Any]]:
    """Every table and every list in it, with its way there."""
    if isinstance(found, dict | list):
        yield way, found
    items = found.items() if isinstance(found, dict) else ()
    for key, inner in items:
        yield from _places(inner, f"{way}.{key}".lstrip("."))
    for number, inner in enumerate(found if isinstance(found, list) else (), 1):
        yield from _places(inner, f"{way} {number}")


@st.composite
def broken(draw: st.DrawFn) -> Tables:
    """A sound profile with some of its places broken."""
    found = deepcopy(draw(profiles()).tables)
    for _ in range(draw(st.integers(1, 3))):
        places = [place for _, place in _places(found) if place]
        place = draw(st.sampled_from(places or [{"profile": {}}]))
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from(keys))
        if draw(st.booleans()):
            place[key] = deepcopy(draw(st.sampled_from(JUNK)))
        else:
            del place[key]
    return found


FILES = {section.name: f"atlantis/{section.name}.toml" for section in SECTIONS}


@some
@given(broken())
def test_what_is_broken_is_named_by_file_table_and_key(found: Tables) -> None:
    problems: Sequence[Problem] = ()
    try:
        profile = parse(found, FILES)
    except BadProfile as error:
        problems = error.problems or pytest.fail("refused, and nobody says why")
    else:
        assert parse(json.loads(profile.canonical)).version == profile.version
    for problem in problems:
        assert problem.file == FILES.get(problem.table.partition(".")[0], "profile.toml")
        assert problem.table or problem.key
        assert problem.says


@pytest.mark.parametrize("levels", [20, 10_000])
def test_a_rule_too_deep_to_walk_is_refused_before_anybody_walks_it(levels: int) -> None:
    found = tables() | {"service": {"inbox": deep(levels)}}
    with pytest.raises(BadProfile, match=r"atlantis/service.toml: \[service\] inbox: is nested"):
        parse(found, FILES)


@some
@given(profiles(), st.data())
def test_no_table_has_a_key_that_nobody_reads(drawn: Drawn, data: st.DataObject) -> None:
    found = deepcopy(drawn.tables)
    there = [(way, place) for way, place in _places(found) if isinstance(place, dict)]
    way, table = data.draw(st.sampled_from(there))
    table[UNKNOWN] = 1
    with pytest.raises(BadProfile) as error:
        parse(found, FILES)
    assert any(UNKNOWN in f"{one.table} {one.key}" for one in error.value.problems), way


@some
@given(profiles(), st.data())
def test_no_value_is_undated_or_without_its_source(drawn: Drawn, data: st.DataObject) -> None:
    found = deepcopy(drawn.tables)
    values = [
        place for _, place in _places(found) if isinstance(place, dict) and "citation" in place
    ]
    if values:
        entry = data.draw(st.sampled_from(values))
        lost = data.draw(st.sampled_from(["from", "citation"]))
        del entry[lost]
        with pytest.raises(BadProfile, match=f"{lost}: is missing|is undated"):
            parse(found, FILES)
