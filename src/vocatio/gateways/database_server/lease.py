"""A run's side: join the server of a home, or launch it, and keep it while the run lives."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vocatio.gateways.database_server import places
from vocatio.gateways.database_server.errors import (
    DatabaseServerError,
    SupervisorLost,
    from_os,
    named,
)
from vocatio.gateways.database_server.wire import Event, Line, What

_ATTEMPTS = 5
_LONGEST_DELAY = 30.0
_SOURCE = Path(__file__).resolve().parents[3]

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    `admin_dsn`: URL of the cluster's superuser on the database postgres, through a Unix
    socket; it stays the same while any lease is held, restarts included.
    `log`: the file where the server and its supervisor say what happens.
    """

    admin_dsn: str
    log: Path


def to_stderr(text: str) -> None:
    """One line on the error output."""
    sys.stderr.write(f"vocatio: {text}\n")
    sys.stderr.flush()


@contextmanager
def lease(home: Path, *, tell: Tell = to_stderr) -> Iterator[Server]:
    """Hold the database server of this home: started if need be, stopped after the last lease.

    Waits for as long as the server makes progress, and tells what it waits for. When server
    or supervisor are killed, they come back with all that was committed, the supervisor
    through a thread of this process that watches the lease; connections that were open
    break, new ones succeed. The lease ends with the process, however that ends. Whoever ends
    the last one waits for the server to be down.

    Raises DatabaseServerError: BinariesMissing, WrongVersion, DiskFull, WrongOwner, InUse,
    Unreachable, StartFailed or SupervisorLost, each in one line that says how to mend it.
    """
    keeper = _Keeper(home.resolve(), tell)
    dsn = keeper.obtain()
    thread = threading.Thread(target=keeper.keep, name="vocatio-database-lease", daemon=True)
    thread.start()
    try:
        yield Server(dsn, places.log(home.resolve()))
    finally:
        keeper.end()
        thread.join()


class _Keeper:
    """One lease. `keep` runs in a thread of its own, `end` in any other."""

    def __init__(self, home: Path, tell: Tell) -> None:
        self._home = home
        self._tell = tell
        self._over = threading.Event()
        self._guard = threading.Lock()
        self._line: Line | None = None

    def obtain(self) -> str:
        """The DSN of the server, once it takes connections."""
        for _ in range(_ATTEMPTS):
            if dsn := self._attempt():
                return dsn
        raise SupervisorLost(
            f"The process that starts the database server was ended {_ATTEMPTS} times in a row: "
            f"see {places.log(self._home)}, and whether memory is short."
        )

    def keep(self) -> None:
        """Pass on what the supervisor tells; when it is gone before the lease is over, renew."""
        while not self._over.is_set():
            try:
                self._until(None)
            except DatabaseServerError as error:
                self._tell(str(error))
            self._renew()

    def end(self) -> None:
        """Give the lease back. `keep` ends once the supervisor has let go of it."""
        with self._guard:
            self._over.set()
            if self._line is not None:
                self._line.hang_up()

    def _attempt(self) -> str | None:
        """Join or launch, and wait for the DSN; None when the supervisor ended before that.

        It does so where the last lease of others ended just when we joined.
        """
        self._adopt(self._attach())
        return self._until(What.READY)

    def _adopt(self, line: Line) -> None:
        with self._guard:
            self._line = line
            if self._over.is_set():
                line.hang_up()

    def _renew(self) -> None:
        delay = 0.0
        while not self._over.wait(delay):
            delay = min(_LONGEST_DELAY, max(1.0, 2 * delay))
            try:
                if self._attempt():
                    return
            except DatabaseServerError as error:
                self._tell(f"{error} Trying again in {delay:.0f} s.")

    def _until(self, what: What | None) -> str | None:
        return self._read(self._line, what) if self._line is not None else None

    def _read(self, line: Line, what: What | None) -> str | None:
        """The text of the event awaited; None, and a closed line, when the supervisor ends first.

        Raises what the supervisor reports, once it has put away what it began.
        """
        failure: Event | None = None
        for event in line:
            if event.what is what:
                return event.text
            if event.what is What.FAILED:
                failure = event
            elif event.what is What.NOTE:
                self._tell(event.text)
        line.close()
        if failure is not None:
            raise named(failure.error, failure.text)
        return None

    def _attach(self) -> Line:
        """A lease on the running supervisor, or on one launched for it."""
        try:
            places.prepare(self._home)
            with places.joining(self._home):
                return self._join() or self._launch()
        except OSError as error:
            raise from_os(error, self._home) from error

    def _join(self) -> Line | None:
        runtime = places.recorded_runtime(self._home)
        if runtime is None:
            return None
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(os.fspath(runtime / "control"))
        except OSError:  # nobody listens there: it was stopped, or killed
            connection.close()
            return None
        return Line(connection)

    def _launch(self) -> Line:
        """Launch a supervisor and wait until others can join it. Raises what it reports."""
        line = Line(_spawn(self._home))
        if self._read(line, What.LISTENING) is not None:
            return line
        log = places.log(self._home)
        raise SupervisorLost(f"The database server's supervisor ended without a word: see {log}.")


def _spawn(home: Path) -> socket.socket:
    """A new supervisor, with the first lease on it; it has let go of us on return."""
    ours, theirs = socket.socketpair()
    log = places.open_log(home)
    module = f"{__package__}.supervisor"
    where = [str(_SOURCE), os.environ.get("PYTHONPATH", "")]
    try:
        subprocess.run(
            [sys.executable, "-P", "-m", module, "--home", home, "--lease", str(theirs.fileno())],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, where))},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
            check=False,
        )
    finally:
        os.close(log)
        theirs.close()
    return ours
