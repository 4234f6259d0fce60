"""The draw: anybody with seed and pool gets the same people."""

import random
from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.callup.draw import PoolTooSmall, draw
from vocatio.domain.errors import InvalidInput

POOLS = st.lists(st.uuids(), min_size=1, max_size=60, unique=True)
SEEDS = st.binary(min_size=32, max_size=32)


@given(SEEDS, POOLS, st.data())
def test_it_draws_from_the_pool_each_person_once(
    seed: bytes, pool: list[UUID], data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(pool)))
    drawn = draw(seed, pool, count)
    assert len(drawn) == len(set(drawn)) == count
    assert set(drawn) <= set(pool)


@given(SEEDS, POOLS, st.randoms())
def test_the_order_of_the_pool_does_not_matter(
    seed: bytes, pool: list[UUID], chance: random.Random
) -> None:
    mixed = list(pool)
    chance.shuffle(mixed)
    assert draw(seed, mixed, len(pool)) == draw(seed, pool, len(pool))


@given(SEEDS, POOLS)
def test_fewer_are_the_first_of_more(seed: bytes, pool: list[UUID]) -> None:
    everybody = draw(seed, pool, len(pool))
    for count in range(1, len(pool)):
        assert draw(seed, pool, count) == everybody[:count]


@given(SEEDS, POOLS, st.uuids())
def test_who_is_added_to_the_pool_moves_nobody_ahead(
    seed: bytes, pool: list[UUID], other: UUID
) -> None:
    before = draw(seed, pool, len(pool))
    after = draw(seed, {*pool, other}, len({*pool, other}))
    assert [person for person in after if person in set(pool)] == before


def test_everybody_has_the_same_chance() -> None:
    """2,000 draws of 5 from 20: 500 each on average, with a standard deviation below 20."""
    pool = [UUID(int=n) for n in range(20)]
    chance = random.Random(1)
    hits = Counter(person for _ in range(2_000) for person in draw(chance.randbytes(32), pool, 5))
    assert all(400 < hits[person] < 600 for person in pool)


def test_a_pool_too_small_is_named() -> None:
    with pytest.raises(PoolTooSmall, match="3 are to be called, 1 are in the pool"):
        draw(bytes(32), [UUID(int=1)], 3)


@pytest.mark.parametrize(("seed", "count"), [(b"short", 1), (bytes(32), 0), (bytes(32), -1)])
def test_what_cannot_be_drawn(seed: bytes, count: int) -> None:
    with pytest.raises(InvalidInput):
        draw(seed, [UUID(int=1)], count)
