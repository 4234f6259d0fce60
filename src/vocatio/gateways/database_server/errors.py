"""What can go wrong with the embedded server; each is one line that says how to mend it."""

import errno
from pathlib import Path

from vocatio.domain.errors import VocatioError

FULL = (errno.ENOSPC, errno.EDQUOT)
FULL_WORDS = ("No space left on device", "Disk quota exceeded")


class DatabaseServerError(VocatioError):
    """The embedded database server cannot be used."""


class BinariesMissing(DatabaseServerError):
    """There is no embedded PostgreSQL for this machine; set VOCATIO_DATABASE_URL to a server."""


class WrongVersion(DatabaseServerError):
    """The data belong to another major version of PostgreSQL than the binaries."""


class DiskFull(DatabaseServerError):
    """The disk is full: free some space, then start again; nothing that was committed is lost."""


class WrongOwner(DatabaseServerError):
    """The database belongs to another user: run as that user, or hand it over."""


class InUse(DatabaseServerError):
    """Another run holds this database."""


class Unreachable(DatabaseServerError):
    """The user that the server runs as cannot reach its files."""


class StartFailed(DatabaseServerError):
    """The database server did not start; its log says why."""


class SupervisorLost(DatabaseServerError):
    """The process that looks after the database server ended without a word."""


_BY_NAME: dict[str, type[DatabaseServerError]] = {
    kind.__name__: kind
    for kind in (
        BinariesMissing,
        WrongVersion,
        DiskFull,
        WrongOwner,
        InUse,
        Unreachable,
        StartFailed,
        SupervisorLost,
    )
}


def named(name: str, message: str) -> DatabaseServerError:
    """The error that the supervisor reported to a lease, by its class name."""
    return _BY_NAME.get(name, DatabaseServerError)(message)


def from_os(error: OSError, where: Path) -> DatabaseServerError:
    """An operating-system error on one of our files as one line; `where` if it names no file."""
    place = error.filename or where
    if error.errno in FULL or any(words in str(error) for words in FULL_WORDS):
        return DiskFull(f"The disk that holds {place} is full: free some space and start again.")
    return Unreachable(
        f"{place}: {error.strerror or error}; mend that, "
        "or set VOCATIO_HOME to a directory of your own."
    )
