"""A released summons is withdrawn or replaced: by two humans, one by one or all, told to each."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.actions.test_paper import SIGNED, kinds, line, lines
from tests.actions.world import World, addressee, row
from vocatio.actions.callup import carry_out_correction as running
from vocatio.actions.callup.carry_out import EntriesLeft
from vocatio.actions.callup.carry_out_correction import carry_out_correction
from vocatio.actions.callup.correct import (
    AlreadyApproved,
    approve_correction,
    correct_callup,
    correct_summons,
)
from vocatio.actions.clock import now
from vocatio.actions.delivery.due import see_to_due
from vocatio.actions.delivery.rounds import go_round
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect import own
from vocatio.actions.inspect.invariants import broken
from vocatio.actions.paper import current_content, letter_of
from vocatio.actions.summons import attendance
from vocatio.actions.summons.append import status_at
from vocatio.actions.summons.copy import NotOpened, own_copy
from vocatio.actions.summons.open import open_summons
from vocatio.actions.summons.reply import confirm
from vocatio.actions.verify.document import check_code
from vocatio.domain.actors import Role, System, Visitor
from vocatio.domain.callup.stages import Kind as CallUpKind
from vocatio.domain.callup.stages import OutOfOrder, SameHuman
from vocatio.domain.errors import InvalidInput
from vocatio.domain.law.service import Served
from vocatio.domain.summons.corrections import Reason, Wanted, Way
from vocatio.domain.summons.genuine import Standing
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import OutOfTurn, State
from vocatio.entry.commands.post_import import import_reports
from vocatio.gateways.typesetting import typeset
from vocatio.records.callups.models import CallUpFact
from vocatio.records.deliveries.models import PrintPiece
from vocatio.records.documents.models import Content
from vocatio.records.ledger import facts as ledger
from vocatio.records.offices.models import Slot
from vocatio.records.summonses.models import Summons

RECALL = Wanted(Way.RECALL, Reason.NOT_NEEDED)
SUPERSEDE = Wanted(Way.SUPERSEDE, Reason.ERROR)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where letters are dropped."""
    monkeypatch.setenv("VOCATIO_PRINT_FOLDER", str(tmp_path / "print"))
    return tmp_path / "print"


def corrected(world: World, summons: Summons, wanted: Wanted) -> None:
    """Submitted, approved and carried out."""
    correction = correct_summons(summons.reference, wanted, by=world.planner, at=now())
    approve_correction(correction, by=world.approver, at=now())
    carry_out_correction(correction)
    summons.refresh_from_db()


def standing(code: str) -> Standing:
    """What anybody is told."""
    return check_code(code, by=Visitor("192.0.2.7"), at=now())


def page(summons: Summons) -> own.SummonsPage:
    """What the person sees."""
    return own.summons(summons.reference, by=addressee(summons), purpose="own", at=now())


def test_a_summons_is_withdrawn_and_the_person_is_told(world: World) -> None:
    summons = world.summoned()
    person = addressee(summons)
    open_summons(summons.reference, by=person, at=now())
    corrected(world, summons, RECALL)
    assert (summons.state, summons.next_due_at) == (State.RECALLED, None)
    assert standing(summons.reference) == Standing.REVOKED
    notice = current_content(summons.id)
    assert standing(notice.code) == Standing.GENUINE
    # It lies in the inbox like new post: what was opened before was another notice.
    (item,) = own.inbox(by=person, purpose="own", at=now())
    assert (item.opened, item.asks) == (False, State.RECALLED)
    assert page(summons).text == {}
    with pytest.raises(NotOpened):
        own_copy(summons.reference, by=person, at=now())
    open_summons(summons.reference, by=person, at=now())
    found = page(summons)
    assert set(found.text["en"]) == {"heading", "reason", "now", "object"}
    assert summons.reference in found.text["en"]["reason"]
    assert "not needed after all" in found.text["en"]["reason"]
    assert (found.may_confirm, found.grounds) == (False, {})
    assert own_copy(summons.reference, by=person, at=now()).code == notice.code
    with pytest.raises(OutOfTurn):
        confirm(summons.reference, by=person, at=now())
    assert typeset(letter_of(notice)).pages == 1
    assert not any(broken(at=now()).values())


