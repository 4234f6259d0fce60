"""Letters handed out, and what anybody is told about them."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest

from tests.actions.world import TITLES, World, addressee, row
from tests.gateways.test_sealing import public
from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.law import facts_of
from vocatio.actions.paper import current_content, seal_keys, seal_proof
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import file
from vocatio.actions.summons.append import status_at
from vocatio.actions.summons.copy import NotOpened, counter_copy, own_copy
from vocatio.actions.summons.open import open_summons
from vocatio.actions.verify import document
from vocatio.actions.verify.document import TooMany, check_code, check_file
from vocatio.domain.actors import Addressee, Visitor
from vocatio.domain.errors import InvalidInput, NotFound, NotPermitted
from vocatio.domain.evidence import proof
from vocatio.domain.facts import Fact
from vocatio.domain.summons.genuine import Standing
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.gateways import identity
from vocatio.gateways.typesetting import typesetter
from vocatio.records.documents.models import Check, Content
from vocatio.records.summonses.models import Summons

REASONS = "The examination on that day cannot be moved, as you have shown."


@pytest.fixture
def summons(world: World) -> Summons:
    """One that lies in an inbox."""
    return world.summoned()


def visitor(number: int = 1) -> Visitor:
    """Somebody."""
    return Visitor(f"192.0.2.{number}")


def copies(summons: Summons) -> list[Fact]:
    """The copies that were handed out."""
    return [fact for fact in facts_of(summons.id) if fact.kind == Kind.COPIED]


def opened(summons: Summons) -> Addressee:
    """The addressee, who has opened it."""
    by = addressee(summons)
    open_summons(summons.reference, by=by, at=now())
    return by


def with_new_date(world: World, summons: Summons) -> Addressee:
    """The addressee, who asked for another date and was given one."""
    by = opened(summons)
    file(summons.reference, RequestKind.RESCHEDULE, "study", by=by, at=now())
    request = status_at(summons, now()).open_request
    assert request
    decide(request.id, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    return by


def test_f3_what_people_are_called_to_is_said_in_both_languages(world: World) -> None:
    world.people(row("p", language="ar"))
    summons = Summons.objects.get(callup_id=world.released(1))
    said = json.loads(bytes(current_content(summons.id).canonical))["text"]
    assert TITLES["ar"] in said["ar"]["reason"]
    assert "Basic service" in said["en"]["reason"]
    (line,) = own.inbox(by=addressee(summons), purpose="own", at=now())
    assert line.sender == TITLES["ar"]


def test_f3_an_order_that_does_not_say_it_in_a_language_names_that(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(TITLES, "ar")
    with pytest.raises(InvalidInput, match="title_ar: must say in “ar”"):
        world.order(1)


def test_each_content_is_under_a_seal_that_proves_itself(world: World) -> None:
    world.crowd(3)
    callup_id = world.released(3)
    contents = Content.objects.filter(summons__callup_id=callup_id).select_related("seal")
    assert contents.count() == 3
    for content in contents:
        key = public(seal_keys(), content.seal_id)
        shown = proof.parse(seal_proof(content))
        digest = sha256(bytes(content.canonical)).digest()
        assert shown.verify(digest, origin=key.name, keys=[key])[0].size == 3


def test_the_person_fetches_what_they_opened_and_its_hash_is_logged(summons: Summons) -> None:
    by = opened(summons)
    letter = own_copy(summons.reference, by=by, at=now())
    (fact,) = copies(summons)
    assert fact.data["pdf"] == sha256(letter.pdf).hexdigest()
    assert fact.data["content"] == facts_of(summons.id)[0].data["content"]
    assert fact.by == by.reference()
    assert fact.data["typesetter"] == typesetter()
    assert letter.code == summons.reference


def test_nobody_fetches_what_they_have_not_opened(summons: Summons) -> None:
    with pytest.raises(NotOpened):
        own_copy(summons.reference, by=addressee(summons), at=now())
    assert not copies(summons)


def test_nobody_fetches_what_is_somebody_elses(world: World, summons: Summons) -> None:
    world.people(row("another"))
    with pytest.raises(NotFound):
        own_copy(summons.reference, by=Addressee(identity.new_id()), at=now())


def test_an_officer_hands_it_out_and_that_is_no_receipt(world: World, summons: Summons) -> None:
    """F9: an officer who opens it while helping shows no receipt."""
    counter_copy(summons.id, by=world.officer, at=now())
    (fact,) = copies(summons)
    assert fact.by == world.officer.reference()
    found = status_at(summons, now())
    assert not found.opened
    assert found.receipt_at is None
    (line,) = own.record(by=addressee(summons), purpose="own", at=now()).readings[1:]
    assert (line.reader, line.what) == ("staff", "letter")


def test_nobody_else_hands_it_out(world: World, summons: Summons) -> None:
    for by in (world.planner, world.approver, world.decider):
        with pytest.raises(NotPermitted):
            counter_copy(summons.id, by=by, at=now())


def test_a_letter_is_genuine_by_its_code_and_by_its_bytes(summons: Summons) -> None:
    letter = own_copy(summons.reference, by=opened(summons), at=now())
    typed = letter.code.lower().replace("-", " ").replace("0", "o")
    assert check_code(letter.code, by=visitor(), at=now()) == Standing.GENUINE
    assert check_code(typed, by=visitor(), at=now()) == Standing.GENUINE
    assert check_file(letter.pdf, by=visitor(), at=now()) == Standing.GENUINE
    assert check_file(letter.pdf + b"\n", by=visitor(), at=now()) == Standing.UNKNOWN
    assert check_code(identity.new_reference(), by=visitor(), at=now()) == Standing.UNKNOWN


def test_a_new_date_is_a_new_letter_and_the_old_one_is_superseded(
    world: World, summons: Summons
) -> None:
    """F4: a new date is a new notice, with everything that F3 asks for."""
    by = opened(summons)
    old = own_copy(summons.reference, by=by, at=now())
    with_new_date(world, summons)
    new = own_copy(summons.reference, by=by, at=now())
    assert new.code != old.code
    assert check_code(old.code, by=visitor(), at=now()) == Standing.SUPERSEDED
    assert check_file(old.pdf, by=visitor(), at=now()) == Standing.SUPERSEDED
    assert check_code(new.code, by=visitor(), at=now()) == Standing.GENUINE
    said = json.loads(bytes(current_content(summons.id).canonical))
    status = status_at(Summons.objects.get(id=summons.id), now())
    assert said["starts_at"] == status.appointment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    page = own.summons(summons.reference, by=by, purpose="own", at=now())
    assert page.text["en"] == said["text"]["en"]


def test_one_address_may_ask_so_often_and_another_one_still_may(summons: Summons) -> None:
    at = now()
    for _ in range(document.MOST):
        check_code("nothing", by=visitor(), at=at)
    with pytest.raises(TooMany):
        check_code(summons.reference, by=visitor(), at=at)
    with pytest.raises(TooMany):
        check_file(b"", by=visitor(), at=at)
    assert check_code(summons.reference, by=visitor(2), at=at) == Standing.GENUINE
    assert check_code(summons.reference, by=visitor(), at=at + document.WHILE) == Standing.GENUINE


def test_one_household_of_ipv6_is_one_address(summons: Summons) -> None:
    at = now()
    for number in range(document.MOST):
        check_code("nothing", by=Visitor(f"2001:db8::{number:x}"), at=at)
    with pytest.raises(TooMany):
        check_code(summons.reference, by=Visitor("2001:db8::ffff:1"), at=at)
    check_code(summons.reference, by=Visitor("2001:db8:0:1::1"), at=at)


def test_who_asked_is_forgotten_after_a_day(summons: Summons) -> None:
    at = now()
    check_code(summons.reference, by=visitor(), at=at)
    check_code(summons.reference, by=visitor(), at=at + timedelta(days=2))
    assert Check.objects.count() == 1
    assert b"192.0.2" not in bytes(Check.objects.get().visitor)
