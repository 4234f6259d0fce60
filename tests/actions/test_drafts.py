"""What somebody typed when their session had ended is theirs, for a week, and nobody else's."""

from datetime import timedelta

import pytest

from tests.actions.world import World, addressee
from vocatio.actions.clock import now
from vocatio.actions.inspect.export import own_record, person_record
from vocatio.actions.request.drafts import KEPT, LARGEST, MOST, drop, keep, ticket, unfinished
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import InvalidInput
from vocatio.entry.jobs.drafts import forget
from vocatio.records.documents.models import Draft

PATH = "/summons/7KQ4-0ZFT-91PM-HX3C/ask/reschedule/work/"
WORDS = "I start a new job that week."


@pytest.fixture
def who(world: World) -> Addressee:
    """Somebody with a summons."""
    return addressee(world.summoned())


def test_it_is_kept_encrypted_and_shown_to_them_alone(world: World, who: Addressee) -> None:
    keep(ticket(by=who, at=now()), PATH, {"details": [WORDS], "wish": [""]}, at=now())
    (stored,) = Draft.objects.all()
    assert WORDS.encode() not in bytes(stored.encrypted)
    (found,) = unfinished(by=who, purpose="test", at=now())
    assert (found.path, found.words, found.typed["details"]) == (PATH, WORDS, [WORDS])
    stranger = Addressee(world.officer.natural_person_id)
    assert unfinished(by=stranger, purpose="test", at=now()) == ()
    drop(PATH, by=stranger, at=now())
    assert WORDS in own_record(by=who, purpose="test", at=now()).as_json()
    handed = person_record(who.person_id, by=world.officer, purpose="test", at=now())
    assert "documents_draft" not in handed.tables


def test_the_latest_of_a_form_replaces_the_one_before_and_a_week_erases_it(who: Addressee) -> None:
    at = now()
    keep(ticket(by=who, at=now()), PATH, {"details": ["first"]}, at=at)
    keep(ticket(by=who, at=now()), PATH, {"details": [WORDS]}, at=at)
    (found,) = unfinished(by=who, purpose="test", at=at)
    assert found.words == WORDS
    assert unfinished(by=who, purpose="test", at=at + KEPT) == ()
    drop("/elsewhere/", by=who, at=at + KEPT + KEPT)
    assert not Draft.objects.exists()


def test_a_job_erases_what_is_old_though_nobody_returns(who: Addressee) -> None:
    keep(ticket(by=who, at=now()), PATH, {"details": [WORDS]}, at=now() - KEPT - timedelta(days=1))
    keep(ticket(by=who, at=now()), "/elsewhere/", {"details": ["new"]}, at=now())
    forget(timestamp=0)
    (left,) = unfinished(by=who, purpose="test", at=now())
    assert left.path == "/elsewhere/"
    assert Draft.objects.count() == 1


def test_sent_is_erased(who: Addressee) -> None:
    keep(ticket(by=who, at=now()), PATH, {"details": [WORDS]}, at=now())
    drop(PATH, by=who, at=now())
    assert not Draft.objects.exists()


def test_nobody_lays_down_drafts_without_a_ticket_nor_without_end(who: Addressee) -> None:
    for forged in ("", "nonsense", ticket(by=who, at=now())[:-4] + "AAA="):
        with pytest.raises(InvalidInput):
            keep(forged, PATH, {"details": [WORDS]}, at=now())
    with pytest.raises(InvalidInput, match="too old"):
        keep(ticket(by=who, at=now() - KEPT), PATH, {"details": [WORDS]}, at=now())
    with pytest.raises(InvalidInput, match="up to 20,000 characters"):
        keep(ticket(by=who, at=now()), PATH, {"details": ["x" * LARGEST]}, at=now())
    for number in range(MOST + 5):
        keep(ticket(by=who, at=now()), f"/summons/{number}/", {"details": [str(number)]}, at=now())
    found = unfinished(by=who, purpose="test", at=now())
    assert len(found) == MOST
    assert found[0].words == str(MOST + 4)
