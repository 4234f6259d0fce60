"""Conscience is claimed at any time, and read and decided by an independent board alone (F24)."""

import json
from pathlib import Path

import pytest

from tests.actions.court import seat
from tests.actions.papers import locked, paper
from tests.actions.world import World, addressee
from tests.database import Database
from vocatio.actions.clock import now
from vocatio.actions.inspect import own, requests
from vocatio.actions.inspect.bundle import bundle_of, own_bundle
from vocatio.actions.inspect.export import own_record, person_record
from vocatio.actions.inspect.own import SummonsPage
from vocatio.actions.inspect.person import person
from vocatio.actions.inspect.queue import Wanted, queue
from vocatio.actions.law import facts_of, status_of
from vocatio.actions.ledger.papers import papers
from vocatio.actions.request.board import decide_claim, waiting_claims
from vocatio.actions.request.conscience import Said, claim, key_of_board, note
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import AlreadyAsked, Over, file
from vocatio.actions.summons.append import append
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, NotFound, NotPermitted
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.conscience import BOARD, NotTheBoard, may_claim
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.domain.summons.states import RequestOpen, State, refuse_absence
from vocatio.entry.commands.board_command import _content
from vocatio.gateways import keys
from vocatio.project import board
from vocatio.records.documents.models import Envelope
from vocatio.records.summonses.models import Summons

WORDS = "I cannot carry a weapon, and I never will."
REASONS = (
    "The board heard you and believes what you told it about your conviction, "
    "as you described it in your own words."
)
PASSPHRASE = "a passphrase of the board"


@pytest.fixture
def member(db: Database) -> Staff:
    """A member of the board."""
    return seat(db, BOARD, "boardmember")


@pytest.fixture
def pair(db: Database) -> board.Pair:
    """A key of the board, which the authority has accepted."""
    pair = board.new_key(PASSPHRASE)
    fingerprint = board.accept_key(db.access, pair.public)
    assert key_of_board() == fingerprint
    return pair


def page(summons: Summons) -> SummonsPage:
    """What the person sees."""
    return own.summons(summons.reference, by=addressee(summons), purpose="test", at=now())


def test_only_the_board_can_open_what_was_said(
    world: World, member: Staff, pair: board.Pair, tmp_path: Path
) -> None:
    summons = world.summoned()
    letter = paper()
    said = Said(WORDS, [letter])
    asked = claim(summons.reference, said, by=addressee(summons), at=now())

    sealed = bytes(Envelope.objects.get(id=asked).sealed)
    assert WORDS.encode() not in sealed
    fact = next(f for f in facts_of(summons.id) if f.id == asked)
    assert WORDS.encode() not in fact.canonical()
    with pytest.raises(keys.Undecipherable):
        keys.ring().unseal(sealed, "documents_envelope", asked.bytes)

    (waits,) = waiting_claims(by=member, purpose="test", at=now())
    fetched = tmp_path / f"{asked}.json"
    fetched.write_bytes(_content(waits))
    opened = board.read_claim(fetched, pair.private, PASSPHRASE, tmp_path / "read")
    assert WORDS in opened.read_text()
    assert (tmp_path / "read" / f"{asked}-1.pdf").read_bytes() == letter

    with pytest.raises(InvalidInput, match="another passphrase"):
        board.read_claim(fetched, pair.private, "guessed", tmp_path)
    with pytest.raises(InvalidInput, match="another key, or changed"):
        board.read_claim(fetched, board.new_key("x").private, "x", tmp_path)
    moved = json.loads(fetched.read_bytes()) | {"about": str(asked)}
    fetched.write_text(json.dumps(moved))
    with pytest.raises(InvalidInput, match="another key, or changed"):
        board.read_claim(fetched, pair.private, PASSPHRASE, tmp_path)


def test_everybody_else_sees_an_exemption_and_nothing_of_it(
    world: World, member: Staff, pair: board.Pair
) -> None:
    summons = world.summoned()
    open_summons(summons.reference, by=addressee(summons), at=now())
    asked = claim(summons.reference, Said(WORDS), by=addressee(summons), at=now())
    assert queue(Wanted(), by=world.decider, purpose="test", at=now()).lines == ()
    with pytest.raises(NotFound):
        requests.request(asked, by=world.decider, purpose="test", at=now())
    with pytest.raises(NotFound):
        decide(asked, Outcome.REFUSED, REASONS, by=world.decider, at=now())
    decide_claim(asked, Outcome.GRANTED, REASONS, by=member, at=now())

    fact = next(f for f in facts_of(summons.id) if f.id == asked)
    ordinary = {"kind", "ground", "details", "details_sha256"}
    assert fact.data.keys() == ordinary
    assert (fact.data["kind"], fact.data["ground"]) == ("exemption", "other")
    of_staff = bundle_of(summons.reference, by=world.decider, purpose="test", at=now())
    assert b"conscience" not in of_staff
    handed = person_record(summons.person_id, by=world.officer, purpose="test", at=now())
    assert "documents_envelope" not in handed.tables
    assert REASONS not in handed.as_json()
    shown = person(summons.person_id, by=world.officer, purpose="test", at=now())
    assert [one.requests for one in shown.summonses] == [()]

    (line,) = page(summons).requests
    assert (line.confided, line.details, line.reasons) == (True, None, REASONS)
    whole = own_record(by=addressee(summons), purpose="test", at=now())
    assert "documents_envelope" in whole.tables
    assert REASONS in whole.as_json()
    assert own_bundle(summons.reference, by=addressee(summons), purpose="test", at=now())


