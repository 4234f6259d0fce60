"""The key of the board of conscience, and what it opens: on a machine of the board's own (F24)."""

import base64
import json
import os
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import psycopg

from vocatio.domain.errors import InvalidInput
from vocatio.gateways import envelopes, identity
from vocatio.gateways.provision import Access

#: How files are called that came with a claim, by what they are.
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}

PRIVATE, PUBLIC = "board.key", "board.pub"


class Pair(NamedTuple):
    """A key of the board, both halves as PEM; the private one is encrypted."""

    private: bytes
    public: bytes


def new_key(passphrase: str) -> Pair:
    """A new pair of keys.

    Raises:
        InvalidInput: no passphrase.
    """
    if not passphrase:
        raise InvalidInput("passphrase", "choose one: it guards what people confide to the board")
    return Pair(*envelopes.make_key(passphrase.encode()))


def write_key(folder: Path, passphrase: str) -> str:
    """Write a new pair into a folder; return the fingerprint of its public half.

    Raises:
        InvalidInput: no passphrase, or a key is there already.
    """
    pair = new_key(passphrase)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / PRIVATE).exists():
        raise InvalidInput("folder", f"{folder / PRIVATE} is there already: it opens what was sent")
    _write(folder / PRIVATE, pair.private)
    _write(folder / PUBLIC, pair.public)
    return envelopes.fingerprint(envelopes.public_key(pair.public))


def accept_key(access: Access, public_pem: bytes) -> str:
    """Let claims be sealed to this key from now on; return its fingerprint.

    Raises:
        InvalidInput: it is no such key.
    """
    public = envelopes.public_key(public_pem)
    with psycopg.connect(access.dsn("migrator")) as owner:
        owner.execute(
            "INSERT INTO documents_boardkey (id, public, added_at) VALUES (%s, %s, vocatio_now())",
            [identity.new_id(), public],
        )
    return envelopes.fingerprint(public)


def read_claim(file: Path, private_pem: bytes, passphrase: str, folder: Path) -> Path:
    """Open a claim that was fetched; write its words and its files into a folder.

    Returns:
        The file with the words.

    Raises:
        InvalidInput: another key or passphrase, a file that is no claim, or was changed.
    """
    try:
        claim = json.loads(file.read_bytes())
        sealed, about = base64.b64decode(claim["sealed"]), UUID(claim["about"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput("claim", f"{file} was not written by “board claims”") from error
    opened = envelopes.unseal(sealed, private_pem, passphrase.encode(), about.bytes)
    content = json.loads(opened)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number, paper in enumerate(content.pop("files"), start=1):
        name = f"{file.stem}-{number}.{ENDINGS[paper['media_type']]}"
        _write(folder / name, base64.b64decode(paper["content"]))
    words = folder / f"{file.stem}.txt"
    _write(words, "".join(f"{key}: {value}\n" for key, value in content.items()).encode())
    return words


def _write(path: Path, content: bytes) -> None:
    """Nobody else may read it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
