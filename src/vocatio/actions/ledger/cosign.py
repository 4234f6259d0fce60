"""Keep what a witness signed over a checkpoint of this log (C2SP tlog-cosignature)."""

from collections.abc import Sequence

from django.db import transaction

from vocatio.actions.ledger.opening import of_this_database
from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import cosignature
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.cosignature import Cosignature as Statement
from vocatio.domain.evidence.note import Note, VerifierKey, parse_key
from vocatio.domain.evidence.outside import Line
from vocatio.gateways import identity
from vocatio.gateways.ledger_log import signing
from vocatio.records.ledger.commitments import Bytes, commit
from vocatio.records.ledger.models import Checkpoint, Cosignature


class NotOurs(VocatioError):
    """This log never signed that checkpoint: keep the file, and ask the witness."""


class NoWitness(VocatioError):
    """None of the witnesses that --witness names has cosigned this checkpoint."""


# house: authorship because it keeps what a witness said, and decides nothing
def cosign(content: bytes, witnesses: Sequence[str]) -> tuple[int, tuple[Statement, ...]]:
    """Verify a cosigned checkpoint and keep its cosignatures; one that is kept stays as it is.

    Args:
        content: the signed note, with the lines of the log and of the witnesses.
        witnesses: vkeys of those that are trusted; lines of others are ignored.

    Returns:
        The size of the checkpoint, and what the witnesses say.

    Raises:
        BadNote, BadKey, BadCheckpoint, NotSigned, WrongSignature, BadCosignature: of the file.
        NotOurs, NoWitness.
    """
    keys = signing.known(of_this_database())
    if not keys:
        raise NotOurs
    head, note = checkpoints.verify(content, origin=keys[0].name, keys=keys)
    ours = Checkpoint.objects.filter(size=head.size).first()
    if ours is None or notes.parse(bytes(ours.note)).text != note.text:
        raise NotOurs
    said = cosignature.verify(note, map(parse_key, witnesses))
    if not said:
        raise NoWitness
    with transaction.atomic():
        for one in said:
            line, key = _line(note, one.witness), one.witness
            _keep(Line(identity.new_id(), head.size, key.name, line, str(key)))
    return head.size, said


def _keep(said: Line) -> None:
    """Write a line down with its commitment, unless that witness has one there already."""
    content = said.canonical()
    _, new = Cosignature.objects.get_or_create(
        checkpoint_id=said.checkpoint,
        witness=said.witness,
        defaults={"id": said.id, "line": said.line, "vkey": said.vkey, "canonical": content},
    )
    if new:
        commit(Cosignature, [Bytes(said.id, content, identity.new_salt())])


def _line(note: Note, key: VerifierKey) -> bytes:
    """The last thing that a witness says about the note: the time stands first in its line."""
    return max((s for s in note.signatures if s.is_by(key)), key=lambda s: s.content).line()
