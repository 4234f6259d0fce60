"""Whoever acts gets a receipt, once the log holds the act; and anybody reads the log."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests import database as testing
from tests.actions.ledger.world import Log
from tests.actions.world import World, addressee
from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.inspect.receipts import receipt
from vocatio.actions.summons.open import open_summons
from vocatio.actions.summons.reply import confirm
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import NotFound
from vocatio.domain.evidence import canonical, proof
from vocatio.domain.evidence.tiles import tiles_of
from vocatio.domain.summons.kinds import Kind
from vocatio.gateways.ledger_log import signing
from vocatio.portals.doors import PERSON
from vocatio.records.ledger.models import Salt
from vocatio.records.summonses.models import Summons, SummonsFact


def replied(world: World) -> tuple[Summons, Addressee, UUID]:
    """Somebody who opened and confirmed, and the line of their history that says so."""
    summons = world.summoned()
    by = addressee(summons)
    open_summons(summons.reference, by=by, at=now())
    confirm(summons.reference, by=by, at=now())
    seen = own.summons(summons.reference, by=by, purpose="mine", at=now())
    mine = [line for line in seen.history if line.own]
    assert [line.kind for line in mine] == [Kind.OPENED, Kind.REPLY]
    assert mine[-1].own
    return summons, by, mine[-1].own


def test_a_receipt_comes_and_proves_the_act(log: Log) -> None:
    with testing.connected(log.database):
        summons, by, reply = replied(World())
        assert receipt(summons.reference, reply, by=by, purpose="mine", at=now()) is None
    log.integrate()
    with testing.connected(log.database):
        content = receipt(summons.reference, reply, by=by, purpose="mine", at=now())
        assert content
        salt = bytes(Salt.objects.get(record_id=reply).salt)
        fact = bytes(SummonsFact.objects.get(id=reply).canonical)
        keys = signing.known(log.places)
        entry = canonical.commitment(salt, fact)
        proof.parse(content).verify(entry, origin=keys[0].name, keys=keys)
        issued = SummonsFact.objects.get(subject_id=summons.id, kind=Kind.ISSUED).id
        with pytest.raises(NotFound):
            receipt(summons.reference, issued, by=by, purpose="mine", at=now())
        stranger = Addressee(issued)
        with pytest.raises(NotFound):
            receipt(summons.reference, reply, by=stranger, purpose="mine", at=now())


def test_the_page_of_a_receipt_asks_again_by_itself_until_it_is_there(log: Log) -> None:
    with testing.connected(log.database):
        summons, by, reply = replied(World())
        client = Client(SERVER_NAME="127.0.0.1")
        session = client.session
        session[PERSON] = str(by.person_id)
        session.save()
        path = reverse("citizen:receipt", args=[summons.reference, reply])
        waits = client.get(path)
        assert (waits.status_code, waits["Refresh"]) == (202, "2")
        assert f'href="{path}"' in waits.content.decode(), "for whoever forbids that"
    log.integrate()
    with testing.connected(log.database):
        there = client.get(path)
        assert there.status_code == 200
        assert "Refresh" not in there
        assert "attachment" in there["Content-Disposition"]


def test_anybody_reads_the_files_of_the_log_and_nothing_else(log: Log) -> None:
    log.commit(300)
    log.integrate()
    with testing.connected(log.database):
        client = Client(SERVER_NAME="127.0.0.1")
        for path in ("checkpoint", "vkeys", *(tile.path for tile in tiles_of(300))):
            answer = client.get(f"/log/{path}")
            assert answer.content == log.files.read(path), path
            kept = "immutable" if path.startswith("tile/") else "no-cache"
            assert kept in answer["Cache-Control"]
            assert answer["Access-Control-Allow-Origin"] == "*"
        for path in ("", "key", "tile/0/001", "tile/0/x000/000", "..%2fkey", "tile/../../key"):
            assert client.get(f"/log/{path}").status_code == 404, path
        assert client.post("/log/checkpoint").status_code == 405