def test_nobody_is_absent_from_what_was_withdrawn(world: World) -> None:
    summons = world.summoned()
    corrected(world, summons, RECALL)
    world.on_the_day(summons)
    closed = attendance.close_day(
        world.office, summons.slot.starts_at.date(), by=world.officer, at=now()
    )
    assert (closed.absent, closed.held_back) == (0, 1)
    assert Kind.ABSENCE not in kinds(summons)


@pytest.mark.parametrize("wanted", [RECALL, SUPERSEDE])
def test_two_runs_at_once_tell_each_person_once(
    world: World, monkeypatch: pytest.MonkeyPatch, wanted: Wanted
) -> None:
    """The other run ends between the look for what is left and the lock on it."""
    summons = world.summoned()
    correction = correct_summons(summons.reference, wanted, by=world.planner, at=now())
    approve_correction(correction, by=world.approver, at=now())
    step = "_taken"
    look = getattr(running, step)

    def overtaken(*asked: Any) -> list[UUID]:
        found: list[UUID] = look(*asked)
        monkeypatch.undo()
        carry_out_correction(correction)
        return found

    monkeypatch.setattr(running, step, overtaken)
    carry_out_correction(correction)
    assert Content.objects.filter(summons=summons).count() == 2
    assert not any(broken(at=now()).values())


def test_it_takes_two_humans_once_after_the_release(world: World) -> None:
    world.crowd(1)
    callup_id = world.approved(1)
    with pytest.raises(OutOfOrder):
        correct_callup(callup_id, RECALL, by=world.planner, at=now())
    world.carried_out(callup_id)
    correction = correct_callup(callup_id, RECALL, by=world.planner, at=now())
    same = world.hire("same", Role.APPROVER, human=world.planner.natural_person_id)
    with pytest.raises(SameHuman):
        approve_correction(correction, by=same, at=now())
    approve_correction(correction, by=world.approver, at=now())
    with pytest.raises(AlreadyApproved):
        approve_correction(correction, by=world.approver, at=now())
    moved = Wanted(Way.RECALL, Reason.PLACE, move=True)
    with pytest.raises(InvalidInput, match="move"):
        correct_callup(callup_id, moved, by=world.planner, at=now())


def test_a_summons_is_replaced_and_the_new_notice_has_a_receipt_of_its_own(world: World) -> None:
    summons = world.summoned()
    person = addressee(summons)
    open_summons(summons.reference, by=person, at=now())
    confirm(summons.reference, by=person, at=now())
    corrected(world, summons, SUPERSEDE)
    found = status_at(summons, now())
    assert (found.state, found.opened, found.receipt) == (State.SERVED, False, None)
    assert found.slot_id == summons.slot_id
    assert isinstance(found.service, Served)
    notice = current_content(summons.id)
    assert (standing(summons.reference), standing(notice.code)) == (
        Standing.SUPERSEDED,
        Standing.GENUINE,
    )
    open_summons(summons.reference, by=person, at=now())
    text = page(summons).text["en"]
    assert summons.reference in text["replaced"]
    assert {"reason", "place", "time", "appeal"} <= set(text)
    again = status_at(summons, now())
    assert (again.state, again.receipt is not None) == (State.OPENED, True)
    assert not any(broken(at=now()).values())


def test_it_moves_to_the_next_free_time_where_the_old_one_is_too_near(world: World) -> None:
    summons = world.summoned()
    was = summons.slot.starts_at
    advance_to(was - timedelta(days=5))
    corrected(world, summons, SUPERSEDE)
    moved = status_at(summons, now()).appointment
    assert moved >= now() + timedelta(days=14)
    assert Slot.objects.get(id=summons.slot_id).starts_at == moved


