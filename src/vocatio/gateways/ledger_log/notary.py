"""Signs checkpoints, and never one that contradicts what it signed before.

What was signed last is kept beside the key, apart from the database: a database that was
rolled back cannot make the log forget. It is written down before the signature exists, so
that no signature is ever unknown here.
"""

import fcntl
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import merkle
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.note import Note, WrongSignature, signed
from vocatio.gateways.ledger_log.durable import replace
from vocatio.gateways.ledger_log.places import Places
from vocatio.gateways.ledger_log.signing import Signer


class Contradiction(VocatioError):
    """The log will not sign what contradicts a checkpoint that it signed before."""


class TimeRanBackwards(VocatioError):
    """The clock shows an earlier time than at the last signature: mend it, then start again."""


class StateUnreadable(VocatioError):
    """What the log signed last cannot be read: restore it with the key, from their backup."""


class AlreadyRunning(VocatioError):
    """Another sequencer works on this log."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed last, or was about to be: size, root (32 bytes), and when."""

    origin: str
    size: int
    root: bytes
    at: datetime


def last_signed(at: Places) -> Signed | None:
    """What the log that lies there signed last; None before the first time, or elsewhere.

    Raises:
        StateUnreadable: the file is damaged.
    """
    try:
        found = json.loads(at.state.read_text())
        return Signed(
            origin=found["origin"],
            size=found["size"],
            root=bytes.fromhex(found["root"]),
            at=datetime.fromisoformat(found["at"]),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StateUnreadable(f"{at.state} is damaged: restore it") from error


class Notary:
    """A signer with a memory. One process at a time may have it."""

    def __init__(self, at: Places, signer: Signer) -> None:
        self._at = at
        self._signer = signer
        self._lock: IO[bytes] | None = None

    @property
    def origin(self) -> str:
        """The name of the log."""
        return self._signer.key.name

    def lock(self) -> None:
        """Keep everybody else on this machine away, until this process ends.

        Raises:
            AlreadyRunning: somebody has it.
        """
        file = self._at.lock.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.close()
            raise AlreadyRunning from error
        self._lock = file

    def unlock(self) -> None:
        """Let somebody else in."""
        if self._lock:
            self._lock.close()
            self._lock = None

    @property
    def last(self) -> Signed | None:
        """What was signed last; None before the first time.

        Raises:
            StateUnreadable: the file is damaged.
        """
        return last_signed(self._at)

    def refuse_backwards(self, at: datetime) -> None:
        """Refuse to work before the time of the last signature.

        Raises:
            TimeRanBackwards: `at` lies before it.
        """
        last = self.last
        if last and at < last.at:
            raise TimeRanBackwards(
                f"it is {instant(at)}, but a checkpoint was signed at {instant(last.at)} already"
            )

    def sign(self, head: Checkpoint, proof: Sequence[bytes], *, at: datetime) -> bytes:
        """The signed note of a checkpoint.

        Args:
            proof: that the tree of this checkpoint begins with that of the last one signed.

        Raises:
            Contradiction: it does not, or the checkpoint is of another log.
            TimeRanBackwards: `at` lies before the last signature.
            WrongSignature: the key did not sign what it was given.
        """
        self.refuse_backwards(at)
        last = self.last
        if last:
            _agree(last, head, proof)
        self.remember(Signed(head.origin, head.size, head.root, at))
        text, key = head.text(), self._signer.key
        signature = self._signer.sign(text)
        if not key.fits(text, signature):
            raise WrongSignature("the key was replaced while it signed: start again")
        return Note(text, (signed(key, signature),)).encode()

    def remember(self, about: Signed) -> None:
        """Write down what is about to be signed, durably."""
        state = {
            "origin": about.origin,
            "size": about.size,
            "root": about.root.hex(),
            "at": instant(about.at),
        }
        replace(self._at.state, json.dumps(state).encode(), mode=0o600)


def _agree(last: Signed, head: Checkpoint, proof: Sequence[bytes]) -> None:
    if head.origin != last.origin:
        raise Contradiction(f"this key signs for {last.origin}, not for {head.origin}")
    try:
        merkle.verify_consistency(last.size, head.size, last.root, head.root, proof)
    except merkle.BadProof as error:
        raise Contradiction(
            f"a checkpoint of {last.size} leaves was signed before, and the one of {head.size} "
            f"leaves does not continue it: {error}"
        ) from error
