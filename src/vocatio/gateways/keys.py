"""Encryption at rest, with a ring of keys in a file outside the database.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce per value; look-up by
HMAC-SHA-256 under keys of their own, so that the database alone cannot test a guess.
Each stored value begins with the id of its key, so that keys can be changed one after
another: the current key of each purpose writes, the former ones are still read.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from vocatio.domain.errors import VocatioError

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
ID_BYTES: Final = 4

#: What keys are for: “encrypt” values, “lookup” by keyed hash.
PURPOSES: Final = ("encrypt", "lookup")


class KeysMissing(VocatioError):
    """The key file of this database is missing."""


class KeysExposed(VocatioError):
    """The key file can be read by others."""


class KeysUnreadable(VocatioError):
    """The key file is damaged, or not one of this version."""


class Undecipherable(VocatioError):
    """A value was encrypted under another key, or moved, or changed; use this database's keys."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Keys for one purpose, by id; `current` writes."""

    current: int
    keys: Mapping[int, bytes]

    def with_new(self) -> "Purpose":
        """The same with a new key, which is current from now on."""
        new = max(self.keys) + 1
        return Purpose(new, {**self.keys, new: secrets.token_bytes(KEY_BYTES)})

    def without_former(self) -> "Purpose":
        """The current key alone."""
        return Purpose(self.current, {self.current: self.keys[self.current]})

    @property
    def former(self) -> tuple[int, ...]:
        """Ids of the keys that are read only."""
        return tuple(sorted(set(self.keys) - {self.current}))


class Ring:
    """The keys of one database. Take it anew for each piece of work: keys change."""

    def __init__(self, encrypt: Purpose, lookup: Purpose) -> None:
        self.purposes: Mapping[str, Purpose] = {"encrypt": encrypt, "lookup": lookup}
        self._ciphers = {id_: AESGCM(key) for id_, key in encrypt.keys.items()}
        self._prefix = encrypt.current.to_bytes(ID_BYTES, "big")
        self._cipher = self._ciphers[encrypt.current]
        self._nonces = _Nonces()
        self._lookups = [
            (id_.to_bytes(ID_BYTES, "big"), *_begun(lookup.keys[id_]))
            for id_ in (lookup.current, *lookup.former)
        ]

    def encrypt(self, text: str, column: str, about: bytes) -> bytes:
        """A text, sealed."""
        return self.seal(text.encode(), column, about)

    def seal(self, content: bytes, column: str, about: bytes) -> bytes:
        """Key id, nonce and ciphertext; where it belongs is bound to it, so that none is moved.

        Args:
            column: the table whose encrypted column it is, such as "register_address".
            about: the id of the person, or of the row itself.
        """
        nonce = self._nonces.next()
        place = _place(column, about)
        return self._prefix + nonce + self._cipher.encrypt(nonce, content, place)

    def encrypt_each(
        self, texts: Sequence[str], column: str, about: Sequence[bytes]
    ) -> list[bytes]:
        """Many texts, each sealed as by `encrypt`, with what it is about in the same place."""
        encrypt, prefix, place = self._cipher.encrypt, self._prefix, _place(column, b"")
        return [
            prefix + nonce + encrypt(nonce, text.encode(), place + one)
            for nonce, text, one in zip(_nonces(len(texts)), texts, about, strict=True)
        ]

    def decrypt(self, stored: bytes, column: str, about: bytes) -> str:
        """The text.

        Raises:
            Undecipherable: an unknown key, another column or `about`, or changed bytes.
        """
        return self.unseal(stored, column, about).decode()

    def unseal(self, stored: bytes, column: str, about: bytes) -> bytes:
        """The content.

        Raises:
            Undecipherable: an unknown key, another column or `about`, or changed bytes.
        """
        cipher = self._ciphers.get(key_id(stored))
        if cipher is None:
            raise Undecipherable
        nonce, rest = stored[ID_BYTES : ID_BYTES + NONCE_BYTES], stored[ID_BYTES + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, rest, _place(column, about))
        except InvalidTag as error:
            raise Undecipherable from error

    def lookup(self, scheme: str, value: str) -> bytes:
        """The keyed hash that is stored: key id and 32 bytes, under the current key."""
        return self.lookups(scheme, value)[0]

    def lookups(self, scheme: str, value: str) -> list[bytes]:
        """The keyed hashes to look for, one for each key in use, the current one first."""
        message = f"{scheme}\0{value}".encode()
        found = []
        for prefix, inner, outer in self._lookups:
            within, around = inner.copy(), outer.copy()
            within.update(message)
            around.update(within.digest())
            found.append(prefix + around.digest())
        return found


