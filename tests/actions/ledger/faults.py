"""A sequencer one of whose durable writes goes wrong, and which remembers all that was signed."""

import json
import os
import signal
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from vocatio.actions.clock import now
from vocatio.actions.ledger.sequencer import Sequencer
from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.files import CHECKPOINT, LogFiles
from vocatio.gateways.ledger_log.notary import Notary, Signed
from vocatio.gateways.ledger_log.places import Places
from vocatio.records.ledger.log import Head, LogTables

#: Each durable write of the sequencer, in its order.
WRITES = ("leaves", "packs", "tiles", "flush", "state", "row", "keys", "checkpoint")
FAILURES = ("fails", "fails, but persisted", "killed")


class DiskError(VocatioError):
    """What a disk or a server says when it is full, slow or gone."""


class Fault:
    """Lets one of the writes go wrong, every time it comes."""

    def __init__(self, write: str, failure: str) -> None:
        self._write, self._failure = write, failure

    def at(self, write: str, do: Callable[[], Any]) -> Any:
        """Do the write, or fail it, or do it and fail all the same, or be killed after it."""
        if write != self._write:
            return do()
        if self._failure != "fails":
            do()
        if self._failure == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise DiskError


class FaultyTables(LogTables):
    """The tables, with a fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self._fault = fault

    def place(self, first: int, limit: int) -> int:
        """Write leaves."""
        return int(self._fault.at("leaves", partial(super().place, first, limit)))

    def store(self, head: Head, previous: Head | None) -> None:
        """Write a checkpoint."""
        self._fault.at("row", partial(super().store, head, previous))


class FaultyFiles(LogFiles):
    """The files, with a fault."""

    def __init__(self, folder: Path, fault: Fault) -> None:
        super().__init__(folder)
        self._fault = fault

    def write(self, path: str, content: bytes) -> None:
        """Write one file."""
        kinds = {"tile/entries": "packs", "tile/": "tiles", CHECKPOINT: "checkpoint"}
        kind = next((kind for start, kind in kinds.items() if path.startswith(start)), "keys")
        self._fault.at(kind, partial(super().write, path, content))

    def sync(self) -> None:
        """Flush."""
        self._fault.at("flush", super().sync)


class FaultyNotary(Notary):
    """The notary, with a fault; keeps what it signed in a file that no test removes."""

    def __init__(self, at: Places, fault: Fault) -> None:
        super().__init__(at, signing.FileSigner(at.key))
        self._fault, self._kept = fault, at.keys / "everything-signed"

    def sign(self, head: Checkpoint, proof: Sequence[bytes], *, at: datetime) -> bytes:
        """Sign, and keep what was signed."""
        note = super().sign(head, proof, at=at)
        with self._kept.open("a") as kept:
            kept.write(json.dumps([head.size, head.root.hex()]) + "\n")
        return note

    def remember(self, about: Signed) -> None:
        """Write the state."""
        self._fault.at("state", partial(super().remember, about))


def everything_signed(at: Places) -> list[tuple[int, bytes]]:
    """Size and root of each signature that ever came to be, stored or not."""
    lines = (at.keys / "everything-signed").read_text().splitlines()
    return [(size, bytes.fromhex(root)) for size, root in map(json.loads, lines)]


def faulty(at: Places, write: str, failure: str) -> Sequencer:
    """A sequencer with that fault; without any when `write` is "none"."""
    fault = Fault(write, failure)
    notary, files = FaultyNotary(at, fault), FaultyFiles(at.files, fault)
    return Sequencer(FaultyTables(fault), files, notary, partial(signing.known, at))


def die(files: str, keys: str, write: str) -> None:
    """Be killed right after that write, while entries are integrated."""
    doomed = faulty(Places(Path(files), Path(keys)), write, "killed")
    doomed.open(at=now())
    doomed.step(at=now())
