"""Which operating-system user owns the cluster and runs the server.

PostgreSQL refuses to run as root. So root becomes somebody else for it: the owner of the
cluster when there is one, else `postgres`, else `nobody`. Everybody else stays who they are.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vocatio.gateways.database_server.errors import Unreachable

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}

_PR_SET_PDEATHSIG = 1
_UNPRIVILEGED = ("postgres", "nobody")
_CANNOT_BECOME = 113


@dataclass(frozen=True, slots=True)
class Account:
    """An operating-system user; `foreign` when this process must change into it."""

    uid: int
    gid: int
    name: str
    foreign: bool

    def become(self) -> None:
        """Change this process into the account, for good. Raises OSError when that is refused."""
        if self.foreign:
            os.setgroups([self.gid])
            os.setgid(self.gid)
            os.setuid(self.uid)

    def ask(self, question: Callable[[], bool]) -> bool:
        """The answer that the account itself gets: asked in a forked child that became it.

        Only the kernel knows what access control lists, mounts and name spaces allow.
        Call it from a single-threaded process. Raises Unreachable when root may not
        become the account at all, as in a container without that capability.
        """
        child = os.fork()
        if child == 0:
            os._exit(self._answer(question))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == _CANNOT_BECOME:
            raise Unreachable(
                f"PostgreSQL refuses to run as root, and root may not become {self.name} here: "
                "run as an ordinary user, or set VOCATIO_DATABASE_URL to a server."
            )
        return code == 0

    def _answer(self, question: Callable[[], bool]) -> int:
        try:
            self.become()
        except OSError:
            return _CANNOT_BECOME
        try:
            return 0 if question() else 1
        except OSError:
            return 1

    def reaches(self, path: Path, mode: int = os.X_OK) -> bool:
        """Whether the account has access of this mode (os.R_OK, …) to the path."""
        return self.ask(lambda: os.access(path, mode))

    def own(self, directory: Path) -> None:
        """Give it the directory, for itself alone."""
        if self.foreign:
            os.chown(directory, self.uid, self.gid)
        directory.chmod(0o700)

    def spawn(
        self, command: list[str | Path], sentinel: signal.Signals, lock: int
    ) -> subprocess.Popen[bytes]:
        """Run a program as the account, with our error output for both of its own.

        `sentinel` is the signal it gets when this process ends, however that ends. It keeps
        the descriptor `lock` open. Call it from a single-threaded process.
        """
        return subprocess.Popen(
            command,
            env=ENVIRONMENT,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            pass_fds=[lock],
            preexec_fn=self._entrance(sentinel),  # noqa: PLW1509 because its caller has one thread
        )

    def _entrance(self, sentinel: signal.Signals) -> Callable[[], None]:
        libc = ctypes.CDLL(None, use_errno=True)
        parent = os.getpid()

        def enter() -> None:
            self.become()
            # The kernel clears this on a change of user, so it comes after that and before exec.
            if libc.prctl(_PR_SET_PDEATHSIG, int(sentinel), 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "prctl")
            # The parent may have died before the line above took effect.
            if os.getppid() != parent:
                os._exit(1)

        return enter


def choose(cluster: Path) -> Account:
    """Who runs the server of this cluster, which need not exist yet.

    Raises Unreachable when this is root and there is no user to become.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), name_of(os.geteuid()), foreign=False)
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, name_of(owner.st_uid), foreign=True)
    for name in _UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name, foreign=True)
    raise Unreachable(
        "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody: "
        "run as an ordinary user, or make one with 'useradd --system postgres'."
    )


def name_of(uid: int) -> str:
    """The user's name, or the bare number where the user data base has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
