"""`ledger verify` names a database or files of an earlier day, and what others signed."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests import database as testing
from tests.actions.ledger.tampering import replayed
from tests.actions.ledger.world import Log, superuser
from tests.domain.evidence.signing import Signer
from vocatio.actions.ledger.findings import Finding
from vocatio.actions.ledger.verify import verify
from vocatio.domain.evidence.note import Note, NotSigned, WrongSignature
from vocatio.gateways.ledger_log.files import CHECKPOINT


def test_a_database_of_an_earlier_day_under_the_log_of_today_is_found(log: Log) -> None:
    grown(log)
    with superuser(log.database) as thief:
        thief.execute("DELETE FROM ledger_checkpoint WHERE size > 4")
        thief.execute("DELETE FROM ledger_leaf WHERE index >= 4")
        thief.execute(
            """DELETE FROM ledger_commitment
               WHERE record_id NOT IN (SELECT record_id FROM ledger_leaf)"""
        )
    _, found = replayed(log.database)
    assert {"ledger_leaf", "ledger_checkpoint"} <= {finding.table for finding in found}


def grown(log: Log) -> None:
    """A log with three checkpoints more."""
    for _ in range(3):
        log.commit(4)
        log.integrate()


def test_a_log_of_an_earlier_day_under_the_database_of_today_is_found(
    log: Log, tmp_path: Path
) -> None:
    log.commit(4)
    log.integrate()
    shutil.copytree(log.places.files, tmp_path / "copy")
    grown(log)
    shutil.rmtree(log.places.files)
    shutil.copytree(tmp_path / "copy", log.places.files)
    _, found = replayed(log.database)
    assert ("log", "checkpoint") in {(finding.table, finding.row) for finding in found}
    with testing.connected(log.database):
        seen: list[Finding] = []
        verify(seen.append, lambda _: None, folder=tmp_path / "copy")
    assert "log" not in {finding.table for finding in seen}, "a copy may be of an earlier day"


def test_database_and_log_of_an_earlier_day_together_are_found(log: Log, tmp_path: Path) -> None:
    """Rows, leaves, checkpoints and files agree with each other; what was signed is kept apart."""
    log.commit(4)
    log.integrate()
    shutil.copytree(log.places.files, tmp_path / "copy")
    grown(log)
    shutil.rmtree(log.places.files)
    shutil.copytree(tmp_path / "copy", log.places.files)
    with superuser(log.database) as thief:
        thief.execute("DELETE FROM ledger_checkpoint WHERE size > 4")
        thief.execute("DELETE FROM ledger_leaf WHERE index >= 4")
        thief.execute(
            """DELETE FROM ledger_commitment
               WHERE record_id NOT IN (SELECT record_id FROM ledger_leaf)"""
        )
    told = [f.what for f in replayed(log.database)[1] if (f.table, f.row) == ("log", "checkpoint")]
    assert told == ["it has 4 entries; 16 were signed, as the key's state says"]


@pytest.mark.parametrize("origin", ["", "another.example/ledger"])
def test_a_checkpoint_that_somebody_else_signed_is_found(log: Log, origin: str) -> None:
    """By another key under our name, or under the name of another log."""
    grown(log)
    head = log.published()
    forger = Signer(origin or head.origin)
    text = replace(head, origin=forger.key.name).text()
    forged = Note(text, (forger.sign(text),)).encode()
    with superuser(log.database) as thief:
        thief.execute("UPDATE ledger_checkpoint SET note = %s WHERE size = %s", [forged, head.size])
    _, found = replayed(log.database)
    assert [f.row for f in found if f.table == "ledger_checkpoint"] == [str(head.size)]
    log.files.write(CHECKPOINT, forged)
    with testing.connected(log.database), pytest.raises((NotSigned, WrongSignature)):
        verify(print, lambda _: None)
