"""Laws of liability: the unknown goes to a human, and no reading of a band calls too soon."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import PROFILE
from vocatio.domain.callup.liability import OUTCOMES, Standing, answer, decide
from vocatio.domain.law.floor import MINIMUM_AGE_YEARS
from vocatio.domain.law.profile import AgeBand, Born, Category, Profile
from vocatio.domain.register.partial_date import PartialDate, age_on

ON = date(2027, 3, 1)
CONSCRIPT: Category = PROFILE.categories[0]


def standing(birth: PartialDate | None, **more: object) -> Standing:
    found = Standing(category="conscript", birth=birth, sex="f")
    return replace(found, **more)  # type: ignore[arg-type]  # because any attribute may differ


def born(day: date) -> PartialDate:
    return PartialDate.of(day)


BANDS = st.builds(
    lambda first, length, counted: AgeBand(first, first + length, counted),
    st.integers(0, 60),
    st.integers(0, 40),
    st.sampled_from(["birthday", "calendar_year"]),
)
DAYS = st.dates(date(1940, 1, 1), date(2012, 12, 31))
PARTIAL = st.one_of(
    st.builds(PartialDate, st.integers(1940, 2012)),
    st.builds(PartialDate, st.integers(1940, 2012), st.integers(1, 12)),
    DAYS.map(PartialDate.of),
)
LIMITS = st.one_of(
    st.none(),
    st.builds(Born, st.none() | DAYS, st.none()),
    st.builds(Born, st.none(), st.none() | DAYS),
)


def outcome(birth: PartialDate | None, category: Category, on: date = ON) -> str:
    return answer(standing(birth), category, on).outcome


@given(PARTIAL, BANDS, LIMITS, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_date_known_in_part_decides_only_where_every_day_agrees(
    birth: PartialDate, band: AgeBand, limits: Born | None, on: date
) -> None:
    category = replace(CONSCRIPT, age=band, born=limits)
    span = (birth.latest - birth.earliest).days
    days = {birth.earliest + timedelta(days=n) for n in range(span + 1)}
    each = {outcome(born(day), category, on) for day in days}
    told = outcome(birth, category, on)
    assert each <= {"liable", "not_liable"}
    if len(each) > 1:
        assert told == "unknown"
    elif told != "unknown":
        assert {told} == each
    else:
        # A human is asked once too often where two rules each decide some of the days; never
        # the reverse: nobody is called, or let go, on a guess.
        assert each == {"not_liable"}


@given(DAYS, BANDS, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_no_band_and_no_way_to_count_calls_a_minor(day: date, band: AgeBand, on: date) -> None:
    category = replace(CONSCRIPT, age=band)
    if answer(standing(born(day)), category, on).callable:
        assert age_on(day, on) >= MINIMUM_AGE_YEARS


@pytest.mark.parametrize(
    ("counted", "on", "expected"),
    [
        ("birthday", date(2027, 6, 14), "not_liable"),
        ("birthday", date(2027, 6, 15), "liable"),
        ("calendar_year", date(2027, 1, 1), "liable"),
        ("calendar_year", date(2026, 12, 31), "not_liable"),
    ],
)
def test_a_band_is_counted_by_birthday_or_by_calendar_year(
    counted: str, on: date, expected: str
) -> None:
    category = replace(CONSCRIPT, age=AgeBand(19, 24, counted))
    assert outcome(born(date(2008, 6, 15)), category, on) == expected


@pytest.mark.parametrize(
    ("counted", "on", "expected"),
    [
        ("birthday", date(2033, 6, 14), "liable"),
        ("birthday", date(2033, 6, 15), "not_liable"),
        ("calendar_year", date(2032, 12, 31), "liable"),
        ("calendar_year", date(2033, 1, 1), "not_liable"),
    ],
)
def test_a_band_ends_as_it_is_counted(counted: str, on: date, expected: str) -> None:
    category = replace(CONSCRIPT, age=AgeBand(19, 24, counted))
    assert outcome(born(date(2008, 6, 15)), category, on) == expected


@pytest.mark.parametrize(
    ("day", "on", "expected"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), "not_liable"),
        (date(2008, 2, 29), date(2026, 3, 1), "liable"),
        (date(2004, 2, 29), date(2032, 2, 28), "liable"),
        (date(2004, 2, 29), date(2032, 2, 29), "not_liable"),
    ],
)
def test_birthdays_on_a_leap_day(day: date, on: date, expected: str) -> None:
    assert outcome(born(day), CONSCRIPT, on) == expected


def test_a_limit_on_birth_dates_holds_beside_the_age() -> None:
    category = replace(CONSCRIPT, born=Born(date(2008, 1, 1), None))
    assert answer(standing(born(date(2007, 12, 31))), category, ON).code == "born"
    assert outcome(born(date(2008, 1, 1)), category, ON) == "liable"
    assert outcome(PartialDate(2007), category, ON) == "not_liable"


def test_what_the_profile_leaves_open_goes_to_a_human() -> None:
    day = born(date(2005, 1, 1))
    assert answer(standing(day), replace(CONSCRIPT, age=None), ON).outcome == "unknown"
    assert answer(standing(day), replace(CONSCRIPT, sexes=frozenset()), ON).outcome == "unknown"
    assert outcome(None, CONSCRIPT) == "unknown"


def test_registration() -> None:
    day = born(date(2005, 1, 1))
    anybody = replace(CONSCRIPT, registration="not_required")
    nobody = standing(day, category="")
    assert answer(nobody, CONSCRIPT, ON).code == "category"
    assert answer(nobody, anybody, ON).outcome == "liable"
    assert answer(standing(day, category="elsewhere"), anybody, ON).code == "category"


def several(*categories: Category) -> Profile:
    return replace(PROFILE, categories=categories)


def test_of_several_categories_the_one_that_makes_liable_counts() -> None:
    day = born(date(1990, 1, 1))
    young = replace(CONSCRIPT, registration="not_required")
    older = replace(PROFILE.categories[1], registration="not_required")
    wanted = frozenset({"conscript", "other"})
    found = decide(standing(day, category=""), wanted, several(young, older), ON)
    assert (found.outcome, found.code) == ("liable", "other")
    unsure = replace(older, age=None)
    found = decide(standing(day, category=""), wanted, several(young, unsure), ON)
    assert found.outcome == "unknown"
    alone = decide(standing(day, category="other"), frozenset({"conscript"}), PROFILE, ON)
    assert (alone.outcome, alone.code) == ("not_liable", "category")


STANDINGS = st.builds(
    Standing,
    category=st.sampled_from(["conscript", "other", ""]),
    birth=st.none() | PARTIAL,
    sex=st.sampled_from(["f", "m", "x", ""]),
    statuses=st.frozensets(st.sampled_from(["dead", "exempt", "abroad"]), max_size=2),
    unknown=st.frozensets(st.sampled_from(["detained", "deferred"]), max_size=2),
)


@given(STANDINGS, st.frozensets(st.sampled_from(["conscript", "other"]), min_size=1))
def test_the_whole_answer_is_the_best_of_the_answers(
    somebody: Standing, wanted: frozenset[str]
) -> None:
    found = decide(somebody, wanted, PROFILE, ON)
    each = [answer(somebody, c, ON) for c in PROFILE.categories if c.code in wanted]
    assert found in each
    assert OUTCOMES.index(found.outcome) == min(OUTCOMES.index(one.outcome) for one in each)


@given(STANDINGS)
def test_to_know_less_never_makes_anybody_liable(somebody: Standing) -> None:
    wanted = frozenset({"conscript", "other"})
    if not decide(somebody, wanted, PROFILE, ON).callable:
        blind = replace(somebody, birth=None, sex="")
        assert not decide(blind, wanted, PROFILE, ON).callable
