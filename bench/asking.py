"""The other side of the agency API: raw sockets, signed questions from a file, as light as can be.

A process of its own, so that its work is counted by the kernel and not by the server's process:
`python -m bench.asking PORT CONNECTIONS SECONDS RATE FILE` prints one line of JSON. RATE 0 asks
again as soon as an answer is there. Any other sends so many questions a second, each at its
moment, and counts from that moment: a server that falls behind cannot hide it.
"""

import json
import resource
import selectors
import socket
import struct
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LENGTH = struct.Struct(">I")


def write(file: Path, requests: Sequence[bytes]) -> None:
    """Put whole requests into a file."""
    file.write_bytes(b"".join(LENGTH.pack(len(each)) + each for each in requests))


def read(file: Path) -> Iterator[bytes]:
    """Take them out again."""
    content, place = file.read_bytes(), 0
    while place < len(content):
        (length,) = LENGTH.unpack_from(content, place)
        place += LENGTH.size
        yield content[place : place + length]
        place += length


@dataclass
class Run:
    """What was measured."""

    took: list[float] = field(default_factory=list)
    refused: int = 0

    def told(self, seconds: float) -> dict[str, float]:
        """In one line."""
        took = sorted(self.took)
        used = resource.getrusage(resource.RUSAGE_SELF)
        return {
            "answers": len(took),
            "refused": self.refused,
            "rate": len(took) / seconds,
            "p50": took[len(took) // 2] * 1000,
            "p95": took[len(took) * 95 // 100] * 1000,
            "p99": took[len(took) * 99 // 100] * 1000,
            "own_cpu": (used.ru_utime + used.ru_stime) / max(1, len(took)),
        }


def run(port: int, connections: int, seconds: float, rate: float, requests: Iterator[bytes]) -> Run:
    """Ask for so long; each connection has one question under way."""
    found, waits = Run(), selectors.DefaultSelector()
    idle = []
    for _ in range(connections):
        one = socket.create_connection(("127.0.0.1", port))
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        waits.register(one, selectors.EVENT_READ)
        idle.append(one)
    since: dict[socket.socket, float] = {}
    begin = due = time.perf_counter()
    while (now := time.perf_counter()) < begin + seconds:
        while idle and (not rate or due <= now):
            one = idle.pop()
            one.sendall(next(requests))
            since[one] = due if rate else now
            due += 1 / rate if rate else 0
        for key, _ in waits.select(max(0, due - now) if rate and idle else 0.1):
            ready = key.fileobj
            assert isinstance(ready, socket.socket)
            answer = ready.recv(1 << 16)
            found.took.append(time.perf_counter() - since[ready])
            found.refused += not answer.startswith(b"HTTP/1.1 200")
            idle.append(ready)
    return found


if __name__ == "__main__":
    _, port, connections, seconds, rate, file = sys.argv
    found = run(int(port), int(connections), float(seconds), float(rate), read(Path(file)))
    print(json.dumps(found.told(float(seconds))))
