"""Random rules of the whole grammar, with facts, calendars and outages to judge them by."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.derivation import Known, Moment, Setting
from vocatio.domain.law.periods import (
    DAYS,
    Boundary,
    MonthEnd,
    Outage,
    Period,
    Roll,
    Start,
    Unit,
    regulated,
)
from vocatio.domain.law.rules import (
    NAMES,
    AfterRule,
    BeforeRule,
    EarliestRule,
    FactRule,
    LatestRule,
    NotServedThenRule,
    Rule,
    UnlessProvenRule,
)

FACTS = st.sampled_from(sorted(NAMES))
CHANNELS = st.sampled_from(["inbox", "paper", "hand", "published"])
COUNTS = st.integers(0, 40) | st.integers(0, 1000)
HOURS = st.builds(Period, COUNTS, st.just(Unit.HOUR), start=st.sampled_from(Start))
LONGER = st.builds(
    Period,
    COUNTS,
    st.sampled_from([unit for unit in Unit if unit != Unit.HOUR]),
    start=st.sampled_from(Start),
    boundary=st.sampled_from(Boundary),
    roll=st.sampled_from(Roll),
    month_end=st.sampled_from(MonthEnd),
    cutoff=st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    working_days=st.integers(0, 3),
).filter(lambda p: p.unit not in DAYS or p.working_days <= p.count)
BACK = st.builds(
    Period,
    COUNTS,
    st.sampled_from([unit for unit in Unit if unit != Unit.HOUR]),
    start=st.sampled_from(Start),
    boundary=st.sampled_from(Boundary),
    roll=st.sampled_from([Roll.NONE, Roll.PREVIOUS]),
    month_end=st.sampled_from(MonthEnd),
)
LEAVES: st.SearchStrategy[Rule] = (
    st.builds(FactRule, FACTS)
    | st.builds(AfterRule, FACTS, HOURS | LONGER | LONGER.map(regulated))
    | st.builds(BeforeRule, FACTS, HOURS | BACK)
)


def _combined(rules: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    several = st.lists(rules, min_size=1, max_size=3).map(tuple)
    return (
        st.builds(EarliestRule, several)
        | st.builds(LatestRule, several)
        | st.builds(UnlessProvenRule, rules, FACTS)
        | st.builds(NotServedThenRule, rules, rules, CHANNELS)
    )


RULES = st.recursive(LEAVES, _combined, max_leaves=6)

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 12, 31, tzinfo=UTC)
MOMENTS = st.datetimes(
    FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC)
).map(lambda at: at.replace(second=0))
KNOWN = st.dictionaries(
    FACTS, st.builds(Moment, MOMENTS, st.uuids() | st.just(UUID(int=7)), st.none() | MOMENTS)
)
CALENDARS = st.builds(
    lambda days, weekend: Calendar(
        "XX",
        date(2024, 1, 1),
        date(2031, 12, 31),
        weekend,
        dict.fromkeys(days, "a holiday"),
    ),
    st.lists(st.dates(date(2025, 1, 1), date(2030, 1, 1)), max_size=20),
    st.frozensets(st.integers(0, 6), max_size=7),
)
OUTAGES = st.lists(
    st.builds(
        lambda begins, hours: Outage(begins, begins + timedelta(hours=hours) if hours else None),
        MOMENTS,
        st.integers(0, 300),
    ),
    max_size=2,
)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Havana"]).map(ZoneInfo)
SETTINGS = st.builds(Setting, CALENDARS, ZONES, OUTAGES)


def cases() -> st.SearchStrategy[tuple[Rule, Known, Setting]]:
    """A rule, what is known, and what it is judged by."""
    return st.tuples(RULES, KNOWN, SETTINGS)
