"""Places: nobody twice, no slot overfull, sealed addresses elsewhere (F23)."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.callup.allocation import (
    Caller,
    NoOtherOffice,
    NotEnoughPlaces,
    Place,
    allocate,
    office_for,
)

DISTRICTS = ("1", "2", "3")


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Caller], dict[str, list[Place]]]:
    """People and places, sometimes too few."""
    numbers = iter(range(1_000))
    people = draw(st.lists(st.tuples(st.sampled_from(("0", *DISTRICTS, "9")), st.booleans())))
    callers = [Caller(UUID(int=5_000 + n), d, sealed) for n, (d, sealed) in enumerate(people)]
    offices = draw(st.lists(st.sampled_from(DISTRICTS), min_size=1, unique=True))
    free = st.lists(st.integers(0, 4), max_size=4)
    places = {o: [Place(UUID(int=next(numbers)), n) for n in draw(free)] for o in offices}
    return callers, places


@given(problems())
def test_no_slot_is_overfull_and_everybody_has_one_place(
    problem: tuple[list[Caller], dict[str, list[Place]]],
) -> None:
    callers, places = problem
    offices = sorted(places)
    if any(caller.sealed for caller in callers) and len(offices) == 1:
        with pytest.raises((NoOtherOffice, NotEnoughPlaces)):
            list(allocate(callers, places))
        return
    demand = Counter(office_for(c.district, sealed=c.sealed, offices=offices) for c in callers)
    room = {office: sum(place.free for place in slots) for office, slots in places.items()}
    if any(demand[office] > room[office] for office in offices):
        with pytest.raises(NotEnoughPlaces):
            list(allocate(callers, places))
        return
    pairs = list(allocate(callers, places))
    assert [person for person, _ in pairs] == [caller.person_id for caller in callers]
    taken = Counter(slot for _, slot in pairs)
    assert all(taken[p.slot_id] <= p.free for slots in places.values() for p in slots)


@given(st.sampled_from(("0", *DISTRICTS, "9")))
def test_f23_a_sealed_address_is_seen_at_another_office(district: str) -> None:
    plain = office_for(district, sealed=False, offices=DISTRICTS)
    assert office_for(district, sealed=True, offices=DISTRICTS) != plain


def test_f23_with_one_office_somebody_with_a_sealed_address_is_not_seen_at_all() -> None:
    places = {"1": [Place(UUID(int=1), 5)]}
    with pytest.raises(NoOtherOffice):
        list(allocate([Caller(UUID(int=2), "1", sealed=True)], places))


def test_slots_fill_in_the_order_given() -> None:
    slots = [Place(UUID(int=1), 1), Place(UUID(int=2), 2)]
    callers = [Caller(UUID(int=10 + n), "1", sealed=False) for n in range(3)]
    assert [slot.int for _, slot in allocate(callers, {"1": slots})] == [1, 2, 2]


def test_the_office_without_room_is_named() -> None:
    callers = [Caller(UUID(int=10 + n), "2", sealed=False) for n in range(3)]
    with pytest.raises(NotEnoughPlaces, match="district 2 has 2 free places"):
        list(allocate(callers, {"2": [Place(UUID(int=1), 2)]}))
    with pytest.raises(NotEnoughPlaces, match="no office"):
        list(allocate(callers, {}))
