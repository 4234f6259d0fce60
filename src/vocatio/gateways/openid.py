"""Sign in at the identity provider of a body: OpenID Connect, authorization code flow with PKCE.

Authlib speaks the protocol, joserfc verifies signatures. Metadata and keys are fetched anew for
each sign-in, which are few: so a provider may change its keys whenever it likes, and nothing is
kept here that could be out of date. Nothing but HTTPS is spoken, and HTTP on loopback.
"""

import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from ipaddress import ip_address
from typing import Any, Final, NoReturn
from urllib.parse import quote_plus, urlencode, urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError
from joserfc.jwk import Key, KeySet, import_key
from requests import RequestException, Response

from vocatio.domain.signing_in import CLOCKS, Statement, Terms
from vocatio.gateways import clock, providers
from vocatio.gateways.providers import (
    ClocksApart,
    Denied,
    Misconfigured,
    Unreachable,
    WrongToken,
)

#: Seconds that a provider may take to begin, and all in all; bytes that it may answer with.
PATIENCE: Final = 10
LONGEST: Final = 15
LARGEST: Final = 256 * 1024

#: Public-key signatures alone (RFC 8725, 3.1): no secret that two share, and never “none”.
ALGORITHMS: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)

#: Characters of state and nonce (6 bits each), and of the verifier (RFC 7636, 4.1).
RANDOM, VERIFIER = 43, 64

