"""What a provider may answer, and what must not get anybody in.

`Liar` speaks OpenID Connect as written, but for what a test changes; that the right answers of
a provider that others wrote do get somebody in is in `tests/portals/test_provider.py`.
"""

import json
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote_plus, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey

from vocatio.domain.signing_in import Statement, Terms
from vocatio.gateways import clock, openid, providers
from vocatio.gateways.openid import Begun, Client
from vocatio.gateways.providers import (
    ClocksApart,
    Denied,
    Misconfigured,
    ProviderProblem,
    Unreachable,
    WrongToken,
)

BACK = "https://summons.example/court/sign-in/court/back/"
CLIENT, SECRET = "vocatio", "between two: ü+"
RSA, OTHER = RSAKey.generate_key(2048), RSAKey.generate_key(2048)


class Liar:
    """A provider; every part of what it says can be changed."""

    def __init__(self) -> None:
        self.key: Key = RSA
        self.keys: list[dict[str, Any]] = [{**RSA.as_dict(private=False), "kid": "one"}]
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.metadata: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.body: Callable[[str], bytes] | None = None
        self.location = ""
        self.challenge, self.nonce, self.state = "", "", ""
        self.secret = SECRET
        self.asked: list[str] = []
        server = self._server()
        self.server = server
        self.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def _server(self) -> ThreadingHTTPServer:
        liar = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/authorize?"):
                    self.send_response(302)
                    self.send_header("Location", liar.sent_back(self.path))
                    self.end_headers()
                else:
                    self._answer(liar.answer(self.path))

            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                given = self.headers.get("Authorization", "").removeprefix("Basic ")
                self._answer(liar.token(dict(parse_qsl(form)), b64decode(given).decode()))

            def _answer(self, content: bytes) -> None:
                self.send_response(302 if liar.location else 200)
                if liar.location:
                    self.send_header("Location", liar.location)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """What was asked is in `asked`."""

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def answer(self, path: str) -> bytes:
        """Metadata, keys, userinfo."""
        self.asked.append(path)
        if self.body:
            return self.body(path)
        pages = {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "code_challenge_methods_supported": ["S256"],
                **self.metadata,
            },
            "/keys": {"keys": self.keys},
            "/userinfo": {"sub": "s-1", **self.userinfo},
        }
        return json.dumps(pages[path]).encode()

    def sent_back(self, path: str) -> str:
        """Where somebody who signed in is sent, whoever it was."""
        asked = self.read(path)
        answer = {"code": "c", "state": self.state or asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def read(self, address: str) -> dict[str, str]:
        """What an address says that somebody was sent to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.nonce, self.challenge = asked["nonce"], asked["code_challenge"]
        return asked

    def token(self, form: dict[str, str], who: str) -> bytes:
        """The answer of the token endpoint."""
        proof = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if (
            who.split(":", maxsplit=1)[0] != CLIENT
            or unquote_plus(who.split(":", 1)[1]) != SECRET
            or proof.decode() != self.challenge
        ):
            return json.dumps({"error": "invalid_grant"}).encode()
        now = int(clock.machine().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": "s-1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": self.nonce,
            "name": "Grace Hall",
            "groups": ["judges"],
            **self.claims,
        }
        said = {name: value for name, value in claims.items() if value is not None}
        if self.header["alg"] == "none":
            signed = f"{_part(self.header)}.{_part(said)}."
        else:
            signed = jwt.encode(self.header, said, self.key, algorithms=[self.header["alg"]])
        return json.dumps(
            {"access_token": "a", "token_type": "Bearer", "id_token": signed}
        ).encode()

    def come_in(self, answer: dict[str, str] | None = None) -> Statement:
        """Go there, and come back."""
        client = Client("court", self.issuer, CLIENT, "openid", Terms("groups", "judges"))
        begun = openid.begin(client, BACK, again=True)
        self.look(begun)
        return openid.finish(client, BACK, begun, answer or {"code": "c", "state": begun.state})

    def look(self, begun: Begun) -> None:
        """What the address that somebody is sent to says."""
        asked = self.read(begun.address)
        assert (asked["prompt"], asked["max_age"]) == ("login", "60")
        assert (asked["response_type"], asked["redirect_uri"]) == ("code", BACK)
        assert (asked["state"], asked["code_challenge_method"]) == (begun.state, "S256")


def _part(content: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


@pytest.fixture
def liar(monkeypatch: pytest.MonkeyPatch) -> Iterator[Liar]:
    monkeypatch.setenv(providers.variable("court"), SECRET)
    made = Liar()
    yield made
    made.server.shutdown()
    made.server.server_close()


def refused(liar: Liar, kind: type[ProviderProblem], words: str) -> None:
    with pytest.raises(kind, match=words):
        liar.come_in()


def test_what_is_right_gets_in(liar: Liar) -> None:
    found = liar.come_in()
    assert (found.issuer, found.subject, found.name) == (liar.issuer, "s-1", "Grace Hall")
    assert found.authenticated_at


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"iss": "https://elsewhere.example"}, "iss"),
        ({"aud": "somebody-else"}, "aud"),
        ({"aud": ["somebody-else", CLIENT]}, "azp"),
        ({"aud": [CLIENT], "azp": "somebody-else"}, "azp"),
        ({"nonce": "of another sign-in"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"exp": None}, "exp"),
        ({"iat": None}, "iat"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"auth_time": "yesterday"}, "auth_time"),
        ({"at_hash": "of another token"}, "at_hash"),
    ],
)
def test_a_token_for_somebody_or_something_else(
    liar: Liar, changed: dict[str, Any], words: str
) -> None:
    liar.claims = changed
    refused(liar, WrongToken, words)


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": -61},
        {"iat": 120, "exp": 400},
        {"nbf": 120},
    ],
)
def test_a_token_of_another_time(liar: Liar, changed: dict[str, int]) -> None:
    now = int(clock.machine().timestamp())
    liar.claims = {name: now + seconds for name, seconds in changed.items()}
    refused(liar, ClocksApart, "here it is")


def test_a_small_difference_of_clocks_is_forgiven(liar: Liar) -> None:
    now = int(clock.machine().timestamp())
    liar.claims = {"iat": now + 30, "nbf": now + 30, "exp": now - 30}
    assert liar.come_in().subject == "s-1"


def test_a_key_that_is_not_theirs(liar: Liar) -> None:
    liar.key = OTHER
    refused(liar, WrongToken, "bad_signature")


def test_keys_change_whenever_they_like(liar: Liar) -> None:
    liar.come_in()
    liar.key, liar.header = OTHER, {"alg": "PS256", "kid": "two"}
    refused(liar, WrongToken, "hold")
    liar.keys.append({**OTHER.as_dict(private=False), "kid": "two"})
    assert liar.come_in().subject == "s-1"


@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_no_signature_and_no_shared_secret(liar: Liar, alg: str) -> None:
    liar.key, liar.header = OctKey.generate_key(256), {"alg": alg, "kid": "one"}
    liar.keys = [{**liar.key.as_dict(private=True), "kid": "one"}, *liar.keys]
    refused(liar, WrongToken, "not allowed")


def test_other_keys_and_strange_ones(liar: Liar) -> None:
    key = ECKey.generate_key("P-256")
    liar.keys = [
        {"kty": "of tomorrow", "kid": "x"},
        {**OTHER.as_dict(private=False), "kid": "three", "use": "enc"},
        {**OKPKey.generate_key("X25519").as_dict(private=False), "kid": "four"},
        {**key.as_dict(private=False), "kid": "three"},
    ]
    liar.key, liar.header = key, {"alg": "ES256", "kid": "three"}
    assert liar.come_in().subject == "s-1"
    liar.keys = [{"kty": "of tomorrow"}]
    refused(liar, Misconfigured, "holds no key")


def test_what_the_token_does_not_say_is_asked_for(liar: Liar) -> None:
    liar.claims = {"groups": None}
    liar.userinfo = {"groups": ["judges"]}
    assert liar.come_in().claims["groups"] == ["judges"]
    liar.userinfo = {"groups": ["judges"], "sub": "s-2"}
    refused(liar, WrongToken, "somebody else")


def test_what_the_token_says_is_not_overruled_beside_it(liar: Liar) -> None:
    liar.claims = {"groups": ["clerks"], "name": None}
    liar.userinfo = {"groups": ["judges"], "name": "Grace Hall"}
    found = liar.come_in()
    assert (found.name, found.claims["groups"]) == ("Grace Hall", ["clerks"])


def test_an_answer_of_another_provider(liar: Liar) -> None:
    with pytest.raises(WrongToken, match="came from"):
        liar.come_in({"code": "c", "iss": "https://elsewhere.example"})
    liar.metadata = {"authorization_response_iss_parameter_supported": True}
    with pytest.raises(WrongToken, match="came from None"):
        liar.come_in({"code": "c"})
    assert liar.come_in({"code": "c", "iss": liar.issuer}).subject == "s-1"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("access_denied", Denied),
        ("login_required", Denied),
        ("temporarily_unavailable", Unreachable),
        ("invalid_scope", Misconfigured),
    ],
)
def test_it_may_say_no(liar: Liar, error: str, kind: type[ProviderProblem]) -> None:
    with pytest.raises(kind, match=f"{error}: not today"):
        liar.come_in({"error": error, "error_description": "not today"})


def test_the_secret_is_the_right_one(liar: Liar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(providers.variable("court"), "another")
    refused(liar, Misconfigured, "invalid_grant")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"issuer": "https://elsewhere.example"}, "calls itself"),
        ({"token_endpoint": None}, "lacks token_endpoint"),
        ({"authorization_endpoint": "http://elsewhere.example/"}, "is not https"),
        ({"jwks_uri": "ftp://elsewhere.example/"}, "is not https"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE"),
    ],
)
def test_metadata_that_cannot_be_used(liar: Liar, changed: dict[str, Any], words: str) -> None:
    liar.metadata = changed
    refused(liar, Misconfigured, words)


@pytest.mark.parametrize("body", [b"no JSON", b"x" * (openid.LARGEST + 1)])
def test_answers_that_are_none(liar: Liar, body: bytes) -> None:
    liar.body = lambda _: body
    refused(liar, Unreachable, "openid-configuration")


def test_no_way_leads_elsewhere(liar: Liar) -> None:
    liar.location = f"{liar.issuer}/keys"
    refused(liar, Unreachable, "redirect")
    assert liar.asked == ["/.well-known/openid-configuration"]


def test_plain_http_is_for_loopback_alone() -> None:
    with pytest.raises(Misconfigured, match="is not https"):
        openid.discover("http://id.court.example")


def test_nobody_answers(liar: Liar) -> None:
    liar.server.shutdown()
    liar.server.server_close()
    refused(liar, Unreachable, "refused")
