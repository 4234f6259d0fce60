"""Somebody else behind a known key: only when nothing is left of name and birth."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.register.reuse import Who, is_another

ADA = Who(frozenset({"ada", "lovelace"}), date(2004, 5, 17), date(2004, 5, 17))
LATER = date(1961, 2, 3)
OTHER = frozenset({"boris", "other"})
DAYS = st.none() | st.dates(date(1950, 1, 1), date(2010, 1, 1))


def test_nothing_is_left() -> None:
    assert is_another(ADA, Who(OTHER, LATER, LATER))


@pytest.mark.parametrize(
    "said",
    [
        Who(OTHER, date(2004, 1, 1), date(2004, 12, 31)),
        Who(OTHER, None, None),
        Who(frozenset({"ada", "other"}), LATER, LATER),
        Who(frozenset(), LATER, LATER),
    ],
)
def test_something_is_left(said: Who) -> None:
    assert not is_another(ADA, said)


@given(st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("abc")), DAYS, DAYS)
def test_it_does_not_matter_who_was_first(
    one: set[str], other: set[str], born: date | None, borne: date | None
) -> None:
    first, second = Who(frozenset(one), born, born), Who(frozenset(other), borne, borne)
    assert is_another(first, second) == is_another(second, first)
    assert not is_another(first, first)
