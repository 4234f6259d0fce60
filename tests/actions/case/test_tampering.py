"""What a superuser does to what was written and decided in a case is found by `ledger verify`."""

import hashlib

import pytest

from tests import database as testing
from tests.actions.case.town import Town
from tests.actions.ledger.tables import OF_CASES
from tests.actions.ledger.tampering import (
    changes_are_found,
    inserted_rows_are_found,
    missing_rows_are_found,
    replayed,
    unchecked,
    undone,
)
from tests.actions.ledger.world import superuser
from tests.domain.evidence.signing import Signer
from vocatio.actions.paper import seal_keys
from vocatio.domain.evidence import merkle
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.note import Note
from vocatio.domain.evidence.seal import key_of
from vocatio.gateways.ledger_log import signing

TABLES = sorted(OF_CASES)


@pytest.fixture(scope="module")
def decided(town: Town) -> testing.Database:
    """A case with reminder, notice, finding and measure, all of it in the log."""
    town.summoned().until_decided()
    town.stamp()
    unchecked(town.database)
    return town.database


def test_nothing_is_found_in_an_honest_case(decided: testing.Database) -> None:
    assert replayed(decided)[1] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_change_of_a_column_is_found(decided: testing.Database, table: str) -> None:
    changes_are_found(decided, table)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_that_is_gone_is_found(decided: testing.Database, table: str) -> None:
    missing_rows_are_found(decided, table)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_that_was_slipped_in_is_found(decided: testing.Database, table: str) -> None:
    inserted_rows_are_found(decided, table)


RESEAL = "UPDATE cases_document SET note = %s WHERE id = %s"


def test_a_seal_of_another_document_or_by_another_key_is_found(decided: testing.Database) -> None:
    with superuser(decided) as thief:
        (first, content), (_, borrowed) = thief.execute(
            """(SELECT id, canonical FROM cases_document ORDER BY id LIMIT 1) UNION ALL
               (SELECT id, note FROM cases_document ORDER BY id DESC LIMIT 1)"""
        ).fetchall()
        with testing.connected(decided):
            own = forged(first, content)
        for note in (borrowed, own):
            with undone(thief, "cases_document"):
                thief.execute(RESEAL, [note, first])
                thief.commit()
                (finding,) = replayed(decided)[1]
            assert (finding.table, finding.row) == ("cases_document", str(first))
            assert "seal" in finding.what


def forged(document: object, content: bytes) -> bytes:
    """The seal that a document should have, by a key that has the right name alone."""
    thief = Signer(signing.known(seal_keys().batch)[0].name, seed="thief")
    key = key_of(document, thief.key)
    row = merkle.leaf_row([hashlib.sha256(content).digest()])
    text = Checkpoint(key.name, 1, merkle.row_root(row)).text()
    return Note(text, (notes.signed(key, thief.private.sign(text)),)).encode()