Metadata = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Client:
    """This installation, as a provider knows it; `scope` brings the claim that `terms` reads."""

    body: str
    issuer: str
    client_id: str
    scope: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in on its way: `address` is the provider's; all else is kept for the way back.

    `again` says that it has to be a new one, however long they have been signed in there.
    """

    address: str
    state: str
    nonce: str
    verifier: str
    asked_at: datetime
    again: bool


def begin(client: Client, back: str, *, again: bool) -> Begun:
    """Begin to sign somebody in.

    Args:
        back: where the provider sends them back to.
        again: who sits there has to show it now, however long they have been signed in there.
            `prompt` asks for that, and `max_age` for the time at which they did. It is no 0:
            some providers compare it again after the sign-in that it led to, without end.

    Raises:
        ProviderProblem: one of its kinds.
    """
    metadata = discover(client.issuer)
    state, nonce, verifier = (generate_token(n) for n in (RANDOM, RANDOM, VERIFIER))
    more = {"prompt": "login", "max_age": str(int(CLOCKS.total_seconds()))} if again else {}
    address, _ = _session(client, metadata, back).create_authorization_url(
        metadata["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier, **more
    )
    return Begun(address, state, nonce, verifier, clock.machine(), again)


def finish(client: Client, back: str, begun: Begun, answer: Mapping[str, str]) -> Statement:
    """What the provider says of whom it sent back.

    Args:
        answer: the parameters that they came back with; their state was looked at before.

    Raises:
        ProviderProblem: one of its kinds.
    """
    if answer.get("error"):
        _refused(answer)
    metadata = discover(client.issuer)
    _require_issuer(client, metadata, answer)
    session = _session(client, metadata, back)
    try:
        token = session.fetch_token(
            metadata["token_endpoint"],
            grant_type="authorization_code",
            code=answer.get("code", ""),
            code_verifier=begun.verifier,
        )
    except AuthlibBaseError as error:
        raise Misconfigured(f"the provider gave no token: {error}") from error
    except (RequestException, ValueError) as error:
        raise Unreachable(f"the token cannot be fetched: {error}") from error
    signed = str(token.get("id_token") or "")
    claims = _verified(signed, str(token.get("access_token") or ""), client, metadata, begun.nonce)
    if "userinfo_endpoint" in metadata and not (
        claims.get("name") and client.terms.answered_by(claims)
    ):
        claims = {**_more(session, str(metadata["userinfo_endpoint"]), claims["sub"]), **claims}
    return _statement(client.issuer, claims, signed)


def way_out(client: Client, token: str, back: str) -> str | None:
    """Where somebody signs out at the provider too, or None where it offers nothing.

    Raises:
        ProviderProblem: one of its kinds.
    """
    endpoint = discover(client.issuer).get("end_session_endpoint")
    if not endpoint:
        return None
    said = {
        "id_token_hint": token,
        "client_id": client.client_id,
        "post_logout_redirect_uri": back,
    }
    return f"{_safe(str(endpoint))}{'&' if urlsplit(endpoint).query else '?'}{urlencode(said)}"


def discover(issuer: str) -> Metadata:
    """What a provider says about itself (OpenID Connect Discovery 1.0).

    Raises:
        ProviderProblem: one of its kinds.
    """
    found = _json(_nobody(), f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise Misconfigured(f"it calls itself {found.get('issuer')!r}, and is known as {issuer!r}")
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if missing := [name for name in needed if not isinstance(found.get(name), str)]:
        raise Misconfigured(f"its metadata lacks {', '.join(missing)}")
    for name in needed:
        _safe(found[name])
    if "S256" not in found.get("code_challenge_methods_supported", ["S256"]):
        raise Misconfigured("it does not support PKCE with S256 (RFC 7636)")
    return found


def _nobody() -> OAuth2Session:
    """For what a provider tells everybody."""
    return OAuth2Session(verify=providers.roots(), **_CAREFUL)


def _session(client: Client, metadata: Metadata, back: str) -> OAuth2Session:
    ways = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
    session = OAuth2Session(
        client.client_id,
        providers.secret(client.body),
        scope=client.scope,
        redirect_uri=back,
        code_challenge_method="S256",
        token_endpoint_auth_method=way,
        verify=providers.roots(),
        **_CAREFUL,
    )
    session.register_client_auth_method(("client_secret_basic", _basic))
    return session


def _basic(
    client: Any,
    method: str,  # noqa: ARG001 because Authlib passes it by name
    uri: str,
    headers: dict[str, str],
    body: object,
) -> tuple[str, dict[str, str], object]:
    """RFC 6749, 2.3.1: both are form-encoded first, which Authlib leaves out."""
    pair = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
    headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    return uri, headers, body


def _limited(answer: Response, **_: object) -> Response:
    """Read an answer, but no more than is sensible, and not for ever."""
    until, content = time.monotonic() + LONGEST, BytesIO()
    for part in answer.raw.stream(8192, decode_content=True):
        content.write(part)
        if content.tell() > LARGEST:
            raise RequestException(f"the answer is larger than {LARGEST:,} bytes")
        if time.monotonic() > until:
            raise RequestException(f"the answer took more than {LONGEST} seconds")
    content.seek(0)
    answer.raw = content
    return answer


_CAREFUL: Final[Mapping[str, Any]] = {
    "default_timeout": PATIENCE,
    "max_redirects": 0,
    "stream": True,
    "hooks": {"response": [_limited]},
}


def _json(session: OAuth2Session, address: str, *, authorized: bool = False) -> dict[str, Any]:
    try:
        answer = session.get(_safe(address), withhold_token=not authorized)
        answer.raise_for_status()
        found = answer.json()
    except (RequestException, AuthlibBaseError, ValueError) as error:
        raise Unreachable(f"{address}: {error}") from error
    if not isinstance(found, dict):
        raise Misconfigured(f"{address} is no JSON object")
    return found


def _safe(address: str) -> str:
    """An address, once it is known that nobody between can read or change what is said there."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError as error:
        raise Misconfigured(f"{address!r} is no address") from error
    if parts.scheme == "https" and host:
        return address
    if parts.scheme == "http" and (host == "localhost" or _is_loopback(host)):
        return address
    raise Misconfigured(f"{address!r} is not https")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _require_issuer(client: Client, metadata: Metadata, answer: Mapping[str, str]) -> None:
    """RFC 9207: an answer that another provider gave is not for this one's token endpoint."""
    promised = metadata.get("authorization_response_iss_parameter_supported") is True
    if answer.get("iss", None if promised else client.issuer) != client.issuer:
        raise WrongToken(f"the answer came from {answer.get('iss')!r}, not from {client.issuer!r}")


