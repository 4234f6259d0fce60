"""Child processes: gone with their parent, started again when they die."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from vocatio.domain.errors import VocatioError

PR_SET_PDEATHSIG = 1

#: A child that dies at once is not started more often than this, in seconds.
PAUSE = 1.0
#: How long a child may take to finish what it does before it is killed, in seconds.
PATIENCE = 15.0


def most_memory(pid: int) -> int:
    """The most memory that a process has held at once, in bytes: VmHWM of proc(5), Linux."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


class PortTaken(VocatioError):
    """The port is taken by another program."""


def die_with_parent() -> None:
    """End this process (SIGTERM) when its parent ends, even by SIGKILL (prctl(2), Linux)."""
    parent = os.getppid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def free_port(wanted: int | None) -> int:
    """The wanted port if it is free on loopback; without a wish, any free one.

    Raises:
        PortTaken: naming the port.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted or 0))
        except OSError as error:
            raise PortTaken(f"port {wanted} is taken: choose another with --port") from error
        return int(probe.getsockname()[1])


class Child:
    """One child process that runs `vocatio` with these arguments, restarted when it dies."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self._command = [sys.executable, "-m", "vocatio", *arguments]
        self._environment = dict(environment)
        self._log = log
        self._stopping = threading.Event()
        self._process = self._start()
        self._watch = threading.Thread(target=self._restart, daemon=True)
        self._watch.start()

    @property
    def pid(self) -> int:
        """Of the process that runs now."""
        return self._process.pid

    def stop(self) -> None:
        """Ask it to end, and wait; kill it when it does not."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._watch.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _start(self) -> subprocess.Popen[bytes]:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            return subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _restart(self) -> None:
        while True:
            self._process.wait()
            if self._stopping.wait(PAUSE):
                return
            self._process = self._start()