class _Nonces:
    """Random nonces, each handed out once, drawn from the system many at a time.

    Threads cannot get the same one, since `next` of an iterator is one step of Python; nor does a
    child process, which draws its own.
    """

    AT_ONCE: Final = 1024
    #: This process, told by Python after each fork: to ask the system costs more than a nonce.
    process: ClassVar[int] = os.getpid()

    def __init__(self) -> None:
        self._drawn: Iterator[bytes] = iter(())
        self._by = self.process

    @classmethod
    def forked(cls) -> None:
        cls.process = os.getpid()

    def next(self) -> bytes:
        if self._by != self.process:
            self._by, self._drawn = self.process, iter(())
        nonce = next(self._drawn, None)
        if nonce is None:
            drawn = iter(_nonces(self.AT_ONCE))
            nonce, self._drawn = next(drawn), drawn
        return nonce


def _nonces(count: int) -> list[bytes]:
    random = secrets.token_bytes(NONCE_BYTES * count)
    return [random[n : n + NONCE_BYTES] for n in range(0, len(random), NONCE_BYTES)]


os.register_at_fork(after_in_child=_Nonces.forked)


def _begun(key: bytes) -> tuple["hashlib._Hash", "hashlib._Hash"]:
    """Both hashes of HMAC-SHA-256 (RFC 2104), with the key in them: half the work of each value."""
    block = key.ljust(hashlib.sha256().block_size, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in block)) for pad in (0x36, 0x5C))
    return inner, outer


def key_id(stored: bytes) -> int:
    """Under which key a stored value or keyed hash was made."""
    return int.from_bytes(stored[:ID_BYTES], "big")


def _place(column: str, about: bytes) -> bytes:
    return column.encode() + b"\0" + about


def path_for(home: Path, database: str) -> Path:
    """Where the keys of a database lie."""
    return home / "keys" / f"{database}.json"


def create(home: Path, database: str) -> None:
    """Make new keys for a new database; keys that exist are kept."""
    path = path_for(home, database)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        write(path, {name: Purpose(1, {1: secrets.token_bytes(KEY_BYTES)}) for name in PURPOSES})


def write(path: Path, purposes: Mapping[str, Purpose]) -> None:
    """Put a key file in place of the one that is there, whole or not at all, and durably."""
    content = {
        name: {"current": p.current, "keys": {str(i): key.hex() for i, key in p.keys.items()}}
        for name, p in purposes.items()
    }
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def current_path() -> Path:
    """Where the keys of the database of this process lie."""
    return path_for(settings.HOME, str(settings.DATABASES["default"]["NAME"]))


def ring() -> Ring:
    """The keys of the database of this process, as the file has them now.

    Raises:
        KeysMissing: there is no such file.
        KeysExposed: others can read it.
        KeysUnreadable: it is no key file.
    """
    path = current_path()
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise KeysMissing(f"{path} is missing: restore it from its backup") from error
    if found.st_mode & 0o077:
        raise KeysExposed(f"{path} can be read by others: chmod 600 it")
    return _read(path, found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, inode: int, changed: int) -> Ring:  # noqa: ARG001 because they say whether it changed
    try:
        content = json.loads(path.read_text())
        return Ring(*(_purpose(content[name]) for name in PURPOSES))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeysUnreadable(f"{path} is no key file: restore it from its backup") from error


def _purpose(content: Mapping[str, Any]) -> Purpose:
    keys = {int(id_): bytes.fromhex(key) for id_, key in content["keys"].items()}
    if content["current"] not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise ValueError("the current key is missing, or a key is too short")
    return Purpose(content["current"], keys)