def test_it_is_decided_by_the_board_in_its_own_realm(world: World, member: Staff) -> None:
    summons = world.summoned()
    asked = claim(summons.reference, Said(), by=addressee(summons), at=now())
    with pytest.raises(NotPermitted):
        decide_claim(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())


def test_a_court_is_not_the_board(world: World, db: Database) -> None:
    summons = world.summoned()
    asked = claim(summons.reference, Said(), by=addressee(summons), at=now())
    judge = seat(db, "court", "judge-of-conscience")
    with pytest.raises(NotTheBoard):
        decide_claim(asked, Outcome.GRANTED, REASONS, by=judge, at=now())
    with pytest.raises(NotTheBoard):
        waiting_claims(by=judge, purpose="test", at=now())


def test_it_blocks_until_it_is_decided_whatever_was_decided_before(
    world: World, member: Staff
) -> None:
    summons = world.summoned()
    who = addressee(summons)
    earlier = file(summons.reference, RequestKind.EXEMPTION, "other", by=who, at=now())
    asked = claim(summons.reference, Said(), by=who, at=now())
    decide(earlier, Outcome.REFUSED, REASONS, by=world.decider, at=now())
    found = status_of(summons, facts_of(summons.id), outages=(), on=now())
    with pytest.raises(RequestOpen):
        refuse_absence(found)
    with pytest.raises(AlreadyAsked):
        claim(summons.reference, Said(), by=who, at=now())
    file(summons.reference, RequestKind.EXEMPTION, "other", by=who, at=now())
    decide_claim(asked, Outcome.GRANTED, REASONS, by=member, at=now())
    found = status_of(summons, facts_of(summons.id), outages=(), on=now())
    assert found.state == State.EXCUSED
    assert may_claim(found, {asked})


def test_without_a_key_it_counts_all_the_same(own_database: Database) -> None:
    summons = World().summoned()
    assert key_of_board() is None
    with pytest.raises(InvalidInput, match="words: the board has no key"):
        claim(summons.reference, Said(WORDS), by=addressee(summons), at=now())
    claim(summons.reference, Said(), by=addressee(summons), at=now())
    assert not page(summons).may_claim
    (line,) = page(summons).requests
    assert line.outcome is None


def test_what_a_superuser_changes_in_an_envelope_is_found(world: World, pair: board.Pair) -> None:
    summons = world.summoned()
    asked = claim(summons.reference, Said(WORDS), by=addressee(summons), at=now())
    assert not [one for one in papers() if one.table == "documents_envelope"]
    # As the test may not update: a second envelope, under the name of another request.
    other = file(
        summons.reference, RequestKind.HELP, "interpreter", by=addressee(summons), at=now()
    )
    sealed = bytes(Envelope.objects.get(id=asked).sealed)
    Envelope.objects.create(id=other, person_id=summons.person_id, sealed=sealed)
    (finding,) = (one for one in papers() if one.table == "documents_envelope")
    assert finding.row == str(other)


def test_a_file_that_cannot_be_taken_is_said_at_once(world: World, pair: board.Pair) -> None:
    summons = world.summoned()
    with pytest.raises(InvalidInput, match="papers: this PDF asks for a password"):
        claim(summons.reference, Said("", [locked()]), by=addressee(summons), at=now())
    assert page(summons).may_claim


def test_at_the_counter_it_is_noted_and_nothing_of_it(world: World, member: Staff) -> None:
    summons = world.summoned()
    note(summons.reference, Channel.COUNTER, by=world.officer, at=now())
    (fact,) = (f for f in facts_of(summons.id) if f.kind == Kind.REQUEST)
    assert fact.data["channel"] == "counter"
    assert not [f for f in facts_of(summons.id) if f.kind == Kind.OPENED]
    assert [one.request for one in waiting_claims(by=member, purpose="t", at=now())] == [fact.id]
    note(summons.reference, Channel.TELEPHONE, by=world.officer, at=now())
    assert len(page(summons).requests) == 1, "and nobody at the counter is told that one waits"


def test_nothing_is_claimed_against_what_was_withdrawn(world: World) -> None:
    summons = world.summoned()
    append(summons, Kind.RECALLED, by=world.planner, at=now())
    with pytest.raises(Over):
        claim(summons.reference, Said(), by=addressee(summons), at=now())
