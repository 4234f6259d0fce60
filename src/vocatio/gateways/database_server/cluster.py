"""The cluster's files: made once, checked against the binaries, and locked while in use."""

import fcntl
import os
import shutil
import signal
from pathlib import Path

from vocatio.gateways.database_server.accounts import Account
from vocatio.gateways.database_server.binaries import Binaries
from vocatio.gateways.database_server.errors import (
    FULL_WORDS,
    DatabaseServerError,
    DiskFull,
    StartFailed,
    WrongVersion,
)
from vocatio.gateways.database_server.hub import Hub, Waiting

SUPERUSER = "postgres"

_INITDB = (
    f"--username={SUPERUSER}",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C",
    "--data-checksums",
    "--auth-local=trust",
    "--auth-host=reject",
    "--no-instructions",
)


def try_lock(path: Path) -> int | None:
    """A descriptor that holds the lock, or None while somebody else does.

    The lock lasts until every copy of the descriptor is closed, in children too.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def check_version(cluster: Path, binaries: Binaries) -> None:
    """Raises WrongVersion unless the binaries are of the cluster's major version."""
    made_by = (cluster / "PG_VERSION").read_text().strip()
    if made_by != binaries.major:
        raise WrongVersion(
            f"The data in {cluster} were made by PostgreSQL {made_by}, the binaries are PostgreSQL "
            f"{binaries.major}: dump them with the release that made them (pg_dumpall) and load "
            f"them again, or remove {cluster} to start afresh."
        )


def create(
    cluster: Path, account: Account, binaries: Binaries, *, hub: Hub, log: Path, lock: int
) -> None:
    """Make the cluster. One that was interrupted is made anew; a complete one appears at once.

    Raises DiskFull or StartFailed, with the reason that initdb gave.
    """
    fresh = cluster.with_name("cluster.unfinished")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    account.own(fresh)
    start = log.stat().st_size
    process = account.spawn([binaries.initdb, *_INITDB, f"--pgdata={fresh}"], signal.SIGKILL, lock)
    waiting = Waiting(hub, lambda: "The database is still being made")
    try:
        while process.poll() is None:
            waiting.moment()
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        raise explain(log, start, f"initdb ended with {process.returncode}")
    fresh.rename(cluster)
    _persist(cluster.parent)


def _persist(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def explain(log: Path, start: int, otherwise: str) -> DatabaseServerError:
    """Why it did not start, from what the log says after byte `start`; else `otherwise`."""
    with log.open("rb") as stream:
        stream.seek(start)
        text = stream.read().decode(errors="replace")
    if any(words in text for words in FULL_WORDS):
        return DiskFull(
            f"The database server found no space left on the disk of {log.parent}: free some and "
            "start again; nothing that was committed is lost."
        )
    reasons = [line for line in text.splitlines() if _is_reason(line)]
    reason = reasons[-1].split(":  ")[-1].strip() if reasons else otherwise
    return StartFailed(f"The database server did not start: {reason}; see {log}.")


def last_word(log: Path) -> str:
    """The newest line of the log, without its time and process: what the server is busy with."""
    with log.open("rb") as stream:
        stream.seek(max(0, log.stat().st_size - 500))
        lines = stream.read().decode(errors="replace").splitlines()
    return lines[-1].split("LOG:")[-1].strip() if lines else "no word yet"


def _is_reason(line: str) -> bool:
    return any(mark in line for mark in ("FATAL:", "PANIC:", "initdb: error:", "could not"))
