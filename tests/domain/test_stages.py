"""The steps of a call-up have one order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.callup.stages import NEXT_ACT, TABLE, Kind, OutOfOrder, Stage, require, stage

WAY = list(Kind)


def test_the_way_through() -> None:
    for number, kind in enumerate(WAY):
        if number:
            require(WAY[:number], kind)
    assert stage(WAY) == Stage.RELEASED


@given(st.integers(1, len(WAY)), st.sampled_from(WAY))
def test_no_other_step_is_next(number: int, kind: Kind) -> None:
    done = WAY[:number]
    if (stage(done), kind) in TABLE:
        require(done, kind)
    else:
        with pytest.raises(OutOfOrder, match="next comes"):
            require(done, kind)


def test_without_an_order_there_is_no_call_up() -> None:
    with pytest.raises(OutOfOrder):
        stage([])


def test_release_comes_after_approval_alone() -> None:
    assert [start for start, kind in TABLE if kind == Kind.RELEASE] == [Stage.APPROVED]


def test_humans_have_no_act_once_it_is_released() -> None:
    assert set(Stage) - set(NEXT_ACT) == {Stage.RELEASING, Stage.RELEASED}
