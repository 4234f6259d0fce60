"""Where the files of one home lie.

home/                      VOCATIO_HOME
  database.lock            held for the moment in which a run joins or launches a supervisor
  database.log             what supervisor and server have to say
  database/                or a link to /var/lib/vocatio-<hash>, where root's stand-in needs it
    supervisor.lock        held by the one supervisor of this directory, for its life
    server.lock            held by server processes, and free only when all are gone
    cluster/               the data, owned by the user that runs the server
    binaries-<version>/    a copy of the binaries, where the server's user needs one
    run                    link to the runtime directory
/tmp/vocatio-<hash>/       short, since a Unix socket's path ends at 107 bytes
  control                  the supervisor's socket: a connection to it is a lease
  sql/                     PostgreSQL's socket; mode 0700, which is what its trust rests on
"""

import fcntl
import hashlib
import os
import shlex
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vocatio.gateways.database_server.accounts import Account, name_of
from vocatio.gateways.database_server.errors import Unreachable, WrongOwner

STATE = Path("/var/lib")
# Open to all; what stands there is used only if it is ours and closed to others.
_TEMPORARY = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 because `_private` checks
_LONGEST = 107
_BELOW = len("/vocatio-0123456789-01234567/sql/.s.PGSQL.5432.lock")
_LOG_LIMIT = 8 * 1024 * 1024


def digest(home: Path) -> str:
    """Ten hexadecimal digits that stand for this home and this user."""
    return hashlib.sha256(f"{os.geteuid()}:{home}".encode()).hexdigest()[:10]


def database(home: Path) -> Path:
    """Where the database of a home is found; a directory, or a link to one."""
    return home / "database"


def log(home: Path) -> Path:
    """The one log of supervisor and server."""
    return home / "database.log"


def open_log(home: Path) -> int:
    """A descriptor to append to the log; a log that has grown large is put aside first."""
    path = log(home)
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.rename(path.with_suffix(".log.1"))
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


def prepare(home: Path) -> None:
    """Make the home; refuse one whose database an ordinary user does not own.

    Raises WrongOwner, and OSError as the file system has it.
    """
    home.mkdir(parents=True, exist_ok=True)
    place = database(home)
    if os.geteuid() == 0 or not place.exists():
        return
    owner = place.stat().st_uid
    if owner != os.geteuid():
        me, them = name_of(os.geteuid()), name_of(owner)
        paths = shlex.join([str(home), str(place.resolve())])
        raise WrongOwner(
            f"The database in {home} belongs to {them}: run as {them}, or hand it over to yourself "
            f"with: sudo chown -R {me}: {paths}"
        )


@contextmanager
def joining(home: Path) -> Iterator[None]:
    """Only one run at a time joins or launches the supervisor of a home."""
    handle = os.open(home / "database.lock", os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def settle(home: Path, account: Account) -> Path:
    """The directory of the database, made if need be where the account can reach it.

    Raises Unreachable when an existing one is out of its reach.
    """
    place = database(home)
    if place.is_symlink() and not place.exists():
        place.unlink()
    if not place.exists():
        place.mkdir(mode=0o700)
        if account.foreign:
            place.chmod(0o711)
        if not account.reaches(place):
            place.rmdir()
            place.symlink_to(_elsewhere(home))
    real = place.resolve()
    if not account.reaches(real):
        raise Unreachable(
            f"{real} cannot be reached by {account.name}, who runs the database server: let that "
            "user pass through the directories above it (chmod o+x), or move VOCATIO_HOME."
        )
    return real


def _elsewhere(home: Path) -> Path:
    """A directory outside the home that any user can pass through; only root asks for it."""
    directory = STATE / f"vocatio-{digest(home)}"
    directory.mkdir(mode=0o711, exist_ok=True)
    directory.chmod(0o711)
    return directory


def recorded_runtime(home: Path) -> Path | None:
    """The runtime directory that the home records, if it is there, this home's, and ours.

    Ours: anyone may write to the temp directory, so a stranger could have made it anew.
    This home's: a copy of a home must not find the server of the original.
    """
    try:
        path = (database(home) / "run").readlink()
    except OSError:
        return None
    ours = path.name.startswith(f"vocatio-{digest(home)}") and _private(path)
    return path if ours else None


def runtime(home: Path, account: Account) -> Path:
    """Make the runtime directory and record it. Raises Unreachable when no place is fit."""
    path = recorded_runtime(home) or _new_runtime(home, account)
    path.chmod(0o711 if account.foreign else 0o700)
    sql = path / "sql"
    sql.mkdir(mode=0o700, exist_ok=True)
    account.own(sql)
    _point(database(home) / "run", path)
    return path


def _new_runtime(home: Path, account: Account) -> Path:
    name = f"vocatio-{digest(home)}"
    for base in (Path(tempfile.gettempdir()), *_TEMPORARY):
        if len(os.fsencode(base)) + _BELOW > _LONGEST or not account.reaches(base):
            continue
        path = base / name
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            return path if _private(path) else Path(tempfile.mkdtemp(prefix=f"{name}-", dir=base))
        except OSError:
            continue
        return path
    raise Unreachable(
        f"Neither {tempfile.gettempdir()} nor /tmp nor /var/tmp can hold the sockets of the "
        f"database server, which runs as {account.name}: set TMPDIR to a short, writable directory."
    )


def _private(path: Path) -> bool:
    """Whether it is a directory of this very user which nobody else may write to."""
    try:
        found = path.lstat()
    except OSError:
        return False
    closed = not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and closed


def _point(link: Path, target: Path) -> None:
    """Make the link point there, in one step."""
    fresh = link.with_name(f".{link.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
