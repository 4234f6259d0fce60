"""The log as cases: integrate what was committed, verify it, beside what hashlib alone needs."""

import hashlib
import resource
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bench.measure import Case, Floor
from vocatio.actions.clock import now
from vocatio.actions.ledger.opening import make_log, sequencer
from vocatio.actions.ledger.replay_log import PublishedLog
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.files import LogFiles
from vocatio.gateways.ledger_log.places import Places

#: Commitments like those of facts, in the order of their ids.
COMMIT = """
INSERT INTO ledger_commitment (record_id, held_in, entry)
SELECT ('01890000-0000-7000-8000-' || lpad(to_hex(%(first)s + n), 12, '0'))::uuid, 'nothing',
       sha256((%(first)s + n)::text::bytea)
FROM generate_series(1, %(count)s) n
"""
CHUNK = 100_000


def log_cases(dsn: str, count: int) -> Iterator[Case]:
    """A log of its own, in the database of the bench, as the sequencer's role."""
    with TemporaryDirectory() as folder:
        at = Places(Path(folder) / "files", Path(folder) / "keys")
        _commit(dsn, count)
        make_log(at)
        yield Case(
            "integrate into the log", "entries", count, lambda: _integrate(at), hashes(count)
        )
        keys = signing.known(at)
        log = PublishedLog(LogFiles(at.files), keys[0].name, keys)
        yield Case(
            "hash the log anew",
            "entries",
            log.size,
            lambda: list(log.tree((), _silent)),
            hashes(count),
        )


def peak_memory() -> int:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _commit(dsn: str, count: int) -> None:
    with psycopg.connect(dsn) as connection:
        for first in range(0, count, CHUNK):
            connection.execute(COMMIT, {"first": first, "count": min(CHUNK, count - first)})
            connection.commit()


def _integrate(at: Places) -> None:
    running = sequencer(at)
    running.open(at=now())
    try:
        while running.step(at=now()):
            pass
    finally:
        running.close()


def _silent(_: int) -> None:
    """Tell nobody how far it is."""


def hashes(count: int) -> Floor:
    """A leaf and an interior node for each entry: what any log of Merkle's has to hash."""

    def run() -> None:
        entry, row = bytes(32), bytes(64)
        for _ in range(count):
            hashlib.sha256(b"\x00" + entry).digest()
            hashlib.sha256(b"\x01" + row).digest()

    return Floor("hashlib for as many hashes", run)
