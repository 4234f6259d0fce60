"""What was said at a counter is confirmed by letter, and the letter opens and receives nothing."""

import hashlib
import json
from uuid import UUID

import pytest

from tests.actions.world import World, addressee, row
from vocatio.actions.clock import now
from vocatio.actions.law import facts_of, outages, status_of
from vocatio.actions.register import correct, prefer
from vocatio.actions.request.acknowledge import acknowledge, acknowledge_claim
from vocatio.actions.request.conscience import note
from vocatio.actions.request.file import enter, file
from vocatio.actions.summons.open import open_summons
from vocatio.actions.summons.reply import SaidBefore, confirm, note_reply
from vocatio.actions.verify.document import check_code, check_file
from vocatio.actions.words import words_of
from vocatio.domain.actors import Addressee, Visitor
from vocatio.domain.facts import parse
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.summons.acknowledgement import NothingNoted
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.genuine import Standing
from vocatio.domain.summons.kinds import RequestKind
from vocatio.domain.summons.states import OutOfTurn, State, Status
from vocatio.records.documents.models import Acknowledgement
from vocatio.records.register.models import Person, PersonFact
from vocatio.records.summonses.models import Summons


def counted(summons: Summons) -> Status:
    """How it stands now."""
    return status_of(summons, facts_of(summons.id), outages=outages(now()), on=now())


def said(person: UUID, code: str) -> dict[str, dict[str, str]]:
    """What the letter with this code says, by language."""
    row_ = Acknowledgement.objects.get(code=code)
    fact = parse(bytes(PersonFact.objects.get(id=row_.fact_id).canonical))
    assert fact.kind == PersonKind.ACKNOWLEDGED
    assert fact.data["pdf"] == bytes(row_.sha256).hex()
    letter = words_of(str(fact.data["letter"]))
    assert letter
    text: dict[str, dict[str, str]] = json.loads(letter)["text"]
    assert fact.subject == person
    return text


def test_a_request_at_the_counter_is_confirmed_and_nothing_is_received(world: World) -> None:
    summons = world.summoned()
    before = counted(summons)
    entry = enter(
        *(summons.reference, RequestKind.NON_RECEIPT, "other", Channel.TELEPHONE),
        by=world.officer,
        at=now(),
    )
    letter = acknowledge(entry, by=world.officer, at=now())
    text = said(summons.person_id, letter.code)
    assert set(text) == {"en"}
    assert text["en"]["asked"] == "You said that the summons or letter did not reach you."
    assert "by telephone" in text["en"]["when"]
    assert summons.reference in text["en"]["about"]
    assert "If nobody does, it counts as never delivered." in text["en"]["follows"]
    after = counted(summons)
    assert (after.receipt, after.opened, after.state) == (None, False, before.state)
    assert type(after.service) is type(before.service)
    # Anybody can check it, by its code and by its file; a changed file is unknown.
    visitor = Visitor("192.0.2.1")
    assert check_code(letter.code, by=visitor, at=now()) == Standing.GENUINE
    assert check_file(letter.pdf, by=visitor, at=now()) == Standing.GENUINE
    assert check_file(letter.pdf + b" ", by=visitor, at=now()) == Standing.UNKNOWN
    assert hashlib.sha256(letter.pdf).digest() == bytes(
        Acknowledgement.objects.get(code=letter.code).sha256
    )


def test_what_somebody_did_themself_needs_no_letter(world: World) -> None:
    summons = world.summoned()
    who = addressee(summons)
    asked = file(summons.reference, RequestKind.HELP, "interpreter", by=who, at=now())
    with pytest.raises(NothingNoted):
        acknowledge(asked, by=world.officer, at=now())
    opened = next(f.id for f in facts_of(summons.id))
    with pytest.raises(NothingNoted):
        acknowledge(opened, by=world.officer, at=now())


def test_a_claim_of_conscience_is_confirmed_as_an_exemption_whether_one_waits_or_not(
    world: World,
) -> None:
    summons = world.summoned()
    for _ in range(2):
        note(summons.reference, Channel.COUNTER, by=world.officer, at=now())
        letter = acknowledge_claim(summons.reference, Channel.COUNTER, by=world.officer, at=now())
        text = said(summons.person_id, letter.code)
        assert text["en"]["asked"] == "You asked not to have to come (exemption)."
        assert "onscience" not in json.dumps(text)


def test_a_reply_that_is_written_down_opens_nothing(world: World) -> None:
    summons = world.summoned()
    entry = note_reply(summons.reference, Channel.LETTER, by=world.officer, at=now())
    found = counted(summons)
    assert (found.receipt, found.opened) == (None, False)
    assert found.state != State.OPENED
    assert found.state != State.CONFIRMED
    with pytest.raises(SaidBefore):
        note_reply(summons.reference, Channel.LETTER, by=world.officer, at=now())
    text = said(summons.person_id, acknowledge(entry, by=world.officer, at=now()).code)
    assert text["en"]["follows"] == "Nothing has to be decided: it holds from now on."
    # In their own pages they read it before they reply.
    with pytest.raises(OutOfTurn):
        confirm(summons.reference, by=addressee(summons), at=now())
    open_summons(summons.reference, by=addressee(summons), at=now())
    confirm(summons.reference, by=addressee(summons), at=now())
    assert counted(summons).state == State.CONFIRMED


def test_what_holds_about_a_person_is_confirmed_without_a_reference(world: World) -> None:
    world.people(row("p", language="ar"))
    world.released(1)
    person = Person.objects.get().id
    held = prefer.preferences_of(person, by=world.officer, purpose="test", at=now())
    wanted = prefer.Preferences(held.language, "ada@example.org", "", frozenset({"large_print"}))
    changed = prefer.prefer_for(person, wanted, Channel.TELEPHONE, by=world.officer, at=now())
    assert changed
    letter = acknowledge(changed, by=world.officer, at=now())
    text = said(person, letter.code)
    assert set(text) == {"en", "ar"}
    assert "about" not in text["ar"]
    again = prefer.prefer_for(person, wanted, Channel.TELEPHONE, by=world.officer, at=now())
    assert again is None
    tag = {"tag": "en"}
    asked = correct.ask_for(person, "language", tag, Channel.COUNTER, by=world.officer, at=now())
    text = said(person, acknowledge(asked.fact_id, by=world.officer, at=now()).code)
    assert "A person decides" not in text["ar"]["follows"]
    assert "بتّ" in text["ar"]["follows"]


def test_of_a_sealed_person_no_contact_is_told_and_none_is_lost(world: World) -> None:
    world.people(row("p", sealed="yes", email="ada@example.org"))
    person = Person.objects.get().id
    held = prefer.preferences_of(person, by=world.officer, purpose="test", at=now())
    assert held.email == ""
    wanted = prefer.Preferences("de", "", "", frozenset())
    prefer.prefer_for(person, wanted, Channel.COUNTER, by=world.officer, at=now())
    own = prefer.preferences(by=addressee_of(person), purpose="test", at=now())
    assert (own.language, own.email) == ("de", "ada@example.org")


def addressee_of(person: UUID) -> Addressee:
    """Them, signed in."""
    return Addressee(person)
