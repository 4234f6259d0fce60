"""What people ask for, with what they add to it, and what becomes of it."""

from datetime import date, timedelta

import pytest

from tests.actions.papers import locked, paper, photograph
from tests.actions.world import World, addressee, row
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.clock import now
from vocatio.actions.inspect import own, requests
from vocatio.actions.inspect.other_offices import other_offices
from vocatio.actions.inspect.own import SummonsPage
from vocatio.actions.inspect.queue import Wanted, queue
from vocatio.actions.law import facts_of, status_of
from vocatio.actions.request.dates import free_times
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import AlreadyAsked, More, enter, file
from vocatio.actions.summons.open import open_summons
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.summons.asking import Channel, Involved
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.domain.summons.states import State
from vocatio.records.callups.models import PoolMember
from vocatio.records.documents.models import Attachment
from vocatio.records.register.standings import of_people
from vocatio.records.summonses.models import Summons

REASONS = (
    "Your case was looked at for itself, and this is what came of it."
    " Nothing else in your file says that you could not come on another day."
)


def page(summons: Summons) -> SummonsPage:
    """What the person sees of their opened summons."""
    return own.summons(summons.reference, by=addressee(summons), purpose="test", at=now())


def test_the_time_that_was_wished_for_is_given(world: World) -> None:
    summons = world.summoned()
    who = addressee(summons)
    free = free_times(summons.reference, by=who, purpose="test", at=now())
    assert len(free) > 2
    wish = free[-1]
    assert wish.starts_at - now() > timedelta(days=14)
    asked = file(
        summons.reference, RequestKind.RESCHEDULE, "work", More(wish=wish.id), by=who, at=now()
    )
    decide(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    found = status_of(summons, facts_of(summons.id), outages=(), on=now())
    assert (found.slot_id, found.appointment) == (wish.id, wish.starts_at)


def test_a_time_that_is_not_free_cannot_be_wished_for(world: World) -> None:
    summons = world.summoned()
    taken = status_of(summons, facts_of(summons.id), outages=(), on=now()).slot_id
    with pytest.raises(InvalidInput, match="wish: this time was taken"):
        file(
            summons.reference,
            RequestKind.RESCHEDULE,
            "work",
            More(wish=taken),
            by=addressee(summons),
            at=now(),
        )


def test_another_place_is_another_office(world: World) -> None:
    summons = world.summoned()
    other = world.open("X", "8")
    who = addressee(summons)
    assert [
        office for office, _ in other_offices(summons.reference, by=who, purpose="t", at=now())
    ] == [str(other)]
    asked = file(
        summons.reference, RequestKind.PLACE, "moved", More(office=other), by=who, at=now()
    )
    decide(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    summons.refresh_from_db()
    assert summons.slot.office_id == other


def test_several_things_can_be_asked_for_at_once_but_none_twice(world: World) -> None:
    summons = world.summoned()
    who = addressee(summons)
    open_summons(summons.reference, by=who, at=now())
    help_ = file(summons.reference, RequestKind.HELP, "sign_language", by=who, at=now())
    file(summons.reference, RequestKind.RESCHEDULE, "illness", by=who, at=now())
    with pytest.raises(AlreadyAsked):
        file(summons.reference, RequestKind.HELP, "interpreter", by=who, at=now())
    assert RequestKind.HELP not in page(summons).grounds
    waiting = queue(Wanted(), by=world.decider, purpose="test", at=now()).lines
    assert {line.what for line in waiting} == {RequestKind.HELP, RequestKind.RESCHEDULE}

    decide(help_, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    found = status_of(summons, facts_of(summons.id), outages=(), on=now())
    assert found.state == State.OPENED
    assert found.open_request
    assert found.open_request.kind == RequestKind.RESCHEDULE


def test_this_is_not_me_stops_everything_until_somebody_uninvolved_decides(world: World) -> None:
    summons = world.summoned()
    asked = file(summons.reference, RequestKind.NOT_ME, "other", by=addressee(summons), at=now())
    assert status_of(summons, facts_of(summons.id), outages=(), on=now()).disputed
    involved = world.hire("also", *world.decider.roles, human=world.approver.natural_person_id)
    with pytest.raises(Involved, match="F1"):
        decide(asked, Outcome.REFUSED, REASONS, by=involved, at=now())
    decide(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    found = status_of(summons, facts_of(summons.id), outages=(), on=now())
    assert not found.disputed
    assert found.state == State.EXCUSED


def test_what_kept_somebody_from_acting_becomes_an_outage_of_theirs(world: World) -> None:
    summons = world.summoned()
    days = More(since=date(2026, 1, 5), until=date(2026, 1, 9))
    asked = file(
        summons.reference, RequestKind.HINDERED, "hospital", days, by=addressee(summons), at=now()
    )
    assert not [f for f in facts_of(summons.id) if f.kind == Kind.OUTAGE]
    decide(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    (outage,) = (f for f in facts_of(summons.id) if f.kind == Kind.OUTAGE)
    assert outage.data["begins"] == "2026-01-04T23:00:00.000000Z"
    assert outage.data["ends"] == "2026-01-09T23:00:00.000000Z"


def test_days_in_the_wrong_order_are_told(world: World) -> None:
    summons = world.summoned()
    days = More(since=date(2026, 1, 9), until=date(2026, 1, 5))
    with pytest.raises(InvalidInput, match="until: the last day is before"):
        file(
            summons.reference, RequestKind.HINDERED, "abroad", days, by=addressee(summons), at=now()
        )


def test_words_and_papers_are_kept_encrypted_and_read_by_both_sides(world: World) -> None:
    summons = world.summoned()
    who = addressee(summons)
    open_summons(summons.reference, by=who, at=now())
    more = More(details="My back hurts.", papers=[photograph(), paper()])
    asked = file(summons.reference, RequestKind.EXEMPTION, "illness", more, by=who, at=now())

    fact = next(f for f in facts_of(summons.id) if f.kind == Kind.REQUEST)
    assert b"My back hurts" not in fact.canonical()
    stored = Attachment.objects.filter(person_id=summons.person_id)
    assert {one.media_type for one in stored} == {"image/jpeg", "application/pdf"}
    assert all(b"%PDF" not in bytes(one.encrypted) for one in stored)

    (line,) = page(summons).requests
    assert line.details == "My back hurts."
    found = requests.request(asked, by=world.decider, purpose="test", at=now())
    assert found.asked == line
    for file_id, media_type in line.files:
        mine = own.own_file(summons.reference, file_id, by=who, purpose="test", at=now())
        theirs = requests.request_file(asked, file_id, by=world.decider, purpose="test", at=now())
        assert mine == theirs
        assert (mine.media_type, mine.content in more.papers) == (media_type, True)


def test_the_papers_of_somebody_else_are_not_there(world: World) -> None:
    world.crowd(2)
    mine, theirs = Summons.objects.filter(callup_id=world.released(2))
    asked = More(papers=[photograph()])
    file(theirs.reference, RequestKind.HELP, "other", asked, by=addressee(theirs), at=now())
    (found,) = Attachment.objects.all()
    for reference, who in ((mine.reference, mine), (theirs.reference, mine)):
        with pytest.raises(NotFound):
            own.own_file(reference, found.id, by=addressee(who), purpose="test", at=now())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"x" * 5_000_001, "at most 5 MB"),
        (b"MZ\x90\x00 not a picture", "send a PDF, or a photograph"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "send a PDF, or a photograph"),
        (b"%PDF-1.7\n%broken", "damaged"),
        (photograph()[:200], "damaged"),
        (paper(script=True), "holds a program"),
        (locked(), "asks for a password"),
    ],
    ids=["empty", "large", "program", "svg", "cut PDF", "cut JPEG", "script", "locked"],
)
def test_a_file_that_cannot_be_taken_is_told_and_nothing_is_kept(
    world: World, content: bytes, said: str
) -> None:
    summons = world.summoned()
    more = More(details="kept?", papers=[photograph(), content])
    with pytest.raises(InvalidInput, match=f"papers: .*{said}"):
        file(summons.reference, RequestKind.HELP, "other", more, by=addressee(summons), at=now())
    assert not Attachment.objects.exists()
    assert not status_of(summons, facts_of(summons.id), outages=(), on=now()).requests


@pytest.mark.parametrize("channel", list(Channel))
def test_what_is_asked_elsewhere_counts_the_same_and_opens_nothing(
    world: World, channel: Channel
) -> None:
    summons = world.summoned()
    enter(summons.reference, RequestKind.DEFERRAL, "work", channel, by=world.officer, at=now())
    found = status_of(summons, facts_of(summons.id), outages=(), on=now())
    assert found.open_request
    assert not found.opened
    assert found.receipt is None
    open_summons(summons.reference, by=addressee(summons), at=now())
    (line,) = page(summons).requests
    assert line.channel == channel


def standing_on(summons: Summons, on: date) -> frozenset[str]:
    """The statuses that the register gives the person on a day."""
    return of_people([summons.person_id], on)[summons.person_id].statuses


def test_a_deferral_holds_in_the_register_until_its_day_and_no_longer(world: World) -> None:
    summons = world.summoned()
    who = addressee(summons)
    asked = file(summons.reference, RequestKind.DEFERRAL, "study", by=who, at=now())
    assert "deferred" not in standing_on(summons, now().date())
    decide(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    (decision,) = (fact for fact in facts_of(summons.id) if fact.kind == Kind.DECISION)
    until = date.fromisoformat(str(decision.data["until"]))
    for on, holds in ((now().date(), True), (until, True), (until + timedelta(days=1), False)):
        assert ("deferred" in standing_on(summons, on)) == holds
    again = world.order(1)
    fill_pool(again, by=world.planner, at=now())
    assert not PoolMember.objects.filter(callup_id=again).exists()


@pytest.mark.parametrize(
    ("status", "longer"), [("deferred:2099-01-01", True), ("deferred=unknown", False)]
)
def test_a_deferral_ends_what_was_not_known_and_keeps_what_lasts_longer(
    world: World, status: str, *, longer: bool
) -> None:
    summons = world.summoned()
    world.applied(row("c0", status=status))
    asked = file(summons.reference, RequestKind.DEFERRAL, "study", by=addressee(summons), at=now())
    decide(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    found = of_people([summons.person_id], now().date())[summons.person_id]
    assert ("deferred" in found.statuses, found.unknown) == (True, frozenset())
    assert ("deferred" in standing_on(summons, date(2098, 1, 1))) == longer
