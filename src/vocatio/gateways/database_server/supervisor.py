"""The process that looks after one database server, for as long as anybody holds a lease.

    python -m vocatio.gateways.database_server.supervisor --home DIRECTORY --lease DESCRIPTOR

`vocatio.gateways.database_server.lease` runs it. It lets go of its parent at once, so that
neither a signal to the run that launched it nor that run's end reaches it.

What survives what:
- a run is killed: its connection closes; the last one to close stops the server.
- the server is killed: it is started again, and recovers from its write-ahead log.
- the supervisor is killed: the kernel signals the server, which shuts down (see
  `Account.entrance`); every run sees its lease break, and the first launches a new supervisor.
"""

import argparse
import os
import shutil
import socket
from pathlib import Path
from signal import SIGKILL, SIGQUIT

from vocatio.gateways.database_server import accounts, binaries, cluster, places
from vocatio.gateways.database_server.errors import DatabaseServerError, InUse, from_os
from vocatio.gateways.database_server.hub import Abandoned, Hub, Waiting
from vocatio.gateways.database_server.postmaster import Postmaster, send_all

_GRACE = 10.0
_FORCE_AFTER = 5.0
_LOOK_AROUND = 2.0
_SHORT_LIFE = 5.0
_LONGEST_DELAY = 30.0


class Supervisor:
    """Starts, watches and stops the server of one home."""

    def __init__(self, home: Path, hub: Hub) -> None:
        self._home = home
        self._hub = hub
        self._log = places.log(home)
        self._lock: int | None = None
        self._runtime: Path | None = None
        self._server: Postmaster | None = None

    def run(self) -> None:
        """All of it, from the launch to the end of the last lease."""
        try:
            self._server = self._prepare()
            self._start(self._server, _GRACE)
            self._watch(self._server)
        except Abandoned:
            pass
        except DatabaseServerError as error:
            self._hub.fail(error)
        except OSError as error:
            self._hub.fail(from_os(error, self._home))
        finally:
            self._end()

    def _prepare(self) -> Postmaster:
        """Everything but the server itself; from here on, others can join."""
        account = accounts.choose(places.database(self._home) / "cluster")
        place = places.settle(self._home, account)
        self._lock = self._sole(place / "supervisor.lock")
        self._runtime = places.runtime(self._home, account)
        self._hub.listen(self._runtime / "control")
        programs = binaries.find(account, place)
        return Postmaster(place / "cluster", account, programs, self._runtime / "sql")

    def _sole(self, path: Path) -> int:
        """Become the one supervisor; the last one may still be stopping its server."""
        us = f"{os.geteuid()} {self._home}"
        waiting = Waiting(self._hub, lambda: "Waiting for the last database server to stop")
        while (lock := cluster.try_lock(path)) is None:
            pid, _, them = path.read_text().partition(" ")
            if them not in ("", us):
                uid, _, home = them.partition(" ")
                raise InUse(
                    f"The database in {path.parent} is in use by process {pid} of "
                    f"{accounts.name_of(int(uid))}, for {home}: wait for it to end."
                )
            waiting.moment()
        os.truncate(lock, 0)
        os.write(lock, f"{os.getpid()} {us}".encode())
        return lock

    def _start(self, server: Postmaster, grace: float) -> None:
        """Bring it up. `grace`: seconds that processes of the last one may take to end."""
        ground = self._clear_ground(server, grace)
        try:
            if not server.cluster.exists():
                cluster.create(
                    server.cluster,
                    server.account,
                    server.binaries,
                    hub=self._hub,
                    log=self._log,
                    lock=ground,
                )
            cluster.check_version(server.cluster, server.binaries)
            start = self._log.stat().st_size
            server.launch(ground)
        finally:
            os.close(ground)
        self._await_ready(server, start)

    def _clear_ground(self, server: Postmaster, grace: float) -> int:
        """server.lock, once no process of an earlier server is left."""
        waiting = Waiting(self._hub, lambda: "Waiting for processes of the last server to end")
        while (lock := cluster.try_lock(server.cluster.with_name("server.lock"))) is None:
            waiting.moment()
            if waiting.seconds > grace:
                # A backend deep in a query does not notice that its postmaster is gone.
                number = SIGQUIT if waiting.seconds < grace + _FORCE_AFTER else SIGKILL
                send_all(server.cluster, server.account, number)
        return lock

    def _await_ready(self, server: Postmaster, start: int) -> None:
        waiting = Waiting(
            self._hub, lambda: f"The database server is starting: {cluster.last_word(self._log)}"
        )
        while not server.ready():
            if (status := server.ended()) is not None:
                raise cluster.explain(self._log, start, f"it ended with {status}")
            waiting.moment()
        self._hub.up(server.dsn)

    def _watch(self, server: Postmaster) -> None:
        while True:
            self._hub.pump(_LOOK_AROUND)
            if server.ended() is not None:
                self._restart(server)
            elif not self._hub.reachable():
                # Somebody emptied the temp directory: the leases break, and launch anew.
                raise Abandoned

    def _restart(self, server: Postmaster) -> None:
        """Start it again, and again; each time after a longer pause where that fails."""
        self._hub.down()
        self._hub.note("The database server ended unexpectedly; it is being started again.")
        delay = 1.0 if server.age < _SHORT_LIFE else 0.0
        while True:
            self._hub.rest(delay)
            try:
                self._start(server, grace=0)
                return
            except (DatabaseServerError, OSError) as error:
                delay = min(_LONGEST_DELAY, max(1.0, 2 * delay))
                line = from_os(error, self._home) if isinstance(error, OSError) else error
                self._hub.note(f"{line} Trying again in {delay:.0f} s.")

    def _end(self) -> None:
        """Stop the server, then let go of everything, in the order in which others wait for it."""
        self._hub.deafen()
        if self._server is not None:
            self._server.stop()
        if self._runtime is not None and self._hub.unneeded:
            shutil.rmtree(self._runtime, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
        self._hub.close()


def _let_go() -> None:
    """Leave the run that launched us: its child ends, and we are nobody's."""
    if os.fork():
        os._exit(0)
    os.chdir("/")


def main() -> None:
    """The command line; see the module."""
    options = argparse.ArgumentParser(prog="supervisor")
    options.add_argument("--home", type=Path, required=True)
    options.add_argument("--lease", type=int, required=True)
    given = options.parse_args()
    _let_go()
    Supervisor(given.home, Hub(socket.socket(fileno=given.lease))).run()


if __name__ == "__main__":
    main()
