"""`vocatio register …` for one person: each act under a name, each told in words."""

from uuid import UUID

import click
import pytest

from tests.actions.world import PASSWORD, World, row
from tests.database import Database
from vocatio.actions.clock import now
from vocatio.actions.inspect.search import search
from vocatio.actions.register.correct import Involved
from vocatio.actions.register.merging import NotMerged
from vocatio.domain.actors import Role
from vocatio.domain.errors import NotPermitted
from vocatio.entry.commands import people
from vocatio.records.access.models import Reading
from vocatio.records.register.models import Name, Person
from vocatio.records.summonses.models import Summons

WHY = "The passport shows it, and the person was here."
Said = pytest.CaptureFixture[str]


@pytest.fixture
def world(db: Database) -> World:
    """Two people, an officer and a decider."""
    world = World()
    world.people(row("a"), row("b", given_name="Berta"))
    # They are hired when they are first asked for.
    _ = world.officer, world.decider
    return world


def person_of(given: str) -> UUID:
    return Name.objects.get(given=given, superseded_at=None).person_id


def test_a_correction_is_written_down_shown_and_decided(world: World, capsys: Said) -> None:
    ada = person_of("Ada")
    people.ask("officer", PASSWORD, ada, "name", ["given=Adah", "family=Invented=Twice"])
    (correction,) = capsys.readouterr().out.split()
    people.corrections("decider", PASSWORD, "to decide them")
    told = capsys.readouterr().out
    assert "given=Adah, family=Invented=Twice" in told
    assert "held:  civil Ada Invented (test)" in told
    assert Reading.objects.filter(person_id=ada, purpose="to decide them").exists()
    people.decide("decider", PASSWORD, UUID(correction), "granted", WHY)
    assert person_of("Adah") == ada


def test_whoever_wrote_it_down_does_not_decide(world: World, capsys: Said) -> None:
    world.hire("both", Role.OFFICER, Role.DECIDER)
    people.ask("both", PASSWORD, person_of("Ada"), "language", ["tag=de"])
    correction = UUID(capsys.readouterr().out.strip())
    with pytest.raises(Involved):
        people.decide("both", PASSWORD, correction, "granted", WHY)
    with pytest.raises(NotPermitted):
        people.decide("officer", PASSWORD, correction, "granted", WHY)


def test_a_death_and_its_undoing(world: World, capsys: Said) -> None:
    ada = person_of("Ada")
    people.death("officer", PASSWORD, ada, now().date())
    people.undo_death("decider", PASSWORD, ada, WHY)
    assert capsys.readouterr().out.splitlines()[1:] == [f"{ada}: lives"]


def test_a_transfer_tells_what_becomes_of_each_summons(world: World, capsys: Said) -> None:
    ada = person_of("Ada")
    callup = world.released(2)
    summons = Summons.objects.get(callup_id=callup, person_id=ada).reference
    people.transfer("officer", PASSWORD, ada, "7", "")
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"{ada}: registered in 7 from today on"
    assert second == f"  summons {summons} stays with its office, as its order says"


def test_a_merge_is_undone_and_search_follows(world: World) -> None:
    ada, berta = person_of("Ada"), person_of("Berta")

    def found() -> set[UUID]:
        hits = search("Invented", None, by=world.overseer, purpose="to see", at=now())
        return {one.person_id for one in hits.people}

    people.merge("decider", PASSWORD, ada, berta, WHY)
    assert found() == {berta}
    people.undo_merge("decider", PASSWORD, ada, WHY)
    assert found() == {ada, berta}
    with pytest.raises(NotMerged):
        people.undo_merge("decider", PASSWORD, ada, WHY)


def test_a_split_takes_the_claims_that_are_named(world: World, capsys: Said) -> None:
    ada = person_of("Ada")
    people.held("decider", PASSWORD, ada, "to split it")
    number = next(
        line.split()[0]
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("identifier:")
    )
    people.split("decider", PASSWORD, ada, [number], WHY)
    new = UUID(capsys.readouterr().out.strip())
    assert Person.objects.filter(id=new).exists()
    with pytest.raises(click.UsageError):
        people.split("decider", PASSWORD, ada, ["identifier"], WHY)
