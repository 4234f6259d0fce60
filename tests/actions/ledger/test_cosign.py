"""What a witness signed over a checkpoint is verified, kept, told, and goes into what is proven."""

import pytest

from tests import database as testing
from tests.actions.ledger.world import Log
from tests.domain.evidence.signing import WITNESS, Signer
from vocatio.actions.ledger.cosign import NotOurs, NoWitness, cosign
from vocatio.actions.ledger.evidence import evidence
from vocatio.actions.ledger.status import status
from vocatio.domain.evidence import cosignature
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.note import COSIGNATURE_V1, Note, WrongSignature
from vocatio.gateways.ledger_log.files import CHECKPOINT
from vocatio.gateways.ledger_log.signing import FileSigner
from vocatio.records.ledger.models import Cosignature, Leaf

VKEY = str(WITNESS.key)


def cosigned(log: Log, *lines: tuple[Signer, int]) -> bytes:
    """The published checkpoint with lines of witnesses."""
    note = notes.parse(log.files.read(CHECKPOINT))
    added = tuple(signer.cosign(note.text, seconds) for signer, seconds in lines)
    return Note(note.text, note.signatures + added).encode()


def test_a_cosignature_is_kept_told_and_in_what_is_proven_afterwards(log: Log) -> None:
    log.commit(5)
    log.integrate()
    stranger = Signer("witness.example/other", COSIGNATURE_V1)
    content = cosigned(log, (WITNESS, 1_800_000_000), (stranger, 1), (WITNESS, 1_800_000_060))
    with testing.connected(log.database):
        size, (said,) = cosign(content, [VKEY])
        assert (size, said.at.timestamp()) == (5, 1_800_000_060)
        cosign(content, [VKEY])
        assert Cosignature.objects.count() == 1
        assert status().witnesses == (WITNESS.key.name,)
        records = [leaf.record_id for leaf in Leaf.objects.all()]
    log.integrate()
    log.commit(5)
    log.integrate()
    with testing.connected(log.database):
        proven = evidence(records)
        assert proven.checkpoint
        (again,) = cosignature.verify(notes.parse(proven.checkpoint), [WITNESS.key])
        assert again.at == said.at
        later = [leaf.record_id for leaf in Leaf.objects.filter(index__gte=6)]
        newer = evidence(later).checkpoint
        assert newer
        assert cosignature.verify(notes.parse(newer), [WITNESS.key]) == ()


def test_what_no_trusted_witness_signed_over_this_log_is_refused(log: Log) -> None:
    log.commit(5)
    log.integrate()
    content = cosigned(log, (WITNESS, 1_800_000_000))
    with testing.connected(log.database):
        with pytest.raises(NoWitness):
            cosign(content, [str(Signer("witness.example/w2", COSIGNATURE_V1).key)])
        lie = WITNESS.cosign(b"something else", 1_800_000_000).line()
        with pytest.raises(WrongSignature):
            cosign(log.files.read(CHECKPOINT) + lie, [VKEY])
        signer = FileSigner(log.places.key)
        text = Checkpoint(signer.key.name, 4, bytes(32)).text()
        forged = Note(text, (notes.signed(signer.key, signer.sign(text)),)).encode()
        with pytest.raises(NotOurs):
            cosign(forged, [VKEY])
        assert not Cosignature.objects.exists()
