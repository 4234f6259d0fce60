"""Where the log of a database lies, and its key."""

import os
from dataclasses import dataclass
from pathlib import Path

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence.checkpoint import NOBODY, is_of_demo


class OriginMissing(VocatioError):
    """The log has no name yet: set VOCATIO_ORIGIN to one for ever, such as example.org/ledger."""


@dataclass(frozen=True, slots=True)
class Places:
    """Two directories: `files` is served to everybody, `keys` to nobody."""

    files: Path
    keys: Path

    @property
    def key(self) -> Path:
        """The private key."""
        return self.keys / "key"

    @property
    def verifier_keys(self) -> Path:
        """The public keys, the retired ones included, one a line; the last one signs."""
        return self.keys / "vkeys"

    @property
    def state(self) -> Path:
        """What was signed last."""
        return self.keys / "signed.json"

    @property
    def lock(self) -> Path:
        """Held by the one sequencer of this machine."""
        return self.keys / "lock"


def places(home: Path, database: str) -> Places:
    """Of a database: below the home, unless VOCATIO_LEDGER names another directory of files."""
    elsewhere = os.environ.get("VOCATIO_LEDGER")
    files = Path(elsewhere) / database if elsewhere else home / "ledger" / database
    return Places(files.resolve(), home / "keys" / f"{database}.log")


def origin(database: str, *, demo: bool, suffix: str) -> str:
    """The name of a new log: configured, or in a demo one that is nobody's and its own.

    Args:
        suffix: makes the origin of a demo unlike that of one made before under the same name.

    Raises:
        OriginMissing: production, and none is configured, or one that is nobody's.
    """
    if demo:
        return f"demo.{NOBODY}/{database}/{suffix}"
    configured = os.environ.get("VOCATIO_ORIGIN")
    if not configured:
        raise OriginMissing
    if is_of_demo(configured):
        raise OriginMissing(f"VOCATIO_ORIGIN is {configured!r}: names in {NOBODY} are of demos")
    return configured


def require_origin(at: Places) -> None:
    """Refuse to begin a production log without a name; one that has begun has its own.

    Raises:
        OriginMissing: there is neither a log nor a name.
    """
    if not at.key.exists():
        origin("", demo=False, suffix="")
