"""The HTTP side, as an RSGI application: what arrives while one batch is answered is the next.

A commit costs the same for one answer as for fifty. So a question waits half a millisecond for
those that the server has read already, and whatever comes while they are answered is the next
batch. All of it happens in the one thread of the event loop; the server's own threads read and
write the connections.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextvars import copy_context
from typing import Any, Protocol

from vocatio.actions.agency.desk import Desk
from vocatio.actions.clock import now
from vocatio.domain.agency.answer import NO_BASIS
from vocatio.domain.agency.problems import (
    Malformed,
    Nowhere,
    Problem,
    TooLarge,
    Unavailable,
    WrongMedia,
    WrongMethod,
)
from vocatio.portals.agency.description import description

logger = logging.getLogger(__name__)

JOSE, JSON = "application/jose", "application/json"
KEYS = "application/jwk-set+json"
PROBLEM = "application/problem+json"

#: Where something answers, and to which method.
METHODS = {"/v1/questions": "POST", "/v1/keys": "GET", "/v1/openapi.json": "GET"}

#: What RFC 9110 wants beside a status.
BESIDE = {
    401: ("www-authenticate", 'JWS typ="vocatio-question+jws", alg="ES256"'),
    503: ("retry-after", "1"),
}

#: Bytes of the largest question that there can be, with room to spare.
LARGEST = 4096

#: Questions that are answered in one transaction at most, so that nobody waits long for others.
TOGETHER = 128

#: Seconds in which what the server has read already comes along: twice as many in a batch, and
#: a third more in a second, measured at full load.
GATHER = 0.0005

Reply = bytes | Problem


class Scope(Protocol):
    """What of a request is used here (RSGI 1.x)."""

    proto: str
    method: str
    path: str

    @property
    def headers(self) -> Mapping[str, str]:
        """By small letters."""


class Connection(Protocol):
    """What of a connection is used here (RSGI 1.x)."""

    def __call__(self) -> Awaitable[bytes]:
        """The body."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The body in parts."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer."""


class Application:
    """Questions at /v1/questions, our keys at /v1/keys, the description at /v1/openapi.json."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: list[tuple[bytes, asyncio.Future[Reply]]] = []
        # Under a loop a connection to the database belongs to a context: one for all batches.
        self._context = copy_context()
        self._description = json.dumps(description(desk.issuer), ensure_ascii=False).encode()

    async def __rsgi__(self, scope: Scope, connection: Connection) -> None:
        """Answer one request."""
        try:
            media, content = await self._answered(scope, connection)
        except Problem as problem:
            headers = [("content-type", PROBLEM), ("cache-control", "no-store")]
            if problem.status in BESIDE:
                headers.append(BESIDE[problem.status])
            if isinstance(problem, WrongMethod):
                headers.append(("allow", METHODS[scope.path]))
            connection.response_bytes(problem.status, headers, told(problem))
            return
        headers = [("content-type", media), ("cache-control", "no-store")]
        connection.response_bytes(200, headers, content)

    async def _answered(self, scope: Scope, connection: Connection) -> tuple[str, bytes]:
        match scope.path, scope.method:
            case "/v1/questions", "POST":
                return JOSE, await self._asked(scope, connection)
            case "/v1/keys", "GET":
                return KEYS, json.dumps({"keys": self._desk.published_keys()}).encode()
            case "/v1/openapi.json", "GET":
                return JSON, self._description
            case path, _ if path in METHODS:
                raise WrongMethod
            case _:
                raise Nowhere

    async def _asked(self, scope: Scope, connection: Connection) -> bytes:
        media = scope.headers.get("content-type") or ""
        if media.partition(";")[0].strip().lower() != JOSE:
            raise WrongMedia
        reply = self._reply(await _body(scope, connection))
        found = await reply
        if isinstance(found, Problem):
            raise found
        return found

    def _reply(self, signed: bytes) -> "asyncio.Future[Reply]":
        loop = asyncio.get_running_loop()
        reply: asyncio.Future[Reply] = loop.create_future()
        if not self._waiting:
            loop.call_later(GATHER, self._answer_all, context=self._context)
        self._waiting.append((signed, reply))
        return reply

    def _answer_all(self) -> None:
        """Answer what waits, in one transaction; what arrives meanwhile is next."""
        some, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._answer_all, context=self._context)
        replies = self._ask([signed for signed, _ in some])
        for (_, reply), found in zip(some, replies, strict=True):
            # Whoever hung up waits no more.
            if not reply.done():
                reply.set_result(found)

    def _ask(self, signed: list[bytes]) -> list[Reply]:
        try:
            return self._desk.ask(signed, at=now())
        except Exception:
            # The database is away, say: an answer that was not written down is not given.
            logger.exception("%d questions could not be answered", len(signed))
            self._desk.recover()
            return [Unavailable()] * len(signed)


async def _body(scope: Scope, connection: Connection) -> bytes:
    """The body, of which no more is read than a question can have."""
    length = scope.headers.get("content-length")
    if length is not None:
        if not length.isascii() or not length.isdigit():
            raise Malformed("content-length: a number")
        if int(length) > LARGEST:
            raise TooLarge
        return await connection()
    parts = bytearray()
    async for part in connection:
        parts += part
        if len(parts) > LARGEST:
            raise TooLarge
    return bytes(parts)


def told(problem: Problem) -> bytes:
    """A problem as RFC 9457 has it, with the words that it is no basis to stop anyone (F18)."""
    content: dict[str, Any] = {
        "type": problem.type,
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "words": dict(NO_BASIS),
    }
    return json.dumps(content, ensure_ascii=False).encode()
