"""The key that signs answers to other authorities, and the name under which they are given.

The file is a set of JWKs (RFC 7517): the last one signs; of the one before it only the public
half is left, for the few minutes that its answers live.
"""

import json
import os
import stat
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence.checkpoint import NOBODY
from vocatio.gateways import jose
from vocatio.gateways.ledger_log.durable import replace


class AnsweringKeyMissing(VocatioError):
    """There is no key to sign answers with: make one with “vocatio agency rotate”."""


class AnsweringKeyExposed(VocatioError):
    """The key that signs answers can be read by others."""


class AnsweringKeyUnreadable(VocatioError):
    """This file is not the key that signs answers."""


class IssuerMissing(VocatioError):
    """Answers have no issuer: set VOCATIO_AGENCY_URL to the address at which agencies ask."""


class Answering(NamedTuple):
    """What signs, under which thumbprint, and every public key that answers may still need."""

    key: ECKey
    kid: str
    published: tuple[dict[str, str], ...]


def path_for(home: Path, database: str) -> Path:
    """Where the key of a database lies."""
    return home / "keys" / f"{database}.agency.json"


def path() -> Path:
    """Where the key of the database of this process lies."""
    return path_for(settings.HOME, str(settings.DATABASES["default"]["NAME"]))


def issuer(*, demo: bool) -> str:
    """The name under which answers are given: the address that agencies ask at.

    Raises:
        IssuerMissing: production, and none is configured.
    """
    configured = os.environ.get("VOCATIO_AGENCY_URL")
    if configured:
        return configured
    if not demo:
        raise IssuerMissing
    return f"https://agency.{NOBODY}"


def answering() -> Answering:
    """The key as the file has it now.

    Raises:
        AnsweringKeyMissing, AnsweringKeyExposed, AnsweringKeyUnreadable: of the file.
    """
    file = path()
    try:
        found = file.stat()
    except FileNotFoundError as error:
        raise AnsweringKeyMissing from error
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise AnsweringKeyExposed(f"{file} can be read by others: chmod 600 it, and rotate it")
    return _read(file, found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=4)
def _read(file: Path, inode: int, changed: int) -> Answering:  # noqa: ARG001 because they say whether it changed
    try:
        held: list[dict[str, Any]] = json.loads(file.read_text())["keys"]
        keys = [ECKey.import_key(each) for each in held]
        current = keys[-1]
        if not current.is_private:
            raise ValueError("the last key has no private half")
    except (JoseError, ValueError, KeyError, TypeError, IndexError) as error:
        raise AnsweringKeyUnreadable(f"{file} is no key: restore it, or remove it") from error
    return Answering(current, jose.thumbprint(current), tuple(map(_published, keys)))


def _published(key: ECKey) -> dict[str, str]:
    return {**jose.bare(key), "kid": jose.thumbprint(key), "alg": jose.ALGORITHM, "use": "sig"}


def rotate() -> str:
    """Make a new key, which signs from now on, and say its thumbprint."""
    try:
        former = [jose.bare(answering().key)]
    except AnsweringKeyMissing:
        former = []
    new = ECKey.generate_key(jose.CURVE)
    content = {"keys": [*former, new.as_dict(private=True)]}
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace(path(), json.dumps(content).encode(), mode=0o600)
    return jose.thumbprint(new)
