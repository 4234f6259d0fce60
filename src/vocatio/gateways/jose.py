"""Signed questions and answers: JWS in compact form with ES256 (RFC 7515, 7518), by joserfc.

What RFC 8725 asks for is held here: one algorithm, a key that the caller chooses by the name of
the key alone, a `typ` of its own for questions and for answers, and no other header at all, so
that nothing in a message says by which key or by what it is verified.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from vocatio.domain.agency.problems import BadSignature, Malformed, UnknownAgency
from vocatio.domain.errors import InvalidInput

ALGORITHM: Final = "ES256"
CURVE: Final = "P-256"
QUESTION, ANSWER = "vocatio-question+jws", "vocatio-answer+jws"

_REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM])

#: P-256: two numbers of 32 bytes. Another length is another signature of the same question.
_SIGNATURE_LETTERS = 86


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


def verify(signed: bytes, key_of: Callable[[object], ECKey | None]) -> Verified:
    """What a question says, once its signature was found right.

    Args:
        key_of: thumbprint -> the key that counts now, or None.

    Raises:
        Malformed, UnknownAgency, BadSignature: naming what is wrong.
    """
    try:
        found = jws.extract_compact(signed, registry=_REGISTRY)
        header = found.headers()
    except (JoseError, ValueError) as error:
        raise Malformed("a JWS in compact form is wanted (RFC 7515, 7.1)") from error
    if header.keys() != {"alg", "kid", "typ"}:
        raise Malformed("the header has exactly alg, kid and typ")
    if (header["alg"], header["typ"]) != (ALGORITHM, QUESTION):
        raise Malformed(f"alg is {ALGORITHM} and typ is {QUESTION}")
    key = key_of(header["kid"])
    if key is None:
        raise UnknownAgency
    try:
        right = jws.validate_compact(found, key, registry=_REGISTRY)
    except (JoseError, ValueError, TypeError) as error:
        raise BadSignature from error
    if not right or len(found.segments["signature"]) != _SIGNATURE_LETTERS:
        raise BadSignature
    return Verified(header["kid"], _claims(found.payload), digest(signed))


def digest(signed: bytes) -> str:
    """SHA-256 of a message as it was sent, base64url."""
    return urlsafe_b64encode(hashlib.sha256(signed).digest()).rstrip(b"=").decode()


def _claims(payload: bytes) -> Mapping[str, Any]:
    try:
        claims = json.loads(payload, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"what is signed is no JSON object: {error}") from error
    if not isinstance(claims, dict):
        raise Malformed("what is signed is no JSON object")
    return claims


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name that stands twice would be read one way here and another way there."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def sign(claims: Mapping[str, Any], key: ECKey, kid: str, typ: str = ANSWER) -> bytes:
    """A signed message."""
    payload = json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode()
    header = {"alg": ALGORITHM, "kid": kid, "typ": typ}
    return jws.serialize_compact(header, payload, key, registry=_REGISTRY).encode()
