"""What humans decide about a person: corrections, transfer, death, merge and split."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.actions.world import World, addressee, row
from tests.database import Database
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect.own import inbox
from vocatio.actions.inspect.own import summons as read_summons
from vocatio.actions.law import today
from vocatio.actions.register import correct, life, merging
from vocatio.actions.register.claims import held
from vocatio.actions.register.sections import BY_FIELD
from vocatio.actions.summons.attendance import close_day
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Addressee, Role
from vocatio.domain.callup.liability import gate
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.summons.asking import Channel
from vocatio.gateways import keys
from vocatio.records.register import standings
from vocatio.records.register.models import Merge, Name, Person, PersonFact
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons

REASONS = "The birth certificate that she brought says so, page 2."
REFUSED = (
    "The civil register shows another family name since spring, and the certificate that you "
    "sent is older than the entry there."
)
NAME = {"given": "Ada", "family": "Proper"}


@pytest.fixture
def world(db: Database) -> World:
    """A world of the test's own."""
    return World()


def somebody(world: World, record: str = "a", **more: str) -> UUID:
    """A person of that record."""
    before = set(Person.objects.values_list("id", flat=True))
    world.people(row(record, **more))
    return (set(Person.objects.values_list("id", flat=True)) - before).pop()


def name(person: UUID) -> str:
    """As the register says it now."""
    return describe([person], on=today(now()), known=now())[person].name


def test_a_correction_is_asked_decided_and_kept(world: World) -> None:
    person = somebody(world)
    asked = correct.ask("name", NAME, by=Addressee(person), at=now())
    assert name(person) == "Ada Invented"
    correct.decide(asked, granted=True, reasons=REASONS, by=world.decider, at=now())
    assert name(person) == "Ada Proper"
    assert world.applied(row("a", family_name="Invented", street="Elsewhere 3")).kept == 1
    assert name(person) == "Ada Proper"
    with pytest.raises(correct.Decided):
        correct.decide(asked, granted=True, reasons=REASONS, by=world.decider, at=now())
    kinds = PersonFact.objects.filter(subject_id=person).order_by("recorded_at")
    assert list(kinds.values_list("kind", flat=True)) == ["CorrectionAsked", "CorrectionDecided"]


def test_what_was_known_before_a_correction_stays_known(world: World) -> None:
    person = somebody(world)
    before = now()
    asked = correct.ask("name", NAME, by=Addressee(person), at=now())
    correct.decide(asked, granted=True, reasons=REASONS, by=world.decider, at=now())
    then, after = (
        describe([person], on=today(before), known=known)[person] for known in (before, now())
    )
    assert (then.name, after.name) == ("Ada Invented", "Ada Proper")


def test_a_pending_correction_shields_its_field_alone(world: World) -> None:
    person = somebody(world)
    asked = correct.ask("name", NAME, by=Addressee(person), at=now())
    applied = world.applied(row("a", family_name="Other", language="de"))
    assert (applied.changed, applied.kept) == (1, 1)
    found = describe([person], on=today(now()), known=now())[person]
    assert (found.name, found.language) == ("Ada Invented", "de")
    correct.decide(asked, granted=False, reasons=REFUSED, by=world.decider, at=now())
    world.people(row("a", family_name="Other", language="de", street="New 1"))
    assert name(person) == "Ada Other"


def test_f10_whoever_wrote_a_correction_down_does_not_decide_it(world: World) -> None:
    person = somebody(world)
    officer = world.officer
    tag = {"tag": "de"}
    asked, _ = correct.ask_for(person, "language", tag, Channel.COUNTER, by=officer, at=now())
    both = world.hire("both", Role.DECIDER, human=officer.natural_person_id)
    with pytest.raises(correct.Involved):
        correct.decide(asked, granted=True, reasons=REASONS, by=both, at=now())
    with pytest.raises(InvalidInput, match="reasons"):
        correct.decide(asked, granted=True, reasons="ok", by=world.decider, at=now())
    with pytest.raises(correct.Pending):
        correct.ask("language", {"tag": "fr"}, by=Addressee(person), at=now())


