"""Somebody acts for a person: by a code, within a scope, seen by the person, ended by either."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.actions.world import World, addressee, row
from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.law import facts_of, outages, status_of, today
from vocatio.actions.register import represent
from vocatio.actions.register.represent import Terms
from vocatio.actions.request.acknowledge import acknowledge
from vocatio.actions.request.conscience import Said, claim
from vocatio.actions.request.file import file
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Addressee, Representative
from vocatio.domain.errors import NotFound, NotPermitted
from vocatio.domain.register.representation import NotRepresented, OfferTaken
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.kinds import Kind, RequestKind
from vocatio.records.access.models import Reading
from vocatio.records.register.models import Guardianship, Person, PersonFact
from vocatio.records.summonses.models import Summons

WEEK = timedelta(days=7)


def called(world: World) -> tuple[Summons, Addressee]:
    """A summons, and somebody else who may act for its person."""
    summons = world.summoned()
    world.people(row("friend", given_name="Fay", category=""))
    friend = Person.objects.exclude(id=summons.person_id).get()
    return summons, Addressee(friend.id)


def appointed(summons: Summons, friend: Addressee, *scopes: str) -> Representative:
    """As whom the friend acts, once they have accepted."""
    terms = Terms(scopes, today(now()) + WEEK)
    made = represent.appoint(terms, by=addressee(summons), at=now())
    represent.accept(made.code.lower().replace("-", " "), by=friend, at=now())
    by, name = represent.act_for(summons.person_id, by=friend, at=now())
    assert name == "Ada Invented"
    return by


def test_they_read_and_ask_and_nothing_is_received(world: World) -> None:
    summons, friend = called(world)
    by = appointed(summons, friend, "ask")
    page = own.summons(summons.reference, by=by, purpose="own", at=now())
    assert page.text
    assert not page.may_confirm
    assert not page.may_claim
    file(summons.reference, RequestKind.HELP, "interpreter", by=by, at=now())
    found = status_of(summons, facts_of(summons.id), outages=outages(now()), on=now())
    assert (found.opened, found.receipt) == (False, None)
    asked = next(f for f in facts_of(summons.id) if f.kind == Kind.REQUEST)
    assert asked.by["representative"] == str(friend.person_id)
    assert "person" not in asked.by
    # The person sees who read, and that it was done for them.
    seen = own.record(by=addressee(summons), purpose="own", at=now()).readings
    assert "representative" in {line.reader for line in seen}
    assert Reading.objects.filter(reader="representative", reader_id=friend.person_id).exists()
    history = own.summons(summons.reference, by=addressee(summons), purpose="own", at=now()).history
    assert [line.kind for line in history if line.by_representative] == [Kind.REQUEST]


def test_what_gives_something_up_is_the_persons_alone(world: World) -> None:
    summons, friend = called(world)
    by = appointed(summons, friend, "ask", "answer")
    with pytest.raises(NotPermitted):
        open_summons(summons.reference, by=by, at=now())  # type: ignore[arg-type]  # because it is refused
    with pytest.raises(NotPermitted):
        claim(summons.reference, Said(), by=by, at=now())  # type: ignore[arg-type]  # because it is refused


def test_without_the_scope_nothing_is_asked(world: World) -> None:
    summons, friend = called(world)
    by = appointed(summons, friend)
    page = own.summons(summons.reference, by=by, purpose="own", at=now())
    assert not page.grounds
    with pytest.raises(NotPermitted):
        file(summons.reference, RequestKind.HELP, "interpreter", by=by, at=now())


@pytest.mark.parametrize("ends", ["person", "friend", "officer"])
def test_either_side_ends_it_at_once(world: World, ends: str) -> None:
    summons, friend = called(world)
    by = appointed(summons, friend, "ask")
    assert by.representation
    if ends == "officer":
        entry = represent.end_for(by.representation, Channel.TELEPHONE, by=world.officer, at=now())
        assert entry
        assert acknowledge(entry, by=world.officer, at=now()).pdf.startswith(b"%PDF")
    else:
        who = addressee(summons) if ends == "person" else friend
        represent.end(by.representation, by=who, at=now())
    with pytest.raises(NotRepresented):
        represent.act_for(summons.person_id, by=friend, at=now())
    stranger = Addressee(UUID(int=5))
    with pytest.raises(NotFound):
        represent.end(by.representation, by=stranger, at=now())


def test_an_officer_of_another_office_ends_nothing(world: World) -> None:
    summons, friend = called(world)
    by = appointed(summons, friend)
    assert by.representation
    elsewhere = replace(world.officer, office_id=world.open("X", "8"))
    with pytest.raises(NotFound):
        represent.end_for(by.representation, Channel.TELEPHONE, by=elsewhere, at=now())
    assert represent.act_for(summons.person_id, by=friend, at=now())


def test_a_code_is_used_once_and_only_by_somebody_else(world: World) -> None:
    summons, friend = called(world)
    terms = Terms((), today(now()) + WEEK)
    made = represent.appoint(terms, by=addressee(summons), at=now())
    line = represent.offered(made.code, by=friend, purpose="own", at=now())
    assert line.name == "Ada Invented"
    represent.accept(made.code, by=friend, at=now())
    with pytest.raises(OfferTaken):
        represent.accept(made.code, by=friend, at=now())
    with pytest.raises(OfferTaken):
        represent.accept("0000-0000-0000-0000", by=friend, at=now())
    mine = represent.sides(by=addressee(summons), purpose="own", at=now())
    assert [(one.name, one.accepted) for one in mine.for_me] == [("Fay Invented", True)]
    theirs = represent.sides(by=friend, purpose="own", at=now())
    assert [one.name for one in theirs.by_me] == ["Ada Invented"]
    kept = b"".join(bytes(f.canonical) for f in PersonFact.objects.all())
    assert made.code.encode() not in kept


def test_an_officer_writes_it_down(world: World) -> None:
    summons, friend = called(world)
    terms = Terms(("answer",), today(now()) + WEEK)
    made = represent.appoint_for(
        summons.person_id, terms, Channel.COUNTER, by=world.officer, at=now()
    )
    assert made.code.encode() not in acknowledge(made.fact_id, by=world.officer, at=now()).pdf
    represent.accept(made.code, by=friend, at=now())
    (line,) = represent.representing(summons.person_id, by=world.officer, purpose="test", at=now())
    assert (line.name, line.accepted) == ("Fay Invented", True)


def test_a_guardian_acts_for_a_minor_and_no_longer(world: World) -> None:
    this_year = now().year
    world.people(
        row("parent", given_name="Pat", category=""),
        row("child", birth_date=f"{this_year - 10}-01-01", guardian="parent", category=""),
        row("grown", birth_date=f"{this_year - 30}-01-01", guardian="parent", category=""),
    )
    parent = Addressee(Guardianship.objects.first().guardian_id)  # type: ignore[union-attr]  # because there are two
    (line,) = represent.sides(by=parent, purpose="own", at=now()).by_me
    by, _ = represent.act_for(line.person_id, by=parent, at=now())
    assert by.representation is None
    grown = Guardianship.objects.exclude(person_id=line.person_id).get().person_id
    with pytest.raises(NotRepresented):
        represent.act_for(grown, by=parent, at=now())
