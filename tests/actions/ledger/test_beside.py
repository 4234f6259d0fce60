"""What lies beside the facts that name its hash: a superuser who changes it is found."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from tests import database as testing
from tests.actions.ledger.tampering import replayed, undone
from tests.actions.ledger.world import Log, log_of, superuser
from tests.actions.papers import photograph
from tests.actions.world import World, addressee
from vocatio.actions.case.stay import stay_callup
from vocatio.actions.clock import now
from vocatio.actions.outage.record import record_outage
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import More, file
from vocatio.actions.summons.attendance import record_appearance
from vocatio.actions.words import kept_words
from vocatio.domain.evidence.words import text_of
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.gateways import keys
from vocatio.project import launch
from vocatio.records.documents.models import FreeText
from vocatio.records.summonses.models import Summons

DETAILS = "My back hurts."
REASONS = (
    "Your employer needs you on that day, as you showed us."
    " Nothing else in your file says that you could not come on another day."
)


@pytest.fixture(scope="module")
def decided(server: launch.Server) -> Iterator[Log]:
    """A released call-up, and a request that was refused."""
    with testing.cloned(server) as database:
        with testing.connected(database):
            world = World()
            world.crowd(5)
            summons = Summons.objects.filter(callup_id=world.released(3))[0]
            by = addressee(summons)
            more = More(details=DETAILS, papers=[photograph()])
            asked = file(summons.reference, RequestKind.DEFERRAL, "work", more, by=by, at=now())
            began = now() - timedelta(hours=1)
            for whose in (None, summons.reference):
                record_outage(began, now(), REASONS, summons=whose, by=world.officer, at=now())
            stay_callup(summons.callup_id, REASONS, by=world.overseer, at=now())
            record_appearance(summons.id, by=world.officer, at=now())
            decide(asked, Outcome.REFUSED, f" {REASONS} ", by=world.decider, at=now())
        with log_of(database) as log:
            log.integrate()
        yield Log(database, log.places)


#: Where it shows -> what a superuser does.
CHANGES = (
    ("callups_manifest", "UPDATE callups_manifest SET sha256 = sha256(sha256)"),
    ("callups_manifest", "UPDATE callups_manifest SET entries = entries + 1"),
    ("callups_manifest", "DELETE FROM callups_manifest"),
    ("callups_manifestentry", "UPDATE callups_manifestentry SET slot_id = gen_random_uuid()"),
    ("callups_manifestentry", "UPDATE callups_manifestentry SET position = 9 WHERE position = 1"),
    ("callups_manifestentry", "UPDATE callups_manifestentry SET person_id = gen_random_uuid()"),
    ("callups_manifestentry", "DELETE FROM callups_manifestentry WHERE position = 2"),
    ("callups_drawn", "UPDATE callups_drawn SET person_id = gen_random_uuid() WHERE rank = 0"),
    ("callups_drawn", "UPDATE callups_drawn SET rank = 1 - rank WHERE rank < 2"),
    ("callups_drawn", "DELETE FROM callups_drawn WHERE rank = 2"),
    ("callups_drawn", "UPDATE callups_drawn SET callup_id = gen_random_uuid() WHERE rank = 2"),
    ("callups_remark", "UPDATE callups_remark SET kept = kept || ' '"),
    ("callups_remark", "DELETE FROM callups_remark"),
    (
        "callups_poolmember",
        """DELETE FROM callups_poolmember
           WHERE person_id NOT IN (SELECT person_id FROM callups_drawn)""",
    ),
    ("callups_poolmember", "DELETE FROM callups_poolmember"),
    ("documents_freetext", "UPDATE documents_freetext SET encrypted = sha256(encrypted)"),
    ("documents_freetext", "UPDATE documents_freetext SET person_id = gen_random_uuid()"),
    ("documents_attachment", "UPDATE documents_attachment SET encrypted = sha256(encrypted)"),
    ("documents_attachment", "UPDATE documents_attachment SET person_id = gen_random_uuid()"),
    ("documents_attachment", "UPDATE documents_attachment SET media_type = media_type || 'x'"),
    ("deliveries_outage", "UPDATE deliveries_outage SET words = 'nothing' WHERE words <> ''"),
    ("deliveries_outage", "UPDATE deliveries_outage SET person_id = NULL"),
    ("deliveries_outage", "DELETE FROM deliveries_outage"),
    ("deliveries_outage", "INSERT INTO deliveries_outage VALUES (gen_random_uuid(), '', NULL)"),
)


@pytest.mark.parametrize(("table", "change"), CHANGES)
def test_what_a_superuser_changes_is_found(decided: Log, table: str, change: str) -> None:
    with superuser(decided.database) as thief:
        # Two ranks are exchanged in one statement: the constraint looks at each row.
        thief.execute("ALTER TABLE callups_drawn DROP CONSTRAINT IF EXISTS drawn_rank")
        (callup,) = thief.execute("SELECT id FROM callups_callup").fetchone() or ("",)
        with undone(thief, table):
            assert thief.execute(change).rowcount
            thief.commit()
            _, found = replayed(decided.database)
        rows = {finding.row for finding in found if finding.table == table}
    assert rows, found
    named = [finding.what for finding in found if finding.table == table]
    told = str(callup) in rows or any(str(callup) in what for what in named)
    assert told or not table.startswith("callups_")
    assert replayed(decided.database)[1] == []


def test_reasons_that_the_holder_of_the_keys_rewrote_are_found(decided: Log) -> None:
    with testing.connected(decided.database):
        kept = {
            text.id: kept_words(text.id, to_the_person=True) or ""
            for text in FreeText.objects.all()
        }
        assert sorted(map(text_of, kept.values())) == sorted([DETAILS, REASONS, REASONS])
        name = next(id_ for id_, words in kept.items() if text_of(words) == DETAILS)
        # The salt is known to whoever has the keys; the hash is not theirs to choose.
        said = kept[name].replace("back", "foot")
        lie = keys.ring().encrypt(said, "documents_freetext", name.bytes)
    with superuser(decided.database) as thief, undone(thief, "documents_freetext"):
        thief.execute("UPDATE documents_freetext SET encrypted = %s WHERE id = %s", [lie, name])
        thief.commit()
        (finding,) = replayed(decided.database)[1]
        assert UUID(finding.row) == name
        thief.execute("DELETE FROM documents_freetext")
        thief.commit()
        assert replayed(decided.database)[1] == [], "erased words are no mismatch"
