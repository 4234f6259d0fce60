"""Signed questions and answers: JWS in compact form with ES256 (RFC 7515, 7518).

Keys are read by joserfc, and the tests read and write every message with it as well. Messages go
straight to `cryptography`, since the one form that they can have needs no more, and all that a
library weighs for other forms was a tenth of what an answer costs.

What RFC 8725 asks for is held here: one algorithm, a key that the caller chooses by the name of
the key alone, a `typ` of its own for questions and for answers, and no other header at all, so
that nothing in a message says by which key or by what it is verified.
"""

import hashlib
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from vocatio.domain.agency.problems import BadSignature, Malformed, UnknownAgency
from vocatio.domain.errors import InvalidInput

ALGORITHM: Final = "ES256"
CURVE: Final = "P-256"
QUESTION, ANSWER = "vocatio-question+jws", "vocatio-answer+jws"

_ECDSA = ECDSA(SHA256())

#: Header, payload and two numbers of 32 bytes, in base64url without padding (RFC 7515, 7.1).
_COMPACT = re.compile(rb"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})")
_HALF = 32


class Verified(NamedTuple):
    """What was signed, by the key of this thumbprint; `digest` is SHA-256 of all, base64url."""

    kid: str
    claims: Mapping[str, Any]
    digest: str


def public_key(jwk: Mapping[str, Any]) -> ECKey:
    """A public key on P-256.

    Raises:
        InvalidInput: it is none, or the private half is with it.
    """
    try:
        if "d" in jwk:
            raise InvalidInput("key", "this is a private key: nobody but its owner may have it")
        if jwk.get("kty") != "EC" or jwk.get("crv") != CURVE:
            raise InvalidInput("key", f"an EC key on {CURVE} is wanted (RFC 7518, 6.2)")
        key = ECKey.import_key({name: str(jwk[name]) for name in ("kty", "crv", "x", "y")})
        # The point is looked at only when the key is made: one that is not on the curve is none.
        _ = key.public_key
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise InvalidInput("key", f"this is no public key as a JWK (RFC 7517): {error}") from error
    return key


def thumbprint(key: ECKey) -> str:
    """The name of a key: SHA-256 over its canonical form (RFC 7638)."""
    return key.thumbprint()


def bare(key: ECKey) -> dict[str, str]:
    """The public half, with nothing else."""
    found = key.as_dict(private=False)
    return {name: str(found[name]) for name in ("kty", "crv", "x", "y")}


def verify(signed: bytes, key_of: Callable[[str], ECKey | None]) -> Verified:
    """What a question says, once its signature was found right.

    Args:
        key_of: thumbprint -> the key that counts now, or None.

    Raises:
        Malformed, UnknownAgency, BadSignature: naming what is wrong.
    """
    parts = _COMPACT.fullmatch(signed)
    if parts is None:
        raise Malformed("a JWS in compact form is wanted (RFC 7515, 7.1), signed with ES256")
    header, payload, signature = parts.groups()
    kid = _kid(header)
    key = key_of(kid)
    if key is None:
        raise UnknownAgency
    pair = _decoded(signature)
    numbers = (int.from_bytes(pair[:_HALF], "big"), int.from_bytes(pair[_HALF:], "big"))
    message = signed[: parts.end(2)]
    try:
        key.public_key.verify(encode_dss_signature(*numbers), message, _ECDSA)
    except InvalidSignature as error:
        raise BadSignature from error
    return Verified(kid, _object(_decoded(payload)), digest(signed))


@lru_cache(maxsize=1024)
def _kid(header: bytes) -> str:
    """The key that a header names; all questions under one key have the same header."""
    said = _object(_decoded(header))
    if said.keys() != {"alg", "kid", "typ"}:
        raise Malformed("the header has exactly alg, kid and typ")
    if (said["alg"], said["typ"]) != (ALGORITHM, QUESTION):
        raise Malformed(f"alg is {ALGORITHM} and typ is {QUESTION}")
    return str(said["kid"])


def _decoded(segment: bytes) -> bytes:
    try:
        return urlsafe_b64decode(segment + b"=" * (-len(segment) % 4))
    except ValueError as error:
        raise Malformed("a part is not base64url (RFC 7515, appendix C)") from error


def digest(signed: bytes) -> str:
    """SHA-256 of a message as it was sent, base64url."""
    return _encoded(hashlib.sha256(signed).digest()).decode()


def _object(content: bytes) -> dict[str, Any]:
    try:
        found = _DECODER.decode(content.decode())
    except (ValueError, RecursionError) as error:
        raise Malformed(f"header and payload are JSON objects: {error}") from error
    if not isinstance(found, dict):
        raise Malformed("header and payload are JSON objects")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name that stands twice would be read one way here and another way there."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


# Made once: `json.loads` and `json.dumps` make theirs anew for each message.
_DECODER = json.JSONDecoder(object_pairs_hook=_once)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def sign(claims: Mapping[str, Any], key: ECKey, kid: str, typ: str = ANSWER) -> bytes:
    """A signed message."""
    payload = _ENCODER.encode(claims).encode()
    message = _header(kid, typ) + b"." + _encoded(payload)
    private = key.private_key
    if private is None:
        raise InvalidInput("key", "only the private half signs")
    numbers = decode_dss_signature(private.sign(message, _ECDSA))
    return message + b"." + _encoded(b"".join(n.to_bytes(_HALF, "big") for n in numbers))


@lru_cache(maxsize=64)
def _header(kid: str, typ: str) -> bytes:
    return _encoded(json.dumps({"alg": ALGORITHM, "kid": kid, "typ": typ}).encode())


def _encoded(content: bytes) -> bytes:
    return urlsafe_b64encode(content).rstrip(b"=")
