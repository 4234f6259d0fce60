"""Facts: two times, ids alone, bytes that read back as the same fact."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import START, fact
from vocatio.domain.actors import Actor, Addressee, Role, Staff, System
from vocatio.domain.facts import BackDated, NaiveTime, happened, parse

MOMENTS = st.timedeltas(timedelta(0), timedelta(days=5_000)).map(lambda since: START + since)
DATA = st.dictionaries(st.text(), st.text() | st.integers(-1000, 1000) | st.booleans() | st.none())
SOME = UUID(int=7)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=400)), DATA)
def test_bytes_read_back_as_the_same_fact(
    at: datetime, lag: timedelta, data: dict[str, str | int | bool | None]
) -> None:
    written = fact("Anything", at, recorded=at + lag, data=data)
    assert parse(written.canonical()) == written
    assert parse(written.canonical()).canonical() == written.canonical()


def test_f2_nothing_is_recorded_before_it_occurs() -> None:
    with pytest.raises(BackDated, match="after it is recorded"):
        fact("Anything", START, recorded=START - timedelta(microseconds=1))


def test_times_have_a_zone() -> None:
    with pytest.raises(NaiveTime):
        fact("Anything", START.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("by", "reference"),
    [
        (
            Staff(SOME, UUID(int=8), "Nobody's Name", frozenset({Role.PLANNER})),
            {"account": str(SOME), "human": str(UUID(int=8))},
        ),
        (Addressee(SOME), {"person": str(SOME)}),
        (System("job", SOME), {"job": "job", "behalf": str(SOME)}),
    ],
)
def test_a_fact_names_its_author_by_ids_alone(by: Actor, reference: dict[str, str]) -> None:
    written = happened("Anything", SOME, id=SOME, by=by, at=START)
    assert written.by == reference
    assert b"Nobody" not in written.canonical()
