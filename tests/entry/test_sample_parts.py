"""The parts a sample register is made of: ages, numbers, towns, offices."""

from datetime import date

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.entry.commands.sample import offices, sample_rows, shipped_plan
from vocatio.entry.commands.sample.ages import born_between, leap_days
from vocatio.entry.commands.sample.numbers import Numbers, check_digit
from vocatio.entry.commands.sample.towns import towns

ON = date(2026, 4, 1)


def age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@given(
    on=st.dates(date(2000, 1, 1), date(2080, 1, 1)) | st.just(date(2028, 2, 29)),
    youngest=st.integers(15, 60),
    years=st.integers(0, 20),
)
def test_birth_dates_bound_the_age(on: date, youngest: int, years: int) -> None:
    first, last = born_between(on, youngest, youngest + years)
    assert age(date.fromordinal(first), on) == youngest + years
    assert age(date.fromordinal(first - 1), on) == youngest + years + 1
    assert age(date.fromordinal(last), on) == youngest
    assert age(date.fromordinal(last + 1), on) == youngest - 1


def test_leap_days_are_those_of_leap_years() -> None:
    found = leap_days(date(1896, 2, 29).toordinal(), date(1912, 2, 28).toordinal())
    assert [date.fromordinal(day).year for day in found] == [1896, 1904, 1908]


def test_numbers_far_apart_differ_and_do_not_count_up() -> None:
    numbers = Numbers("00", seed=5)
    found = [numbers(index) for index in range(0, 10**8, 1999)]
    assert len(set(found)) == len(found)
    assert found != sorted(found)


def test_the_check_digit_is_damms() -> None:
    assert check_digit("572") == 4


@given(st.text("0123456789", min_size=2, max_size=12), st.data())
def test_the_check_digit_finds_typing_errors(digits: str, data: st.DataObject) -> None:
    number = digits + str(check_digit(digits))
    place = data.draw(st.integers(0, len(number) - 2))
    wrong = data.draw(st.sampled_from(sorted(set("0123456789") - {number[place]})))
    assert check_digit(number) == 0
    assert check_digit(number[:place] + wrong + number[place + 1 :]) != 0
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or check_digit(swapped) != 0


def test_admin_levels_are_the_districts_of_the_holidays_package() -> None:
    plan = shipped_plan("arrival")
    codes = holidays.country_holidays("AT").subdivisions_aliases
    capitals = {
        "Burgenland": "Eisenstadt", "Kärnten": "Klagenfurt am Wörthersee",
        "Niederösterreich": "Sankt Pölten", "Oberösterreich": "Linz", "Salzburg": "Salzburg",
        "Steiermark": "Graz", "Tirol": "Innsbruck", "Vorarlberg": "Bregenz", "Wien": "Wien",
    }  # fmt: skip
    found = {(town.name, town.district) for town in towns(plan)}
    assert {(town, codes[state]) for state, town in capitals.items()} <= found


def test_there_is_one_office_per_district() -> None:
    plan = shipped_plan("arrival")
    found = offices(plan)
    assert [office.district for office in found] == list("123456789")
    assert len({office.code for office in found}) == len(found)
    assert sum(office.share for office in found) == pytest.approx(1)
    for office in found:
        rivals = [town.population for town in towns(plan) if town.district == office.district]
        seat = next(town for town in towns(plan) if town.name == office.town)
        assert seat.population == max(rivals)
        assert [code for code, _ in office.names] == list(plan.languages)
        assert all(office.town in name for _, name in office.names)


def test_numbers_are_unique_at_fifty_thousand() -> None:
    plan = shipped_plan("arrival")
    rows = sample_rows(plan, people=50_000, seed=9, on=ON)
    numbers = [row["number"] for row in rows if row["number"]]
    assert len(numbers) > 49_000
    assert len(set(numbers)) == len(numbers)


def test_towns_are_real_and_weighted() -> None:
    plan = shipped_plan("arrival")
    rows = sample_rows(plan, people=5_000, seed=1, on=ON)
    known = {(town.name, town.district, town.postcode) for town in towns(plan)}
    at_home = [row for row in rows if row["country"] == plan.country]
    assert {(row["locality"], row["district"], row["postcode"]) for row in at_home} <= known
    assert not {town.name for town in towns(plan)} & {"Eisenzicken", "Favoriten", "Vienna"}
    vienna = sum(row["district"] == "9" for row in at_home) / len(at_home)
    assert vienna == pytest.approx(offices(plan)[8].share, abs=0.03)