def test_no_two_of_a_batch_get_the_last_place_of_a_time(world: World) -> None:
    world.capacity = 1
    world.crowd(4)
    callup_id = world.released(4)
    wanted = Wanted(Way.SUPERSEDE, Reason.ERROR, move=True)
    correction = correct_callup(callup_id, wanted, by=world.planner, at=now())
    approve_correction(correction, by=world.approver, at=now())
    carry_out_correction(correction)
    found = list(Summons.objects.filter(callup_id=callup_id))
    moved = [each for each in found if Kind.APPOINTMENT in kinds(each)]
    assert len(moved) >= 2
    assert len({each.slot_id for each in found}) == len(found)


def test_where_there_is_no_place_the_summons_is_left_as_it_is_and_counted(world: World) -> None:
    summons = world.summoned()
    advance_to(summons.slot.starts_at + timedelta(days=60))
    corrected(world, summons, SUPERSEDE)
    assert kinds(summons).count(Kind.APPOINTMENT) == 0
    *_, done = ledger.of(CallUpFact, summons.callup_id)
    assert (done.kind, done.data["corrected"], done.data["left"]) == (CallUpKind.CORRECTED, 0, 1)


def test_whoever_had_a_letter_gets_one_at_once_and_the_old_one_is_no_receipt(
    world: World, tmp_path: Path
) -> None:
    world.people(row("p", needs="paper", language="de"))
    summons = Summons.objects.get(callup_id=world.released(1))
    go_round()
    (old,) = PrintPiece.objects.all()
    corrected(world, summons, SUPERSEDE)
    go_round()
    new = PrintPiece.objects.exclude(id=old.id).get()
    assert (new.reason, new.outcome) == ("correction_1", "relayed")
    go_round()
    assert PrintPiece.objects.count() == 2

    def report(piece: PrintPiece) -> None:
        said = line(piece, "delivered_to_person", now(), **SIGNED)
        file = lines(said, path=tmp_path / "post.csv")
        import_reports(file, tmp_path / "errors.csv", provider="post-at", by=world.officer)

    report(old)
    assert status_at(summons, now()).receipt is None
    report(new)
    assert status_at(summons, now()).receipt is not None


def test_a_letter_that_waits_is_not_printed_beside_its_withdrawal(world: World) -> None:
    """One letter, which says that the summons is withdrawn."""
    world.people(row("p", needs="paper"))
    summons = Summons.objects.get(callup_id=world.released(1))
    see_to_due(10, by=System("delivery.rounds", UUID(int=0)), at=now())
    corrected(world, summons, RECALL)
    go_round()
    found = dict(PrintPiece.objects.values_list("reason", "outcome"))
    assert found == {"no_access": "void", "correction_1": "relayed"}


def test_a_call_up_is_withdrawn_in_batches_that_resume_and_nobody_is_told_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.crowd(5)
    callup_id = world.released(5)
    came, *others = Summons.objects.filter(callup_id=callup_id).order_by("slot__starts_at", "id")
    world.on_the_day(came)
    attendance.record_appearance(came.id, by=world.officer, at=now())
    correction = correct_callup(callup_id, RECALL, by=world.planner, at=now())
    approve_correction(correction, by=world.approver, at=now())
    monkeypatch.setattr("vocatio.actions.callup.carry_out_correction.BATCH", 2)
    with pytest.raises(EntriesLeft):
        carry_out_correction(correction, stopped=lambda: True)
    halfway = [summons for summons in others if Kind.RECALLED in kinds(summons)]
    assert 0 < len(halfway) < len(others)
    told: list[tuple[int, int]] = []
    carry_out_correction(correction, progress=lambda *far: told.append(far))
    assert told[0] == (len(halfway), 5)
    assert told[-1] == (5, 5)
    carry_out_correction(correction)
    assert [kinds(summons).count(Kind.RECALLED) for summons in others] == [1] * 4
    assert Kind.RECALLED not in kinds(came)
    done = [f for f in ledger.of(CallUpFact, callup_id) if f.kind == CallUpKind.CORRECTED]
    assert [(f.data["corrected"], f.data["left"]) for f in done] == [(4, 1)]
    codes = {current_content(summons.id).code for summons in others}
    assert len(codes) == 4
    assert not any(broken(at=now()).values())
