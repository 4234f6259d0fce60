"""What the supervisor says to those who hold a lease: one line of JSON for each event.

A lease says nothing. It is a connection, and ends when its last holder is gone.
"""

import contextlib
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """`listening`: others can join now; `ready`: text is the DSN; `failed`: text says why."""

    LISTENING = "listening"
    NOTE = "note"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Event:
    """One line; `error` names the class of the error where `what` is `failed`."""

    what: What
    text: str = ""
    error: str = ""


def send(line: socket.socket, event: Event) -> None:
    """Tell one lease, without waiting: one that is stopped or gone must not hold up the others."""
    content = json.dumps([event.what, event.text, event.error]).encode() + b"\n"
    with contextlib.suppress(OSError):
        line.send(content, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)


class Line:
    """A run's end of the connection. Iterate over it once at a time, for events as they come."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._stream = connection.makefile("rb")

    def __iter__(self) -> Iterator[Event]:
        """Events until the supervisor is gone."""
        with contextlib.suppress(OSError):
            while content := self._stream.readline():
                what, text, error = json.loads(content)
                yield Event(What(what), text, error)

    def hang_up(self) -> None:
        """Give the lease back; the events go on until the supervisor has let go of it."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Forget a connection that has ended."""
        self._stream.close()
        self._connection.close()
