"""The supervisor's side of the leases: who holds one, and the one place where it waits."""

import os
import selectors
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from vocatio.gateways.database_server.errors import DatabaseServerError
from vocatio.gateways.database_server.wire import Event, What, send


class Abandoned(Exception):
    """Nobody holds a lease any more, or the supervisor was told to end."""


class Hub:
    """Holds the leases. While it waits, in `pump`, leases come and go."""

    def __init__(self, first: socket.socket) -> None:
        self._selector = selectors.DefaultSelector()
        self._leases: list[socket.socket] = []
        self._last: socket.socket | None = None
        self._listener: socket.socket | None = None
        self._path: Path | None = None
        self._dsn: str | None = None
        self._failed = False
        self._told_to_end = False
        self._heed_signals()
        self._admit(first)

    @property
    def unneeded(self) -> bool:
        """Whether nobody counts on the server's address any more."""
        return self._failed or not self._leases

    def listen(self, path: Path) -> None:
        """Let other runs join, on a Unix socket at this path."""
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.settimeout(0)
        self._listener.bind(os.fspath(path))
        path.chmod(0o600)
        self._listener.listen(128)
        self._path = path
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        self._tell(Event(What.LISTENING))

    def pump(self, seconds: float) -> None:
        """Wait for something to happen, this long at the most. Raises Abandoned at the end."""
        for key, _ in self._selector.select(seconds):
            handle: Callable[[], None] = key.data
            handle()
        if self._told_to_end or not self._leases:
            raise Abandoned

    def rest(self, seconds: float) -> None:
        """Wait this long, whatever happens. Raises Abandoned at the end."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.pump(left)

    def note(self, text: str) -> None:
        """Tell every lease something that a person may want to know."""
        self._tell(Event(What.NOTE, text))

    def up(self, dsn: str) -> None:
        """The server takes connections there."""
        self._dsn = dsn
        self._tell(Event(What.READY, dsn))

    def down(self) -> None:
        """The server takes no connections for the time being."""
        self._dsn = None

    def fail(self, error: DatabaseServerError) -> None:
        """The server cannot be had at all."""
        self._failed = True
        self._tell(Event(What.FAILED, str(error), type(error).__name__))

    def reachable(self) -> bool:
        """Whether the socket that others join by is still where it was put."""
        return self._path is not None and self._path.exists()

    def deafen(self) -> None:
        """Let nobody join any more. Whoever is just knocking is turned away and launches anew."""
        if self._listener is not None and self._path is not None:
            self._path.unlink(missing_ok=True)
            self._listener.close()

    def close(self) -> None:
        """Drop the leases; whoever still waits on theirs sees that all is over."""
        for line in [*self._leases, *([self._last] if self._last else [])]:
            line.close()

    def _heed_signals(self) -> None:
        """A signal wakes `pump`: SIGTERM ends us, SIGCHLD says that the server may be gone."""
        inbox, outbox = socket.socketpair()
        for end in (inbox, outbox):
            end.settimeout(0)
        signal.set_wakeup_fd(outbox.detach(), warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, self._on_term)
        # Handlers, not SIG_IGN, which the server would inherit.
        for heard in (signal.SIGCHLD, signal.SIGINT, signal.SIGHUP):
            signal.signal(heard, lambda *_: None)
        self._selector.register(inbox, selectors.EVENT_READ, lambda: _drain(inbox))

    def _on_term(self, *_: object) -> None:
        self._told_to_end = True

    def _accept(self) -> None:
        if self._listener is None:
            return
        try:
            line, _ = self._listener.accept()
        except OSError:  # it left again before we looked
            return
        self._admit(line)
        if self._dsn:
            send(line, Event(What.READY, self._dsn))

    def _admit(self, line: socket.socket) -> None:
        self._leases.append(line)
        self._selector.register(line, selectors.EVENT_READ, lambda: self._hear(line))

    def _hear(self, line: socket.socket) -> None:
        """A lease never speaks, so what is to be heard is its end."""
        try:
            if line.recv(64, socket.MSG_DONTWAIT):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._selector.unregister(line)
        self._leases.remove(line)
        if self._leases:
            line.close()
        else:
            # The last to go may want to know when the server has stopped: closed in `close`.
            self._last = line

    def _tell(self, event: Event) -> None:
        for line in self._leases:
            send(line, event)


def _drain(inbox: socket.socket) -> None:
    try:
        while inbox.recv(4096):
            pass
    except BlockingIOError:
        return


class Waiting:
    """A wait without a time-out: it lasts as long as needed, and says so every ten seconds."""

    def __init__(self, hub: Hub, what: Callable[[], str]) -> None:
        self._hub = hub
        self._what = what
        self._since = time.monotonic()
        self._next = 5.0

    @property
    def seconds(self) -> float:
        """How long it has lasted."""
        return time.monotonic() - self._since

    def moment(self) -> None:
        """Wait for a moment. Raises Abandoned when nobody waits any more."""
        self._hub.pump(0.02)
        if self.seconds >= self._next:
            self._next += 10
            self._hub.note(f"{self._what()} ({self.seconds:.0f} s so far)")
