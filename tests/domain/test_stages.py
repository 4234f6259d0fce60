"""The steps of a call-up have one order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.callup.stages import NEXT_ACT, TABLE, Kind, OutOfOrder, Stage, require, stage

#: Without what sends it back, holds it up, or comes after it.
WAY = [
    *(Kind.ORDER, Kind.POOL, Kind.DRAW, Kind.ALLOCATION, Kind.SUBMISSION, Kind.APPROVAL),
    *(Kind.RELEASE, Kind.MANIFEST, Kind.RELEASED),
]


def test_the_way_through() -> None:
    for number, kind in enumerate(WAY):
        if number:
            require(WAY[:number], kind)
    assert stage(WAY) == Stage.RELEASED


@given(st.integers(1, len(WAY)), st.sampled_from(Kind))
def test_no_other_step_is_next(number: int, kind: Kind) -> None:
    done = WAY[:number]
    if (stage(done), kind) in TABLE:
        require(done, kind)
    else:
        with pytest.raises(OutOfOrder, match="next comes"):
            require(done, kind)


def test_who_is_sent_back_submits_again_and_what_is_paused_goes_on() -> None:
    submitted = WAY[: WAY.index(Kind.SUBMISSION) + 1]
    assert stage([*submitted, Kind.REFUSAL]) == Stage.ALLOCATED
    assert stage([*submitted, Kind.REFUSAL, Kind.SUBMISSION]) == Stage.SUBMITTED
    releasing = [*submitted, Kind.APPROVAL, Kind.RELEASE, Kind.MANIFEST]
    assert stage([*releasing, Kind.PAUSE]) == Stage.PAUSED
    with pytest.raises(OutOfOrder):
        require([*releasing, Kind.PAUSE], Kind.RELEASED)
    assert stage([*releasing, Kind.PAUSE, Kind.RESUME, Kind.RELEASED]) == Stage.RELEASED
    assert stage([*releasing, Kind.PAUSE, Kind.STOP]) == Stage.RELEASED


def test_without_an_order_there_is_no_call_up() -> None:
    with pytest.raises(OutOfOrder):
        stage([])


def test_release_comes_after_approval_alone() -> None:
    assert [start for start, kind in TABLE if kind == Kind.RELEASE] == [Stage.APPROVED]


def test_no_act_leads_on_once_it_is_released() -> None:
    assert set(Stage) - set(NEXT_ACT) == {Stage.RELEASING, Stage.PAUSED, Stage.RELEASED}
