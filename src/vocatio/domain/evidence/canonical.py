"""Canonical bytes and salted commitments.

RFC 8785 (JSON Canonicalization Scheme), held to strings, booleans, safe integers,
arrays and objects: no floats, so that two implementations never differ on a number.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NoReturn

import rfc8785

from vocatio.domain.errors import VocatioError

SALT_BYTES = 32

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


class NotCanonical(VocatioError):
    """This value has no canonical form; use strings, booleans and whole numbers below 2**53."""


class WrongSaltLength(VocatioError):
    """A salt has exactly 32 bytes."""


def canonical(value: Mapping[str, Json]) -> bytes:
    """RFC 8785 bytes of `value`.

    Raises:
        NotCanonical: a float, an integer beyond 2**53 - 1, or an unknown type.
    """
    try:
        _refuse_floats(value)
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeEncodeError) as error:
        raise NotCanonical(str(error)) from error


def parse(content: bytes) -> dict[str, Any]:
    """The object whose canonical bytes these are, strictly: in any other form it is refused.

    Raises:
        NotCanonical: it is not JSON, not an object, or not in the one form it can have.
    """
    try:
        value = json.loads(content.decode(), parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(f"this is not JSON of the kind that can be hashed: {error}") from error
    if not isinstance(value, dict):
        raise NotCanonical("this is not a JSON object")
    if canonical(value) != content:
        raise NotCanonical("this JSON is not in canonical form (RFC 8785)")
    return value


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"{text[:30]} is not a whole number")


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise NotCanonical(f"{value!r} is a float: write it as a string")
    if isinstance(value, Mapping):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for item in value:
            _refuse_floats(item)


def commitment(salt: bytes, content: bytes) -> bytes:
    """SHA-256 over salt then content, 32 bytes: what the ledger is told about a fact.

    Raises:
        WrongSaltLength: the salt has not 32 bytes.
    """
    if len(salt) != SALT_BYTES:
        raise WrongSaltLength
    return hashlib.sha256(salt + content).digest()


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC with microseconds, always of one width: “2026-04-09T08:00:00.000000Z”."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
