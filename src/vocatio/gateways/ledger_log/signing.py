"""The key that signs checkpoints: in a file of its own, behind what a hardware module can do.

The file holds one line in the form that tools for signed notes use:
PRIVATE+KEY+<name>+<key id>+<base64 of 0x01 and the 32 bytes of RFC 8032>.
"""

import stat
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence.note import (
    ED25519,
    VerifierKey,
    decode64,
    encode64,
    is_name,
    parse_key,
)
from vocatio.gateways.ledger_log.durable import replace
from vocatio.gateways.ledger_log.places import Places

PREFIX = "PRIVATE+KEY+"


class LogKeyMissing(VocatioError):
    """The key of the log is missing: restore it from its backup, together with what it signed."""


class LogKeyExposed(VocatioError):
    """The key of the log can be read by others."""


class BadLogKey(VocatioError):
    """This file is not the key of a log."""


class Signer(Protocol):
    """What signs: a key in a file today, a hardware module (PKCS #11) by the same two members."""

    @property
    def key(self) -> VerifierKey:
        """The public half, with the origin as its name."""

    def sign(self, message: bytes) -> bytes:
        """Ed25519 over `message` (RFC 8032), 64 bytes."""


class FileSigner:
    """A key in a file that nobody but its owner can read. Read anew when it was replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._load()

    @property
    def key(self) -> VerifierKey:
        """The public half."""
        self._load()
        return self._key

    def sign(self, message: bytes) -> bytes:
        """Sign with the key that is in the file now."""
        self._load()
        return self._private.sign(message)

    def _load(self) -> None:
        try:
            found = self._path.stat()
        except FileNotFoundError as error:
            raise LogKeyMissing(f"{self._path} is missing: restore it from its backup") from error
        if stat.S_IMODE(found.st_mode) & 0o077:
            raise LogKeyExposed(f"{self._path} can be read by others: chmod 600 it, and rotate it")
        if self._stamp != (found.st_ino, found.st_mtime_ns):
            self._key, self._private = _read(self._path)
            self._stamp = found.st_ino, found.st_mtime_ns


def _read(path: Path) -> tuple[VerifierKey, Ed25519PrivateKey]:
    try:
        name, key_id, encoded = path.read_text().strip().removeprefix(PREFIX).split("+", 2)
        kind, *seed = decode64(encoded)
        private = Ed25519PrivateKey.from_private_bytes(bytes(seed))
    except ValueError as error:
        raise BadLogKey(f"{path} is not the key of a log: restore it from its backup") from error
    key = VerifierKey(name, kind, private.public_key().public_bytes_raw())
    if kind != ED25519 or key.id.hex() != key_id:
        raise BadLogKey(f"{path} is damaged: restore it from its backup")
    return key, private


def create(at: Places, origin: str) -> VerifierKey:
    """Make a key, and make it the one that signs; those before it stay known.

    The public key is written first: whatever was signed can be verified at every moment.

    Raises:
        BadLogKey: the origin cannot be the name of a key.
    """
    if not is_name(origin):
        raise BadLogKey(f"{origin!r} cannot be the name of a log: no spaces, no plus")
    private = Ed25519PrivateKey.generate()
    key = VerifierKey(origin, ED25519, private.public_key().public_bytes_raw())
    at.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace(at.verifier_keys, "".join(f"{each}\n" for each in (*known(at), key)).encode())
    secret = encode64(bytes([ED25519]) + private.private_bytes_raw())
    line = f"{PREFIX}{origin}+{key.id.hex()}+{secret}\n"
    replace(at.key, line.encode(), mode=0o600)
    return key


def known(at: Places) -> tuple[VerifierKey, ...]:
    """The public keys of the log, the oldest first; empty while it has none.

    Raises:
        BadKey: a line is not a key.
    """
    try:
        lines = at.verifier_keys.read_text().splitlines()
    except FileNotFoundError:
        return ()
    return tuple(parse_key(line) for line in lines if line.strip())
