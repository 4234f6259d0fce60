"""One call-up all the way through: each step an act, each act a fact."""

import pytest

from tests.actions.world import World, addressee, row
from vocatio.actions.callup.allocate import allocate_places
from vocatio.actions.callup.approve import approve, refuse, submit
from vocatio.actions.callup.carry_out import JOB, carry_out
from vocatio.actions.callup.draw import draw_people
from vocatio.actions.callup.issue import issue_batch
from vocatio.actions.callup.manifest import write_manifest
from vocatio.actions.callup.pause import pause, resume
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.inspect.callups import callup
from vocatio.actions.inspect.changes import changes
from vocatio.actions.inspect.invariants import broken
from vocatio.actions.law import facts_of
from vocatio.actions.summons.attendance import close_day, record_appearance
from vocatio.actions.summons.open import open_summons
from vocatio.actions.summons.reply import confirm
from vocatio.domain.actors import Role, System
from vocatio.domain.callup.stages import Kind as Step
from vocatio.domain.callup.stages import OutOfOrder, SameHuman, Stage
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import OutOfTurn, State
from vocatio.records.callups.models import CallUpFact, Drawn, ManifestEntry
from vocatio.records.deliveries.models import InboxItem
from vocatio.records.summonses.models import Summons, SummonsFact


def test_an_approver_sends_it_back_and_it_is_submitted_again(world: World) -> None:
    world.crowd(5)
    callup_id = world.allocated(3)
    submit(callup_id, by=world.planner, at=now())
    with pytest.raises(InvalidInput):
        refuse(callup_id, "No.", by=world.approver, at=now())
    why = "The places of the second week are too early for harvest."
    refuse(callup_id, why, by=world.approver, at=now())
    with pytest.raises(OutOfOrder):
        approve(callup_id, by=world.approver, at=now())
    (line,) = changes(callup_id, by=world.planner, purpose="test", at=now()).refusals
    assert (line.by, line.reasons) == ("Approver", why)
    other = world.hire("other", Role.PLANNER, Role.APPROVER)
    submit(callup_id, by=other, at=now())
    with pytest.raises(SameHuman):
        approve(callup_id, by=other, at=now())
    approve(callup_id, by=world.approver, at=now())
    world.carried_out(callup_id)
    assert Summons.objects.filter(callup_id=callup_id).count() == 3


def test_what_changed_since_the_draw_is_what_issue_leaves_out(world: World) -> None:
    world.crowd(4)
    callup_id = world.allocated(4)
    assert changes(callup_id, by=world.approver, purpose="test", at=now()).none
    world.people(row("c1", status="dead"), row("c2", district="7"))
    found = changes(callup_id, by=world.approver, purpose="test", at=now())
    assert (found.withheld, found.moved) == ((("dead", None),), 1)
    submit(callup_id, by=world.planner, at=now())
    approve(callup_id, by=world.approver, at=now())
    world.carried_out(callup_id)
    withheld = ManifestEntry.objects.filter(manifest_id=callup_id, outcome="withheld")
    assert [entry.code for entry in withheld] == ["dead"]


def test_a_release_is_paused_between_two_batches_and_goes_on(world: World) -> None:
    world.crowd(4)
    callup_id = world.approved(4)
    release(callup_id, by=world.approver, at=now())
    by = System(JOB, world.approver.account_id)
    write_manifest(callup_id, by=by, at=now())
    assert issue_batch(callup_id, 1, by=by, at=now()) == 1
    pause(callup_id, by=world.planner, at=now())
    assert issue_batch(callup_id, 1, by=by, at=now()) == 0
    carry_out(callup_id)
    assert Summons.objects.filter(callup_id=callup_id).count() == 1
    with pytest.raises(OutOfOrder):
        pause(callup_id, by=world.planner, at=now())
    resume(callup_id, by=world.approver, at=now())
    carry_out(callup_id)
    assert Summons.objects.filter(callup_id=callup_id).count() == 4
    page = callup(callup_id, by=world.planner, purpose="test", at=now())
    assert page.stage == Stage.RELEASED
    assert not any(broken(at=now()).values())


def test_each_step_of_a_call_up_leaves_its_fact(world: World) -> None:
    world.crowd(5)
    callup_id = world.released(3)
    facts = CallUpFact.objects.filter(subject_id=callup_id).order_by("recorded_at", "id")
    assert [fact.kind for fact in facts] == [
        *(Step.ORDER, Step.POOL, Step.DRAW, Step.ALLOCATION, Step.SUBMISSION, Step.APPROVAL),
        *(Step.RELEASE, Step.MANIFEST, Step.RELEASED),
    ]
    assert all(fact.occurred_at <= fact.recorded_at <= now() for fact in facts)
    found = callup(callup_id, by=world.overseer, purpose="test", at=now())
    assert (found.pool, found.drawn, found.issued, found.withheld) == (5, 3, 3, 0)
    assert (found.submitted_by, found.approved_by) == ("Planner", "Approver")


def test_a_summons_from_its_issue_to_the_appearance(world: World) -> None:
    summons = world.summoned()
    person = addressee(summons)
    open_summons(summons.reference, by=person, at=now())
    confirm(summons.reference, by=person, at=now())
    world.on_the_day(summons)
    record_appearance(summons.id, by=world.officer, at=now())
    facts = facts_of(summons.id)
    assert [fact.kind for fact in facts] == [
        *(Kind.ISSUED, Kind.AVAILABLE, Kind.OPENED, Kind.REPLY, Kind.APPEARANCE)
    ]
    assert all(fact.occurred_at <= fact.recorded_at for fact in facts)
    summons.refresh_from_db()
    assert summons.state == State.APPEARED
    assert set(broken(at=now()).values()) == {0}