def test_a_birth_date_and_an_address_are_corrected(world: World) -> None:
    person = somebody(world, sealed="yes")
    words = {"country": "AT", "street": "Right 1", "postcode": "1010", "locality": "Wien"}
    for field, said in (("particulars", {"birth": "2003", "sex": "f"}), ("address", words)):
        asked = correct.ask(field, said, by=Addressee(person), at=now())
        correct.decide(asked, granted=True, reasons=REASONS, by=world.decider, at=now())
    found = describe([person], on=today(now()), known=now())[person]
    assert (str(found.birth), found.sealed) == ("2003", True)
    (address,) = held(BY_FIELD["address"], [person], keys.ring())
    assert address.values == ("AT", "Right 1", "1010", "Wien", True)
    assert standings.of_people([person], today(now()))[person].address_independent


def test_death_stops_everything_and_is_undone(world: World) -> None:
    world.crowd(2)
    callup_id = world.approved(2)
    dead = _first()
    life.record_death(dead, date(2026, 1, 1), by=world.officer, at=now())
    release(callup_id, by=world.approver, at=now())
    carry_out(callup_id)
    assert not Summons.objects.filter(person_id=dead).exists()
    life.undo_death(dead, REASONS, by=world.decider, at=now())
    assert gate(standings.of_people([dead], today(now()))[dead]) is None
    world.people(row("c0", status="dead", street="Other 1"), row("c1", status="dead"))
    assert gate(standings.of_people([dead], today(now()))[dead]) is None
    with pytest.raises(life.NotRecorded):
        life.undo_death(dead, REASONS, by=world.decider, at=now())


def _first() -> UUID:
    found = Person.objects.values_list("id", flat=True).first()
    assert found
    return found


@pytest.mark.parametrize("status", ["dead", "detained", "hospitalised=unknown"])
def test_f22_nobody_is_absent_who_died_or_is_held(world: World, status: str) -> None:
    summons = world.summoned()
    world.people(row("c0", status=status))
    world.on_the_day(summons)
    closed = close_day(world.office, summons.slot.starts_at.date(), by=world.officer, at=now())
    assert (closed.absent, closed.held_back) == (0, 1)


def test_a_merged_person_is_called_once_and_reads_all(world: World) -> None:
    summons = world.summoned()
    other = somebody(world, "twin")
    merging.merge(summons.person_id, other, REASONS, by=world.decider, at=now())
    assert [line.reference for line in inbox(by=Addressee(other), purpose="t", at=now())] == [
        summons.reference
    ]
    open_summons(summons.reference, by=Addressee(other), at=now())
    assert read_summons(summons.reference, by=Addressee(other), purpose="t", at=now()).opened
    merged = standings.of_people([summons.person_id], today(now()))[summons.person_id]
    assert merged.merged
    with pytest.raises(merging.Merged):
        merging.merge(other, summons.person_id, REASONS, by=world.decider, at=now())
    merging.undo_merge(summons.person_id, REASONS, by=world.decider, at=now())
    with pytest.raises(NotFound):
        read_summons(summons.reference, by=Addressee(other), purpose="t", at=now())
    page = read_summons(summons.reference, by=addressee(summons), purpose="t", at=now())
    assert not page.opened
    assert Merge.objects.filter(superseded_at=None).count() == 0


def test_a_split_moves_what_is_chosen_and_merging_back_undoes_it(world: World) -> None:
    person = somebody(world, birth_name="Elsewhere")
    (birth_name,) = Name.objects.filter(person_id=person, kind="birth")
    number = held(BY_FIELD["identifier"], [person], keys.ring())[0]
    chosen = [("name", birth_name.id), ("identifier", number.id)]
    new = merging.split(person, chosen, REASONS, by=world.decider, at=now())
    (moved,) = held(BY_FIELD["identifier"], [new], keys.ring())
    assert moved.values == number.values
    assert held(BY_FIELD["identifier"], [person], keys.ring()) == []
    assert Name.objects.get(id=birth_name.id).superseded_by
    with pytest.raises(InvalidInput, match="held of this person"):
        merging.split(person, chosen, REASONS, by=world.decider, at=now())
    merging.merge(new, person, REASONS, by=world.decider, at=now())
    assert standings.of_people([new], today(now()))[new].merged


def test_a_transfer_holds_from_its_day(world: World) -> None:
    person = somebody(world)
    advance_to(now() + timedelta(days=3))
    day = today(now())
    life.transfer(person, "7", "W7", by=world.officer, at=now())
    was, is_ = (
        describe([person], on=on, known=now())[person] for on in (day - timedelta(days=1), day)
    )
    assert (was.district, is_.district, is_.office) == ("9", "7", "W7")
