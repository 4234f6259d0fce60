"""The server itself: launched, watched, stopped, and cleared away after a crash."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from vocatio.gateways.database_server.accounts import Account
from vocatio.gateways.database_server.binaries import Binaries
from vocatio.gateways.database_server.cluster import SUPERUSER

PORT = 5432

# On the command line, where neither postgresql.conf nor ALTER SYSTEM can undo them.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(PORT),
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "max_wal_size": "4GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_startup_progress_interval": "5s",
    "logging_collector": "off",
    "log_destination": "stderr",
    "cluster_name": "vocatio",
}

# Fast shutdown; then without a checkpoint; then, after PostgreSQL's own limit, by force.
_STOP = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 15.0), (signal.SIGKILL, None))


class Postmaster:
    """One cluster's server. `sql` is the directory of its socket."""

    def __init__(self, cluster: Path, account: Account, binaries: Binaries, sql: Path) -> None:
        self.cluster = cluster
        self.account = account
        self.binaries = binaries
        self._sql = sql
        self._process: subprocess.Popen[bytes] | None = None
        self._launched = 0.0

    @property
    def dsn(self) -> str:
        """The superuser's address, on the database postgres."""
        host = quote(str(self._sql), safe="")
        return f"postgresql://{SUPERUSER}@/postgres?host={host}&port={PORT}"

    @property
    def age(self) -> float:
        """Seconds since the launch."""
        return time.monotonic() - self._launched

    def launch(self, lock: int) -> None:
        """Start it. `lock` is the descriptor of server.lock, which the server's processes keep.

        That lock proves that no other process has the cluster open. So what the last server
        left is stale, even where its process number has been given to somebody else.
        """
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        for left in self._sql.glob(".s.PGSQL.*"):
            left.unlink()
        self._launched = time.monotonic()
        self._process = self.account.spawn(
            [self.binaries.postgres, "-D", self.cluster, *self._options()], signal.SIGINT, lock
        )

    def _options(self) -> list[str]:
        quoted = str(self._sql).replace('"', '""')
        settings = {**_SETTINGS, "unix_socket_directories": f'"{quoted}"'}
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def ready(self) -> bool:
        """Whether it takes connections: the eighth line of postmaster.pid, as pg_ctl reads it."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        pid = str(self._process.pid) if self._process else ""
        return len(lines) > 7 and lines[0] == pid and lines[7].strip() == "ready"

    def ended(self) -> int | None:
        """Its exit status once it has ended, as Popen gives it; None while it runs."""
        return self._process.poll() if self._process else 0

    def stop(self) -> None:
        """Stop it and wait for that."""
        for number, patience in _STOP:
            if self._process is None or self._process.poll() is not None:
                return
            self._process.send_signal(number)
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                continue


def send_all(cluster: Path, account: Account, number: signal.Signals) -> None:
    """Signal every server process of the cluster, whose postmaster is gone or going.

    As the account itself: root without the right to trace (a container's) may not look
    into the processes of others.
    """
    account.ask(lambda: _send_each(cluster, number))


def _send_each(cluster: Path, number: signal.Signals) -> bool:
    for process in _processes(cluster):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)
    return True


def _processes(cluster: Path) -> list[int]:
    """Each server process stands in the directory of its cluster."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            program = (entry / "exe").readlink().name
            inside = (entry / "cwd").samefile(cluster)
        except OSError:
            continue
        if inside and program.removesuffix(" (deleted)") == "postgres":
            found.append(int(entry.name))
    return found