def _refused(answer: Mapping[str, str]) -> NoReturn:
    """The provider sent them back without a code (RFC 6749, 4.1.2.1)."""
    error, words = answer["error"], answer.get("error_description", "")
    said = f"{error}: {words}" if words else error
    if error in ("server_error", "temporarily_unavailable"):
        raise Unreachable(f"the provider says {said}")
    if error in ("access_denied", "login_required", "interaction_required", "consent_required"):
        raise Denied(f"the provider says {said}")
    raise Misconfigured(f"the provider says {said}")


def _verified(
    signed: str, access: str, client: Client, metadata: Metadata, nonce: str
) -> dict[str, Any]:
    """The claims of an ID token (OpenID Connect Core 1.0, 3.1.3.7)."""
    at = clock.machine()
    keys = _keys(str(metadata["jwks_uri"]))
    try:
        found = jwt.decode(signed, keys, algorithms=ALGORITHMS)
        CodeIDToken(
            found.claims,
            found.header,
            options={
                "iss": {"essential": True, "value": client.issuer},
                "aud": {"essential": True, "value": client.client_id},
                "sub": {"essential": True},
            },
            params={"nonce": nonce, "client_id": client.client_id, "access_token": access},
        ).validate(now=int(at.timestamp()), leeway=int(CLOCKS.total_seconds()))
    except ExpiredTokenError as error:
        ends = found.claims["exp"]
        raise ClocksApart(
            f"the token ended at {_instant(ends):%F %T} UTC; here it is {at:%F %T} UTC"
        ) from error
    except InvalidClaimError as error:
        if error.claim in ("iat", "nbf") and isinstance(found.claims.get(error.claim), int):
            begins = _instant(found.claims[error.claim])
            raise ClocksApart(
                f"the token begins at {begins:%F %T} UTC; here it is {at:%F %T} UTC"
            ) from error
        raise WrongToken(f"the ID token does not hold: {error}") from error
    except (JoseError, ValueError) as error:
        raise WrongToken(f"the ID token does not hold: {error}") from error
    return dict(found.claims)


def _keys(address: str) -> KeySet:
    """The keys that sign, as they are now; kinds that nobody here knows are passed over."""
    found = _json(_nobody(), address).get("keys")
    each = found if isinstance(found, list) else []
    usable = [key for jwk in each if isinstance(jwk, dict) and (key := _key(jwk))]
    if not usable:
        raise Misconfigured(f"{address} holds no key that verifies a signature")
    return KeySet(usable)


def _key(jwk: dict[str, Any]) -> Key | None:
    try:
        signs = jwk.get("kty") != "oct" and jwk.get("use", "sig") == "sig"
        return import_key(jwk) if signs else None
    except (JoseError, ValueError, KeyError, TypeError):
        return None


def _more(session: OAuth2Session, address: str, subject: str) -> dict[str, Any]:
    """What the provider says beside the token (OpenID Connect Core 1.0, 5.3)."""
    found = _json(session, address, authorized=True)
    if found.get("sub") != subject:
        raise WrongToken("userinfo speaks of somebody else than the ID token")
    return found


def _statement(issuer: str, claims: Mapping[str, Any], token: str) -> Statement:
    subject, since = str(claims["sub"]), claims.get("auth_time")
    names = (claims.get("name"), claims.get("preferred_username"), subject)
    return Statement(
        issuer=issuer,
        subject=subject,
        name=next(name for name in names if isinstance(name, str) and name.strip()),
        claims=claims,
        authenticated_at=_instant(since) if isinstance(since, int | float) else None,
        token=token,
    )


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