def test_it_is_served_on_arrival_by_the_rule_of_the_profile(world: World) -> None:
    summons = world.summoned()
    open_summons(summons.reference, by=addressee(summons), at=now())
    page = own.summons(summons.reference, by=addressee(summons), purpose="test", at=now())
    arrived = InboxItem.objects.get(summons=summons).available_at
    assert page.served
    assert (page.served.at, page.served.channel) == (arrived, "inbox")
    assert page.served.article == "article 6(1)"


def test_opening_twice_is_one_receipt(world: World) -> None:
    summons = world.summoned()
    for _ in range(2):
        open_summons(summons.reference, by=addressee(summons), at=now())
        confirm(summons.reference, by=addressee(summons), at=now())
    kinds = [fact.kind for fact in facts_of(summons.id)]
    assert (kinds.count(Kind.OPENED), kinds.count(Kind.REPLY)) == (1, 1)


def test_what_was_not_opened_cannot_be_confirmed(world: World) -> None:
    summons = world.summoned()
    with pytest.raises(OutOfTurn):
        confirm(summons.reference, by=addressee(summons), at=now())


def test_the_summons_of_somebody_else_is_not_found(world: World) -> None:
    world.crowd(2)
    mine, theirs = Summons.objects.filter(callup_id=world.released(2))
    for act in (open_summons, confirm):
        with pytest.raises(NotFound):
            act(theirs.reference, by=addressee(mine), at=now())
    with pytest.raises(NotFound):
        own.summons(theirs.reference, by=addressee(mine), purpose="test", at=now())
    assert len(facts_of(theirs.id)) == len([Kind.ISSUED, Kind.AVAILABLE])


def test_a_reference_may_be_typed_in_small_letters(world: World) -> None:
    summons = world.summoned()
    open_summons(f" {summons.reference.lower()} ", by=addressee(summons), at=now())
    assert Kind.OPENED in [fact.kind for fact in facts_of(summons.id)]


def test_whoever_comes_after_the_day_was_closed_has_appeared(world: World) -> None:
    summons = world.summoned()
    world.on_the_day(summons)
    on = summons.slot.starts_at.date()
    assert close_day(world.office, on, by=world.officer, at=now()).absent == 1
    record_appearance(summons.id, by=world.officer, at=now())
    summons.refresh_from_db()
    assert summons.state == State.APPEARED
    assert close_day(world.office, on, by=world.officer, at=now()).appeared == 1


STEPS = (fill_pool, draw_people, allocate_places, submit)


@pytest.mark.parametrize("skipped", range(1, len(STEPS)))
def test_no_step_can_be_skipped(world: World, skipped: int) -> None:
    world.crowd(2)
    callup_id = world.order(1)
    for act in STEPS[: skipped - 1]:
        act(callup_id, by=world.planner, at=now())
    with pytest.raises(OutOfOrder):
        STEPS[skipped](callup_id, by=world.planner, at=now())


@pytest.mark.parametrize("again", range(len(STEPS)))
def test_no_step_can_be_taken_twice(world: World, again: int) -> None:
    world.crowd(2)
    callup_id = world.order(1)
    for act in STEPS:
        act(callup_id, by=world.planner, at=now())
    with pytest.raises(OutOfOrder):
        STEPS[again](callup_id, by=world.planner, at=now())


def test_nothing_is_released_without_an_approval(world: World) -> None:
    world.crowd(2)
    callup_id = world.allocated(1)
    submit(callup_id, by=world.planner, at=now())
    with pytest.raises(OutOfOrder):
        release(callup_id, by=world.planner, at=now())


def test_a_release_happens_once(world: World) -> None:
    world.crowd(3)
    callup_id = world.released(2)
    with pytest.raises(OutOfOrder):
        release(callup_id, by=world.approver, at=now())
    carry_out(callup_id)
    assert Summons.objects.filter(callup_id=callup_id).count() == len(("two", "people"))


def test_whoever_submitted_cannot_approve_under_another_account(world: World) -> None:
    world.crowd(2)
    callup_id = world.allocated(1)
    submit(callup_id, by=world.planner, at=now())
    human = world.planner.natural_person_id
    second = world.hire("planner-too", *world.approver.roles, human=human)
    with pytest.raises(SameHuman):
        approve(callup_id, by=second, at=now())
    approve(callup_id, by=world.approver, at=now())


def test_a_call_up_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        fill_pool(world.planner.account_id, by=world.planner, at=now())


def test_the_draw_is_repeated_from_its_seed(world: World) -> None:
    world.crowd(30)
    drawn = []
    for _ in range(2):
        callup_id = world.order(10)
        fill_pool(callup_id, by=world.planner, at=now())
        draw_people(callup_id, by=world.planner, at=now(), seed=bytes(32))
        found = Drawn.objects.filter(callup_id=callup_id).order_by("rank")
        drawn.append(list(found.values_list("person_id", flat=True)))
    assert drawn[0] == drawn[1]


def test_everything_issued_is_on_the_manifest_in_the_inbox_and_in_the_facts(world: World) -> None:
    world.crowd(40)
    callup_id = world.released(25)
    entries = ManifestEntry.objects.filter(manifest_id=callup_id, outcome="issued")
    issued = set(entries.values_list("summons_id", flat=True))
    for found in (
        Summons.objects.filter(callup_id=callup_id).values_list("id", flat=True),
        InboxItem.objects.values_list("summons_id", flat=True),
        SummonsFact.objects.filter(kind=Kind.ISSUED).values_list("subject_id", flat=True),
        SummonsFact.objects.filter(kind=Kind.AVAILABLE).values_list("subject_id", flat=True),
    ):
        assert sorted(found) == sorted(issued)
