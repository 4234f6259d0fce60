"""A release that is ended halfway, a recall of what was issued, and the same order once more."""

import pytest

from tests.actions.world import World
from vocatio.actions.callup.allocate import allocate_places
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.carry_out_correction import carry_out_correction
from vocatio.actions.callup.correct import approve_correction, correct_callup
from vocatio.actions.callup.draw import draw_people
from vocatio.actions.callup.issue import issue_batch
from vocatio.actions.callup.manifest import write_manifest
from vocatio.actions.callup.order import call_again
from vocatio.actions.callup.pause import pause, stop
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.inspect.callups import callup
from vocatio.actions.inspect.invariants import broken
from vocatio.domain.actors import System
from vocatio.domain.callup.stages import NotWithdrawn, OutOfOrder, Stage
from vocatio.domain.errors import InvalidInput
from vocatio.domain.summons.corrections import Reason, Wanted, Way
from vocatio.records.callups.models import Allocation, Drawn
from vocatio.records.summonses.models import Summons

WHY = "to test it"
REASONS = "The building was damaged by a storm last night."
RECALL = Wanted(Way.RECALL, Reason.NOT_NEEDED)


def test_ended_while_paused_withdrawn_and_called_up_again(world: World) -> None:
    world.capacity = 4
    world.crowd(8)
    callup_id = world.approved(8)
    release(callup_id, by=world.approver, at=now())
    by = System("test", world.approver.account_id)
    write_manifest(callup_id, by=by, at=now())
    issue_batch(callup_id, 3, by=by, at=now())
    with pytest.raises(OutOfOrder):
        stop(callup_id, REASONS, by=world.planner, at=now())
    pause(callup_id, by=world.planner, at=now())
    with pytest.raises(OutOfOrder):
        correct_callup(callup_id, RECALL, by=world.planner, at=now())
    with pytest.raises(InvalidInput):
        stop(callup_id, "No.", by=world.planner, at=now())
    stop(callup_id, REASONS, by=world.planner, at=now())
    carry_out(callup_id)
    page = callup(callup_id, by=world.planner, purpose=WHY, at=now())
    assert (page.stage, page.issued, page.withheld) == (Stage.RELEASED, 3, 5)
    assert Summons.objects.filter(callup_id=callup_id).count() == 3

    with pytest.raises(NotWithdrawn):
        call_again(callup_id, by=world.planner, at=now())
    correction = correct_callup(callup_id, RECALL, by=world.planner, at=now())
    approve_correction(correction, by=world.approver, at=now())
    with pytest.raises(NotWithdrawn):
        call_again(callup_id, by=world.planner, at=now())
    carry_out_correction(correction)
    anew = call_again(callup_id, by=world.planner, at=now())
    with pytest.raises(NotWithdrawn):
        call_again(callup_id, by=world.planner, at=now())
    # There are eight people: each is drawn again, and the places of the first time are free.
    for act in (fill_pool, draw_people, allocate_places):
        act(anew, by=world.planner, at=now())
    drawn = [
        set(Drawn.objects.filter(callup_id=one).values_list("person_id", flat=True))
        for one in (callup_id, anew)
    ]
    assert drawn[0] == drawn[1]
    places = [
        sorted(Allocation.objects.filter(callup_id=one).values_list("slot_id", flat=True))
        for one in (callup_id, anew)
    ]
    assert places[0] == places[1]
    assert not any(broken(at=now()).values())


def test_an_order_whose_days_have_come_near_is_not_carried_out_again(world: World) -> None:
    world.crowd(1)
    callup_id = world.released(1)
    correction = correct_callup(callup_id, RECALL, by=world.planner, at=now())
    approve_correction(correction, by=world.approver, at=now())
    carry_out_correction(correction)
    world.on_the_day(Summons.objects.get(callup_id=callup_id))
    with pytest.raises(InvalidInput, match="first_day"):
        call_again(callup_id, by=world.planner, at=now())
