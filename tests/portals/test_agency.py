"""The agency API over real HTTP: what it says is what its description says."""

import asyncio
import http.client
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.db import connection
from joserfc import jws
from joserfc.jwk import ECKey
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from tests import database as testing
from tests.actions.agency_ground import Asking
from tests.actions.world import World
from tests.database import Database
from tests.threads import apart
from vocatio.actions.agency import canary, manage
from vocatio.actions.agency.desk import Desk
from vocatio.actions.clock import now
from vocatio.actions.inspect.agencies import incidents
from vocatio.domain.agency.problems import ALL, Problem
from vocatio.portals.agency.app import LARGEST, Application
from vocatio.project.processes import free_port
from vocatio.project.serve import answering
from vocatio.records.agencies.models import Batch

Reply = tuple[int, str, bytes]


class Served:
    """What runs, and an agency that asks it."""

    def __init__(self, port: int, database: testing.Database) -> None:
        self.port, self.database, self.server = port, database.name, database.server
        self.world = World()
        self.world.crowd(1)
        self.border = Asking(self.world)
        self.tiny = Asking(self.world, code="tiny", budget=1)
        self.desk = Desk(at=now())

    def send(
        self, body: Any, *, path: str = "/v1/questions", method: str = "POST", **headers: str
    ) -> Reply:
        """One request."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        given = {"content-type": "application/jose"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        asking.request(method, path, body, given)
        answer = asking.getresponse()
        found = answer.status, answer.headers["content-type"], answer.read()
        asking.close()
        return found

    def reconnect(self) -> None:
        """For this process, whose own connection was ended as well."""
        connection.close()

    def described(self) -> dict[str, Any]:
        """The description that is served."""
        status, media, content = self.send(None, path="/v1/openapi.json", method="GET")
        assert (status, media) == (200, "application/json")
        found: dict[str, Any] = json.loads(content)
        return found


@pytest.fixture(scope="module")
def served(server: Any) -> Iterator[Served]:
    with testing.cloned(server) as database, testing.connected(database):
        manage.rotate_answering_key()
        with answering(server, database.access, port := free_port(None)):
            found = Served(port, database)
            _wait(found)
            yield found


def _wait(served: Served) -> None:
    for _ in range(600):
        with suppress(OSError):
            served.send(None, path="/v1/keys", method="GET")
            return
        time.sleep(0.1)
    pytest.fail("nothing answers")


def checked(description: dict[str, Any], schema: str, content: Any) -> None:
    """The content is of that schema of the description."""
    wanted = {"$ref": f"#/components/schemas/{schema}", "components": description["components"]}
    Draft202012Validator(wanted).validate(content)


def test_the_description_is_openapi(served: Served) -> None:
    validate(served.described())


def test_an_answer_over_http_is_what_the_description_says(served: Served) -> None:
    description = served.described()
    claims = served.border.claims(served.desk, "Nc0")
    checked(description, "Question", claims)
    status, media, signed = served.send(served.border.signed(claims))
    assert (status, media) == (200, "application/jose")
    keys = json.loads(served.send(None, path="/v1/keys", method="GET")[2])
    checked(description, "Keys", keys)
    checked(description, "SignedAnswer", signed.decode())
    key = ECKey.import_key(keys["keys"][-1])
    answer = json.loads(jws.deserialize_compact(signed, key, algorithms=["ES256"]).payload)
    checked(description, "Answer", answer)
    assert answer["jti"] == claims["jti"]


def _problems(served: Served) -> dict[str, Reply]:
    """One reply of each kind that a question can cause from outside."""
    border, tiny, desk = served.border, served.tiny, served.desk
    asked = border.question(desk, "Nc0")
    served.send(asked)
    served.send(tiny.question(desk, "one"))
    stranger = Asking.__new__(Asking)
    stranger.code, stranger.key, stranger.kid = "none", ECKey.generate_key("P-256"), "none"
    forged = Asking.__new__(Asking)
    forged.code, forged.key, forged.kid = border.code, stranger.key, border.kid
    return {
        "malformed": served.send(b"nonsense"),
        "unknown-agency": served.send(stranger.question(desk, "Nc0")),
        "bad-signature": served.send(forged.question(desk, "Nc0")),
        "stale": served.send(border.question(desk, "Nc0", iat=1)),
        "not-granted": served.send(border.question(desk, "Nc0", purpose="curiosity")),
        "not-found": served.send(b"", path="/v1/people"),
        "method-not-allowed": served.send(None, method="GET"),
        "replayed": served.send(asked),
        "too-large": served.send(b"x" * (LARGEST + 1)),
        "wrong-media-type": served.send(asked, content_type="application/json"),
        "budget-exhausted": served.send(tiny.question(desk, "two")),
    }


def test_every_problem_is_told_as_the_description_says_and_is_no_basis_to_stop_anyone(
    served: Served,
) -> None:
    description = served.described()
    documented = description["paths"]["/v1/questions"]["post"]["responses"]
    for slug, (status, media, content) in _problems(served).items():
        problem = json.loads(content)
        assert media == "application/problem+json", slug
        assert problem["type"] == f"urn:vocatio:problem:{slug}"
        assert problem["status"] == status
        assert str(status) in documented
        assert "no basis to stop anyone" in problem["words"]["en"]
        checked(description, "Problem", problem)


@pytest.mark.parametrize(
    "framing", [b"Content-Length: 10485760", b"Transfer-Encoding: chunked"], ids=["told", "chunked"]
)
def test_ten_megabytes_are_refused_before_they_are_read(served: Served, framing: bytes) -> None:
    head = b"POST /v1/questions HTTP/1.1\r\nHost: x\r\nContent-Type: application/jose\r\n"
    chunk = b"2000\r\n" + b"x" * 0x2000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as asking:
        asking.sendall(head + framing + b"\r\n\r\n" + chunk)
        assert asking.recv(1 << 16).startswith(b"HTTP/1.1 413 ")


def test_every_problem_but_the_outage_was_caused() -> None:
    caused = {"malformed", "unknown-agency", "bad-signature", "stale", "not-granted", "not-found"}
    caused |= {"method-not-allowed", "replayed", "too-large", "wrong-media-type"}
    assert {problem.slug for problem in ALL} - caused == {"budget-exhausted", "unavailable"}


def test_who_ask_at_once_are_answered_together(served: Served) -> None:
    before = Batch.objects.count()
    questions = [served.border.question(served.desk, f"at-once-{n}") for n in range(40)]
    with ThreadPoolExecutor(20) as threads:
        replies = list(threads.map(served.send, questions))
    assert [status for status, _, _ in replies] == [200] * 40
    assert 0 < Batch.objects.count() - before < 40


def test_a_canary_is_answered_like_any_other_document(served: Served) -> None:
    overseer = served.world.overseer
    canary.plant("number", "", "C-1", by=overseer, at=now())
    assert served.send(served.border.question(served.desk, "C-1"))[0] == 200
    (incident,) = incidents(by=overseer, purpose="look", at=now())
    assert incident.agency == served.border.code


def test_it_answers_again_once_the_database_is_back(served: Served) -> None:
    with psycopg.connect(served.server.admin, autocommit=True) as admin:
        admin.execute(
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = %s AND usename = 'vocatio_app'""",
            [served.database],
        )
    served.reconnect()
    seen = {served.send(served.border.question(served.desk, f"back-{n}"))[0] for n in range(40)}
    assert seen <= {200, 503}
    # Each of the two processes notices by failing once.
    again = [served.send(served.border.question(served.desk, f"b-{n}"))[0] for n in range(8)]
    assert again == [200] * 8


class Failing(Desk):
    """The database is away."""

    recovered = False

    def recover(self) -> None:
        self.recovered = True

    def ask(self, signed: Any, *, at: datetime) -> list[bytes | Problem]:  # noqa: ARG002 because it fails
        raise OSError("gone")


class Heard:
    """A connection that keeps what it was answered."""

    def __call__(self) -> Any:
        return asyncio.sleep(0, b"question")

    def __aiter__(self) -> AsyncIterator[bytes]:
        raise NotImplementedError

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, dict(headers), body


class Posted:
    """A question as a server hands it over."""

    proto, method, path = "http", "POST", "/v1/questions"
    headers = {"content-type": "application/jose", "content-length": "8"}  # noqa: RUF012 because RSGI has a property


def test_an_answer_that_was_not_written_down_is_not_given(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    manage.rotate_answering_key()
    heard = Heard()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        failing = Failing(at=now())
        apart(lambda: asyncio.run(Application(failing).__rsgi__(Posted(), heard)))
    assert heard.status == 503
    assert failing.recovered
    assert heard.headers["retry-after"] == "1"
    assert "no basis to stop anyone" in json.loads(heard.body)["words"]["en"]
    assert "could not be answered" in caplog.text
