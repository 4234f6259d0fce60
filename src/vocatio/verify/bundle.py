"""Check a bundle: everything that can be said about it offline."""

from collections.abc import Mapping
from dataclasses import dataclass

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import cosignature
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.bundle.errors import Damaged
from vocatio.domain.evidence.bundle.layout import Bundle
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.note import Note, VerifierKey
from vocatio.verify import facts, law, papers, roll, stamps
from vocatio.verify.findings import Findings
from vocatio.verify.trust import Trust


@dataclass(frozen=True, slots=True)
class Head:
    """The verified state of the log that the bundle rests on."""

    checkpoint: Checkpoint
    note: Note
    keys: tuple[VerifierKey, ...]


def check(content: bytes, trust: Trust, letters: Mapping[str, bytes] | None = None) -> Findings:
    """Everything that is proven, left open or wrong.

    Args:
        letters: name -> bytes of PDFs that the reader holds: were they handed out?

    Raises:
        NotABundle: the file cannot be read as a bundle at all.
    """
    found = Findings()
    try:
        bundle = layout.parse(content)
    except Damaged as error:
        found.wrong("member.damaged", error.member, error)
        return found
    head = _head(bundle, trust, found)
    if head is None:
        return found
    _witnesses(bundle, head, trust, found)
    at, keys = head.checkpoint, head.keys
    proven = facts.check("facts", bundle.facts, at, keys, found, subject=bundle.summons)
    down = facts.check("outages", bundle.outages, at, keys, found, subject=None)
    stamped = stamps.check(bundle, at, keys, trust, found)
    simulated = checkpoints.is_of_demo(at.origin)
    stamps.bracket([*proven, *down], stamped, trust, found, simulated=simulated)
    law.check(bundle, proven, down, found)
    papers.check(bundle, proven, trust, letters or {}, found)
    roll.check(bundle, proven, trust, found)
    for name in bundle.others:
        found.left_open("member.unknown", name)
    if simulated:
        found.left_open("limits.demo", layout.CHECKPOINT, origin=at.origin)
    found.left_open("limits.complete", layout.MANIFEST)
    found.left_open("limits.truth", layout.MANIFEST)
    return found


def _head(bundle: Bundle, trust: Trust, found: Findings) -> Head | None:
    if bundle.checkpoint is None:
        found.wrong("checkpoint.missing", layout.CHECKPOINT)
        return None
    where = layout.KEYS
    try:
        keys = tuple(trust.keys) or notes.parse_keys(bundle.keys or b"")
        where = layout.CHECKPOINT
        origin = checkpoints.parse(notes.parse(bundle.checkpoint).text).origin
        checkpoint, note = checkpoints.verify(bundle.checkpoint, origin=origin, keys=keys)
    except VocatioError as error:
        found.wrong("checkpoint.wrong", where, error)
        return None
    signers = notes.verify(note, [key for key in keys if key.name == origin])
    found.proven(
        "checkpoint.signed",
        layout.CHECKPOINT,
        origin=origin,
        size=checkpoint.size,
        key=signers[0],
    )
    if not trust.keys:
        found.left_open("key.unpinned", layout.KEYS)
    return Head(checkpoint, note, keys)


def _witnesses(bundle: Bundle, head: Head, trust: Trust, found: Findings) -> None:
    where = layout.WITNESSES
    try:
        witnesses = tuple(trust.witnesses) or notes.parse_keys(bundle.witnesses or b"")
        where = layout.CHECKPOINT
        seen = cosignature.verify(head.note, witnesses)
    except VocatioError as error:
        found.wrong("witness.wrong", where, error)
        return
    for one in seen:
        found.proven("witness.cosigned", where, witness=one.witness.name, at=one.at)
    if not seen:
        found.left_open("witness.none", where)
    elif not trust.witnesses:
        found.left_open("witness.unpinned", layout.WITNESSES)
