"""One queue of what waits, in the order in which it presses; who has it up, and near-copies."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.actions.world import World, addressee
from vocatio.actions.clock import now
from vocatio.actions.inspect.corrections import correction
from vocatio.actions.inspect.desk import desk
from vocatio.actions.inspect.export import own_record
from vocatio.actions.inspect.queue import PAGE, Wanted, WorkLine, queue
from vocatio.actions.register import correct
from vocatio.actions.request.conscience import Said, claim
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import file
from vocatio.actions.work.assign import Settled, give_back, hand_over, take
from vocatio.domain.actors import Addressee, Role, Staff
from vocatio.domain.errors import InvalidInput, NotFound, NotPermitted
from vocatio.domain.law.reasons import Copied
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.domain.summons.urgency import WAITS
from vocatio.domain.work import Kind, TakenUp
from vocatio.records.summonses.models import Summons
from vocatio.records.work.models import Item

WHY = "to test it"
AGAINST = (
    "Your letter says that the journey can be put off until the week after, so that nothing "
    "keeps you from coming on the day that stands on your summons."
)


def waiting(by: Staff, **wanted: object) -> tuple[WorkLine, ...]:
    """What the queue shows."""
    return queue(Wanted(**wanted), by=by, purpose=WHY, at=now()).lines  # type: ignore[arg-type]  # because tests name what they want


def asked(world: World, people: int = 1) -> list[UUID]:
    """So many people, each of whom asks for another date."""
    world.crowd(people)
    world.released(people)
    return [
        file(one.reference, RequestKind.RESCHEDULE, "work", by=addressee(one), at=now())
        for one in Summons.objects.order_by("id")
    ]


def test_requests_and_corrections_wait_in_one_queue_the_most_urgent_first(world: World) -> None:
    (request,) = asked(world)
    person = Addressee(Summons.objects.get().person_id)
    fix = correct.ask("language", {"tag": "de"}, by=person, at=now())
    lines = waiting(world.decider)
    assert [(line.kind, line.id) for line in lines] == [
        (Kind.REQUEST, request),
        (Kind.CORRECTION, fix),
    ]
    assert [line.why for line in lines] == ["waits", "waits"]
    assert lines[0].due_at == lines[0].since + WAITS
    assert not any(line.overdue or line.holder for line in lines)
    assert waiting(world.decider, kind="correction") == lines[1:]
    assert waiting(world.decider, overdue=True) == ()
    assert waiting(world.officer) == (), "an officer decides neither"


def test_what_was_decided_waits_no_longer_and_what_the_facts_settle_is_put_right(
    world: World,
) -> None:
    first, second = asked(world, 2)
    decide(first, Outcome.GRANTED, AGAINST, by=world.decider, at=now())
    assert [line.id for line in waiting(world.decider)] == [second]
    # A row that time or a lost write has left behind: it is passed over, and closed.
    Item.objects.filter(id=first).update(closed_at=None)
    Item.objects.filter(id=second).update(due_at=now() - timedelta(days=99))
    assert [line.id for line in waiting(world.decider)] == [second]
    found = {item.id: item for item in Item.objects.all()}
    assert found[first].closed_at
    assert found[second].due_at > now()


def test_a_long_queue_comes_in_pages_and_none_is_lost_between_them(world: World) -> None:
    everything = asked(world, PAGE + 5)
    first = queue(Wanted(), by=world.decider, purpose=WHY, at=now())
    assert (len(first.lines), first.more) == (PAGE, True)
    rest = queue(Wanted(after=first.lines[-1].key), by=world.decider, purpose=WHY, at=now())
    assert not rest.more
    assert {line.id for line in (*first.lines, *rest.lines)} == set(everything)
    with pytest.raises(InvalidInput, match="after"):
        waiting(world.decider, after="yesterday")


def test_somebody_is_found_in_it_by_reference_or_at_one_office_by_name(world: World) -> None:
    first, second = asked(world, 2)
    wanted = Summons.objects.get(id=Item.objects.get(id=second).subject_id)
    assert [line.id for line in waiting(world.decider, typed=wanted.reference)] == [second]
    assert {line.id for line in waiting(world.decider, typed="Invented", office=world.office)} == {
        first,
        second,
    }
    with pytest.raises(InvalidInput, match="choose an office"):
        waiting(world.decider, typed="Invented")
    with pytest.raises(NotFound):
        waiting(world.decider, office=UUID(int=1))


def test_conscience_waits_for_nobody_but_the_board(world: World) -> None:
    summons = world.summoned()
    claim(summons.reference, Said(), by=addressee(summons), at=now())
    assert waiting(world.decider) == ()
    assert not Item.objects.exists(), "no row tells a claim from another exemption (F24)"


def test_whoever_takes_it_up_is_seen_and_the_second_is_told(world: World) -> None:
    (request,) = asked(world)
    other = world.hire("other", Role.DECIDER)
    take(request, by=world.decider, at=now())
    take(request, by=world.decider, at=now())
    (line,) = waiting(other)
    assert (line.holder, line.mine) == ("Decider", False)
    assert waiting(other, holder="colleague") == (line,)
    assert waiting(other, holder="nobody") == waiting(other, holder="me") == ()
    for act in (take, give_back):
        with pytest.raises(TakenUp):
            act(request, by=other, at=now())
    with pytest.raises(TakenUp):
        hand_over(request, other.natural_person_id, by=other, at=now())
    take(request, over=True, by=other, at=now())
    found = desk(request, by=world.decider, purpose=WHY, at=now())
    assert found
    assert (found.holder, found.mine) == ("Other", False)
    assert [(one.by, one.to) for one in found.course] == [
        ("Decider", "Decider"),
        ("Other", "Other"),
    ], "taking twice changes nothing"


def test_a_colleague_who_may_gets_it_with_a_note_that_the_person_reads(world: World) -> None:
    (request,) = asked(world)
    other = world.hire("other", Role.DECIDER)
    take(request, by=world.decider, at=now())
    for nobody in (world.officer, world.decider):
        with pytest.raises(InvalidInput, match="to"):
            hand_over(request, nobody.natural_person_id, by=world.decider, at=now())
    with pytest.raises(InvalidInput, match="note"):
        hand_over(request, other.natural_person_id, "x" * 501, by=world.decider, at=now())
    hand_over(request, other.natural_person_id, "You know the school.", by=world.decider, at=now())
    found = desk(request, by=other, purpose=WHY, at=now())
    assert found
    assert found.mine
    assert (found.course[-1].to, found.course[-1].note) == ("Other", "You know the school.")
    give_back(request, by=other, at=now())
    assert [line.holder for line in waiting(other)] == [""]
    person = Addressee(Summons.objects.get().person_id)
    record = own_record(by=person, purpose=WHY, at=now()).tables
    assert len(record["work_assignment"]) == 3
    assert "You know the school." in {row["encrypted"] for row in record["documents_freetext"]}


def test_who_has_it_keeps_nobody_from_deciding_it(world: World) -> None:
    (request,) = asked(world)
    take(request, by=world.hire("other", Role.DECIDER), at=now())
    decide(request, Outcome.GRANTED, AGAINST, by=world.decider, at=now())
    with pytest.raises(Settled):
        take(request, by=world.decider, at=now())


def test_an_account_of_one_office_takes_nothing_of_another(world: World) -> None:
    (request,) = asked(world)
    elsewhere = world.open("X", "8")
    bound = Staff(UUID(int=1), UUID(int=2), "B", frozenset({Role.DECIDER}), elsewhere)
    with pytest.raises(NotFound):
        take(request, by=bound, at=now())
    with pytest.raises(NotPermitted):
        take(request, by=world.officer, at=now())
    with pytest.raises(NotFound):
        take(UUID(int=3), by=world.decider, at=now())


def test_reasons_given_to_somebody_else_are_returned(world: World) -> None:
    first, second, third = asked(world, 3)
    for short in ("No.", "This is not possible because of the law."):
        with pytest.raises(InvalidInput, match="reasons"):
            decide(first, Outcome.REFUSED, short, by=world.decider, at=now())
    decide(first, Outcome.REFUSED, AGAINST, by=world.decider, at=now())
    for copy in (AGAINST, AGAINST.upper(), AGAINST.replace("letter", "note")):
        with pytest.raises(Copied):
            decide(second, Outcome.REFUSED, copy, by=world.decider, at=now())
    decide(second, Outcome.GRANTED, AGAINST, by=world.decider, at=now())
    decide(third, Outcome.REFUSED, AGAINST, by=world.hire("other", Role.DECIDER), at=now())


def test_a_correction_is_read_and_refused_once_with_reasons_of_its_own(world: World) -> None:
    world.summoned()
    person = Addressee(Summons.objects.get().person_id)
    fix = correct.ask("language", {"tag": "de"}, by=person, at=now())
    found = correction(fix, by=world.decider, purpose=WHY, at=now())
    assert (found.field, dict(found.words), found.outcome) == ("language", {"tag": "de"}, "")
    assert [line.text for line in found.held] == ["en"]
    with pytest.raises(InvalidInput, match="15 words"):
        correct.decide(fix, granted=False, reasons="No, it is not so.", by=world.decider, at=now())
    correct.decide(fix, granted=False, reasons=AGAINST, by=world.decider, at=now())
    found = correction(fix, by=world.decider, purpose=WHY, at=now())
    assert (found.outcome, found.reasons, found.decided_by) == ("refused", AGAINST, "Decider")
    again = correct.ask("language", {"tag": "ar"}, by=person, at=now())
    with pytest.raises(Copied):
        correct.decide(again, granted=False, reasons=AGAINST, by=world.decider, at=now())
