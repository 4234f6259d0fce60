"""SMS through Apprise, against a real HTTP server that plays the service."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from vocatio.domain.errors import InvalidInput
from vocatio.gateways import messages
from vocatio.gateways.sending import Later


class Service(ThreadingHTTPServer):
    """Keeps what it is told; answers as it is told to."""

    status = 200

    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    """Answers POST."""

    server: Service

    def do_POST(self) -> None:
        """Keep it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((self.path, json.loads(body)))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 because it is theirs
        """Say nothing."""


@contextmanager
def service() -> Iterator[Service]:
    """The service, on loopback."""
    with Service() as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        try:
            yield found
        finally:
            found.shutdown()
            thread.join()


def test_the_service_gets_number_and_words_and_may_refuse() -> None:
    with service() as found:
        url = f"json://127.0.0.1:{found.server_port}/sms/{{to}}"
        messages.send(url, to="+43 660 1", subject="There is post", body="Go there as usual.")
        found.status = 503
        with pytest.raises(Later):
            messages.send(url, to="1", subject="s", body="b")
    with pytest.raises(Later):
        messages.send(url, to="1", subject="s", body="b")
    ((path, told), _) = found.told
    assert path.startswith("/sms/")
    assert "660" in path
    assert (told["title"], told["message"]) == ("There is post", "Go there as usual.")


@pytest.mark.parametrize("url", ["json://127.0.0.1/sms", "nothing-known://x/{to}"])
def test_a_url_that_cannot_be_meant_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOCATIO_ALERT_URL_SMS", url)
    with pytest.raises(InvalidInput, match="VOCATIO_ALERT_URL_SMS"):
        messages.configured("sms")
