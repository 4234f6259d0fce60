"""Encryption at rest, with keys in a file outside the database.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce per value; look-up by
HMAC-SHA-256 under a key of its own, so that the database alone cannot test a guess.
"""

import hashlib
import hmac
import json
import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from vocatio.domain.errors import VocatioError

KEY_BYTES = 32
NONCE_BYTES = 12


class KeysMissing(VocatioError):
    """The key file of this database is missing."""


class KeysExposed(VocatioError):
    """The key file can be read by others."""


class Undecipherable(VocatioError):
    """A value was encrypted under another key, or changed; use the key file of this database."""


def path_for(home: Path, database: str) -> Path:
    """Where the keys of a database lie."""
    return home / "keys" / f"{database}.json"


def create(home: Path, database: str) -> None:
    """Make new keys for a new database; keys that exist are kept."""
    path = path_for(home, database)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        return
    content = {name: secrets.token_hex(KEY_BYTES) for name in ("encrypt", "lookup")}
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


@cache
def _keys() -> tuple[AESGCM, bytes]:
    path = path_for(settings.HOME, str(settings.DATABASES["default"]["NAME"]))
    try:
        if path.stat().st_mode & 0o077:
            raise KeysExposed(f"{path} can be read by others: chmod 600 it")
        content = json.loads(path.read_text())
    except FileNotFoundError as error:
        raise KeysMissing(f"{path} is missing: restore it from its backup") from error
    return AESGCM(bytes.fromhex(content["encrypt"])), bytes.fromhex(content["lookup"])


def encrypt(text: str, about: bytes) -> bytes:
    """Nonce and ciphertext; `about` (an id) is bound to it, so that values cannot be swapped."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _keys()[0].encrypt(nonce, text.encode(), about)


def decrypt(encrypted: bytes, about: bytes) -> str:
    """The text.

    Raises:
        Undecipherable: another key, another `about`, or changed bytes.
    """
    try:
        return _keys()[0].decrypt(encrypted[:NONCE_BYTES], encrypted[NONCE_BYTES:], about).decode()
    except InvalidTag as error:
        raise Undecipherable from error


def lookup(scheme: str, value: str) -> bytes:
    """The keyed hash by which an identifier is found, 32 bytes."""
    return hmac.digest(_keys()[1], f"{scheme}\0{value}".encode(), hashlib.sha256)
