"""Who may be called: liability, identity (F1) and the status gate (F22)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import PROFILE
from vocatio.domain.callup.liability import Standing, decide
from vocatio.domain.law.floor import MINIMUM_AGE_YEARS, STATUS_GATE
from vocatio.domain.law.profile import AgeBand, Category
from vocatio.domain.register.partial_date import PartialDate, age_on

ON = date(2027, 3, 1)
WANTED = frozenset({"conscript", "other"})
SOUND = Standing(category="conscript", birth=PartialDate(2005, 1, 1), sex="f")
STATUSES = (*STATUS_GATE, "exempt", "deferred", "abroad")


def ask(**more: object) -> tuple[str, str, str]:
    """What the rule says of a sound standing that differs in this."""
    answer = decide(replace(SOUND, **more), WANTED, PROFILE, ON)  # type: ignore[arg-type]  # because any attribute may differ
    return answer.outcome, answer.code, answer.basis


def test_somebody_liable() -> None:
    assert ask() == ("liable", "conscript", "article 2")
    assert ask(category="other", birth=PartialDate(1990)) == ("liable", "other", "article 3")


@pytest.mark.parametrize("kind", STATUS_GATE)
def test_f22_the_gate(kind: str) -> None:
    assert ask(statuses=frozenset({kind})) == ("not_liable", kind, "F22")
    assert ask(unknown=frozenset({kind})) == ("unknown", kind, "F22")


@pytest.mark.parametrize("kind", ["exempt", "deferred", "abroad"])
def test_who_is_excused(kind: str) -> None:
    assert ask(statuses=frozenset({kind})) == ("not_liable", kind, "article 2")
    assert ask(unknown=frozenset({kind})) == ("unknown", kind, "article 2")


def test_people_abroad_where_the_law_calls_them() -> None:
    abroad = tuple(replace(each, residence="anywhere") for each in PROFILE.categories)
    lenient = replace(PROFILE, categories=abroad)
    standing = replace(SOUND, statuses=frozenset({"abroad"}))
    assert decide(standing, WANTED, lenient, ON).outcome == "liable"


def test_f1_two_sources() -> None:
    assert ask(has_number=False) == ("unknown", "no_number", "F1")
    assert ask(address_independent=False) == ("unknown", "one_source", "F1")


def test_what_the_register_does_not_know_goes_to_a_human() -> None:
    assert ask(birth=None) == ("unknown", "birth_date", "article 2")
    assert ask(sex="") == ("unknown", "sex", "article 2")


def test_a_category_that_the_order_does_not_want() -> None:
    answer = decide(SOUND, frozenset({"other"}), PROFILE, ON)
    assert (answer.outcome, answer.code) == ("not_liable", "category")
    assert ask(category="") == ("not_liable", "category", "liability")


def test_a_sex_that_the_law_does_not_call() -> None:
    only = replace(PROFILE.categories[0], sexes=frozenset({"m"}))
    narrow = replace(PROFILE, categories=(only,))
    assert decide(SOUND, WANTED, narrow, ON).code == "sex"


@pytest.mark.parametrize(
    ("birth", "outcome", "code"),
    [
        (date(2009, 3, 1), "liable", "conscript"),
        (date(2009, 3, 2), "not_liable", "minor"),
        (date(1999, 3, 2), "liable", "conscript"),
        (date(1999, 3, 1), "not_liable", "age"),
    ],
)
def test_the_birthday_itself_counts(birth: date, outcome: str, code: str) -> None:
    assert ask(birth=PartialDate.of(birth))[:2] == (outcome, code)


@pytest.mark.parametrize(
    ("birth", "outcome", "code"),
    [
        ("2008", "liable", "conscript"),
        ("2009", "unknown", "birth_date"),
        ("2009-02", "liable", "conscript"),
        ("2009-03", "unknown", "birth_date"),
        ("2010", "not_liable", "minor"),
        ("1999", "unknown", "birth_date"),
        ("1998", "not_liable", "age"),
    ],
)
def test_a_birth_date_that_is_partly_unknown(birth: str, outcome: str, code: str) -> None:
    assert ask(birth=PartialDate.parse(birth))[:2] == (outcome, code)


def test_a_leap_day_is_completed_on_the_first_of_march() -> None:
    birth = date(2008, 2, 29)
    assert age_on(birth, date(2026, 2, 28)) == MINIMUM_AGE_YEARS - 1
    assert age_on(birth, date(2026, 3, 1)) == MINIMUM_AGE_YEARS
    assert age_on(birth, date(2028, 2, 29)) == MINIMUM_AGE_YEARS + 2


STANDINGS = st.builds(
    Standing,
    category=st.sampled_from(["conscript", "other", "", "elsewhere"]),
    birth=st.none()
    | st.builds(
        lambda day, known: PartialDate(*(day.year, day.month, day.day)[:known]),
        st.dates(date(1920, 1, 1), date(2027, 3, 1)),
        st.integers(1, 3),
    ),
    sex=st.sampled_from(["f", "m", "x", ""]),
    statuses=st.frozensets(st.sampled_from(STATUSES), max_size=3),
    unknown=st.frozensets(st.sampled_from(STATUSES), max_size=3),
    has_number=st.booleans(),
    address_independent=st.booleans(),
)


@given(STANDINGS, st.integers(0, 17))
def test_f22_a_profile_that_calls_children_calls_none(standing: Standing, age_from: int) -> None:
    strict = tuple(_from(category, age_from) for category in PROFILE.categories)
    answer = decide(standing, WANTED, replace(PROFILE, categories=strict), ON)
    if answer.callable:
        assert standing.birth
        assert age_on(standing.birth.latest, ON) >= MINIMUM_AGE_YEARS


def _from(category: Category, age: int) -> Category:
    return replace(category, age=AgeBand(age, 99, "birthday"))


@given(STANDINGS)
def test_whoever_may_be_called_is_beyond_doubt(standing: Standing) -> None:
    if decide(standing, WANTED, PROFILE, ON).callable:
        assert not (standing.statuses | standing.unknown) & set(STATUS_GATE)
        assert standing.has_number
        assert standing.address_independent
        assert standing.birth is not None


@given(STANDINGS, st.sampled_from(STATUSES))
def test_one_more_status_never_makes_anybody_liable(standing: Standing, kind: str) -> None:
    if not decide(standing, WANTED, PROFILE, ON).callable:
        worse = replace(standing, statuses=standing.statuses | {kind})
        assert not decide(worse, WANTED, PROFILE, ON).callable


@given(STANDINGS)
def test_every_answer_names_its_basis(standing: Standing) -> None:
    answer = decide(standing, WANTED, PROFILE, ON)
    assert answer.basis
    assert answer.code


@given(st.dates(date(1920, 1, 1), date(2020, 1, 1)), st.integers(0, 36_000))
def test_age_grows_by_one_each_year(birth: date, days: int) -> None:
    on = birth + timedelta(days=days)
    assert 0 <= age_on(birth, on + timedelta(days=366)) - age_on(birth, on) - 1 <= 1
