"""Replay the tables against the log, and name every row that does not match.

A log that was published cannot be changed without its key; a row that was changed, deleted or
inserted by whoever holds the database therefore no longer matches its entry. Hashes are made
here, in the process that verifies, from values that the database only hands out.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from vocatio.actions.ledger.beside import beside
from vocatio.actions.ledger.findings import Finding
from vocatio.actions.ledger.guards import guards
from vocatio.actions.ledger.opening import of_this_database
from vocatio.actions.ledger.replay_log import COMMITMENTS, Progress, PublishedLog
from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence import timestamp
from vocatio.domain.evidence.canonical import commitment
from vocatio.domain.evidence.note import VerifierKey, parse_key
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.files import VERIFIER_KEYS, LogFiles
from vocatio.gateways.ledger_log.notary import Signed, last_signed
from vocatio.gateways.timestamping import trusted_roots
from vocatio.records.ledger import replay
from vocatio.records.ledger.models import Committed, Salt
from vocatio.records.ledger.replay import HeldRow

SALTS, QUEUE = Salt._meta.db_table, "ledger_queued"
STAMPS = "ledger_stamp"

#: Findings of one kind that are looked up at once.
CHUNK = 1_000


class NoKeys(VocatioError):
    """No key of the log is known: name one with --vkey."""


@dataclass(slots=True)
class Verified:
    """What was found.

    Attributes:
        size: how many entries the log has.
        rows: how many rows were compared with it.
        waiting: how many wait for their place in it.
        erased: how many cannot be compared any more, since their salt was deleted.
        findings: how many mismatches.
        claimed: one bit for each leaf that a row was found for.
        waited: the rows that wait.
    """

    size: int
    rows: int = 0
    waiting: int = 0
    erased: int = 0
    findings: int = 0
    claimed: bytearray = field(default_factory=bytearray)
    waited: set[str] = field(default_factory=set)


# house: authorship because it tells of rows by id alone, to whoever runs the machine
def verify(
    tell: Callable[[Finding], None],
    progress: Progress,
    *,
    folder: Path | None = None,
    vkeys: Sequence[str] = (),
) -> Verified:
    """Compare every table with the log; each mismatch is told.

    Args:
        folder: the files of the log, or a copy of them; those of this machine otherwise.
        vkeys: the keys that are trusted; those beside the private key, or else those that
            lie with the files, otherwise.

    Raises:
        NoKeys, BadKey: of the keys.
        FileMissing, BadNote, BadCheckpoint, NotSigned, WrongSignature: of the checkpoint.
        StateUnreadable: what was signed last.
    """
    at = of_this_database()
    files = LogFiles(folder or at.files)
    keys = _keys(files, vkeys)
    signed = None if folder else last_signed(at)
    # The files first: the database has everything that they have, and perhaps more.
    log = PublishedLog(files, keys[0].name, keys)
    found = Verified(log.size, claimed=bytearray(log.size // 8 + 1))
    with replay.snapshot():
        for finding in _all(log, found, progress, signed, is_copy=folder is not None):
            found.findings += 1
            tell(finding)
    return found


def _keys(files: LogFiles, vkeys: Sequence[str]) -> tuple[VerifierKey, ...]:
    given = tuple(map(parse_key, vkeys)) or signing.known(of_this_database())
    if not given:
        lines = files.read(VERIFIER_KEYS).decode(errors="replace").splitlines()
        given = tuple(map(parse_key, lines))
    if not given:
        raise NoKeys
    return given


def _all(
    log: PublishedLog,
    found: Verified,
    progress: Progress,
    signed: Signed | None,
    *,
    is_copy: bool,
) -> Iterator[Finding]:
    yield from log.tree(replay.checkpoints(), progress)
    if not is_copy:
        yield from log.behind(replay.checkpoints(), signed)
    yield from log.leaves(replay.leaves())
    for model in replay.committed_tables():
        yield from _table(model, log, found)
    yield from _waiting(found)
    yield from _vanished(found)
    for record_id in replay.lost_salts():
        yield Finding(SALTS, str(record_id), "there is no commitment that it belongs to")
    yield from beside()
    yield from guards()
    yield from _stamps()


def _table(model: type[Committed], log: PublishedLog, found: Verified) -> Iterator[Finding]:
    table = model._meta.db_table
    for row in replay.held(model):
        found.rows += 1
        if row.held_in not in (table, None):
            what = f"it says that its row is in {row.held_in}, which is in {table}"
            yield Finding(COMMITMENTS, str(row.record_id), what)
        for what in _row(row, log, found):
            yield Finding(table, str(row.record_id), what)


def _row(row: HeldRow, log: PublishedLog, found: Verified) -> Iterator[str]:
    if row.committed is None and row.place is None:
        yield "it was never committed: it was inserted beside the ledger"
        return
    entry = row.committed
    if row.place is not None and row.place < log.size:
        entry = log.entry(row.place) or entry
        if _mark(found, row.place):
            yield f"two rows claim leaf {row.place} of the log"
    else:
        found.waiting += 1
        found.waited.add(str(row.record_id))
    if row.salt is None:
        found.erased += 1
    elif len(row.salt) != 32 or commitment(row.salt, row.canonical) != entry:
        yield "its bytes, or its salt, are not those that were committed"
    yield from _columns(row)


def _columns(row: HeldRow) -> Iterator[str]:
    try:
        hashed = json.loads(row.canonical)
        for key, said in row.said.items():
            if said != _value(hashed, key, row.canonical):
                yield f"its column for “{key}” differs from its bytes"
    except (ValueError, AttributeError):
        yield "its bytes are not the JSON of such a row"


def _value(hashed: Any, key: str, canonical: bytes) -> Any:
    if key == Committed.SHA256:
        return hashlib.sha256(canonical).hexdigest()
    for part in key.split("."):
        hashed = hashed.get(part)
    return hashed


def _mark(found: Verified, index: int) -> bool:
    """Remember that a row claims this leaf; say whether another one did before."""
    byte, bit = divmod(index, 8)
    before = found.claimed[byte] >> bit & 1
    found.claimed[byte] |= 1 << bit
    return bool(before)


def _waiting(found: Verified) -> Iterator[Finding]:
    for row in replay.waiting():
        name = str(row.record_id)
        if row.committed is None:
            yield Finding(QUEUE, name, "it waits without a commitment")
        elif row.queued is None:
            yield Finding(COMMITMENTS, name, "neither in the log nor in the queue")
        elif row.queued != row.committed:
            yield Finding(QUEUE, name, "it differs from its commitment")
        if row.held_in is not None and name not in found.waited:
            yield Finding(row.held_in, name, "gone; its commitment waits for the log")


def _vanished(found: Verified) -> Iterator[Finding]:
    """Leaves that no row claims: what they were about was deleted, or was moved."""
    missing = (n for n in range(found.size) if not found.claimed[n >> 3] >> (n & 7) & 1)
    while chunk := list(islice(missing, CHUNK)):
        about = replay.about_leaves(chunk)
        for index in chunk:
            record_id, held_in = about.get(index, (None, None))
            if record_id is not None:
                yield Finding(held_in or COMMITMENTS, str(record_id), f"gone; it is leaf {index}")


def _stamps() -> Iterator[Finding]:
    """Each token stamps its checkpoint; without a trusted root nobody can tell."""
    roots = trusted_roots()
    for stamp in replay.stamps() if roots else ():
        try:
            timestamp.verify(stamp.token, notes.parse(stamp.note).text, roots)
        except VocatioError as error:
            yield Finding(STAMPS, str(stamp.id), str(error))
