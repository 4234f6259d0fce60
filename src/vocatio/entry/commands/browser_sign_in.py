"""Sign in at a body's identity provider from the command line: through a browser, and back here.

The provider sends the browser to a port of this machine on loopback (RFC 8252, 7.3).
"""

from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import click

from vocatio.actions.access import through_provider as provider
from vocatio.actions.clock import now
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput

#: Seconds that somebody has to sign in.
PATIENCE: Final = 300

DONE: Final = b"You can close this page: go on at the command line.\n"


def through_browser(body: str, port: int) -> Staff:
    """Who signs in at the provider of a body, now.

    Raises:
        InvalidInput: nobody came back in time, or not from this sign-in.
        ProviderProblem, Refusal: the provider, or the body, does not let them in.
    """
    back = f"http://127.0.0.1:{port}/"
    with _Waiting(("127.0.0.1", port), _Back) as waiting:
        begun = provider.begin(body, back, again=True, at=now())
        click.echo(f"Sign in here: {begun.address}")
        answer = waiting.answer(begun.state)
    return provider.finish(body, back, begun, answer, by=None, at=now()).by


class _Waiting(HTTPServer):
    """Waits for one browser to come back."""

    timeout = PATIENCE
    came: Mapping[str, str] | None = None

    def answer(self, state: str) -> Mapping[str, str]:
        self.handle_request()
        if self.came is None:
            raise InvalidInput("browser", f"nobody came back within {PATIENCE} seconds: try again")
        if self.came.get("state") != state:
            raise InvalidInput("browser", "what came back belongs to another sign-in: try again")
        return self.came


class _Back(BaseHTTPRequestHandler):
    """The page at which the browser ends."""

    server: _Waiting

    def do_GET(self) -> None:
        self.server.came = dict(parse_qsl(urlsplit(self.path).query))
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(DONE)))
        self.end_headers()
        self.wfile.write(DONE)

    def log_message(self, *_: object) -> None:
        """The terminal belongs to whoever signs in."""
