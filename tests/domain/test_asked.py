"""What somebody types at a counter is a name with a date, a number, or a reference."""

from datetime import date

import pytest

from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.asked import FIRST, LAST, Asked, parse

DAY = date(1987, 5, 17)


@pytest.mark.parametrize(
    "written",
    ["1987-05-17", "17.05.1987", "17.5.1987", "17. 5. 1987", "17/05/1987", "17-05-1987"],
)
def test_a_birth_date_in_any_common_form(written: str) -> None:
    assert parse(f"müller {written} anna") == Asked("müller anna", DAY, DAY)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("1987", date(1987, 1, 1), date(1987, 12, 31)),
        ("1987-02", date(1987, 2, 1), date(1987, 2, 28)),
        ("12.1987", date(1987, 12, 1), date(1987, 12, 31)),
        ("2/2004", date(2004, 2, 1), date(2004, 2, 29)),
    ],
)
def test_a_year_or_a_month_stands_for_its_days(written: str, first: date, last: date) -> None:
    assert parse(f"Mueller {written}") == Asked("Mueller", first, last)


@pytest.mark.parametrize("typed", ["00123456789", "00 1234 5678 9", "A1234567", "12/345678"])
def test_a_number_is_looked_for_as_it_is(typed: str) -> None:
    assert parse(typed) == Asked("", number=typed.replace(" ", ""))


@pytest.mark.parametrize(
    "typed", ["7KQ4-0ZFT-91PM-HX3C", " 7kq4-0zft-91pm-hx3c ", "٧KQ٤-٠ZFT-٩١PM-HX٣C"]
)
def test_a_reference(typed: str) -> None:
    assert parse(typed) == Asked("", reference="7KQ4-0ZFT-91PM-HX3C")


@pytest.mark.parametrize("typed", ["O’Brien", "von der Leyen, Ursula", "Юсуф", "김민수", "Li"])
def test_a_name(typed: str) -> None:
    assert parse(typed) == Asked(typed, FIRST, LAST)


@pytest.mark.parametrize("typed", ["", "  \t", "x" * 201, "Müller 31.02.1987", "Müller 1987-13-01"])
def test_what_cannot_be_meant(typed: str) -> None:
    with pytest.raises(InvalidInput, match="query"):
        parse(typed)


def test_a_date_alone_names_nobody() -> None:
    assert parse("17.05.1987") == Asked("", DAY, DAY)
    assert parse("1987") == Asked("", date(1987, 1, 1), date(1987, 12, 31))


def test_a_year_of_two_figures_is_no_date() -> None:
    assert parse("Müller 17.05.87") == Asked("Müller 17.05.87")


def test_figures_of_an_arabic_or_a_persian_keyboard() -> None:
    assert parse("محمد ١٧/٠٥/١٩٨٧") == parse("محمد ۱۷/۰۵/۱۹۸۷") == Asked("محمد", DAY, DAY)
