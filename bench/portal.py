"""What the server takes for the pages of a person and of an office, one request after another."""

import http.client
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from bench.processor import used
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.demo.crowd import summoned
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Addressee
from vocatio.entry.commands.demo import build, staff
from vocatio.entry.commands.demo.plan import Account, Plan
from vocatio.portals.doors import PERSON

#: A file of a few hundred bytes, which the same server sends without asking the database.
FLOOR = "/static/icon.svg"

PAGES = (
    "/",
    "/inbox/",
    "/summons/{}/",
    "/summons/{}/ask/",
    "/summons/{}/ask/reschedule/work/",
    "/summons/{}/conscience/",
    "/record/",
    "/reach/",
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who is signed in and has opened their summons."""

    person_id: UUID
    reference: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: the address, who is signed in, and what a form sends."""

    path: str
    cookie: str
    form: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of a page, of so many requests; of the processor, web and database together."""

    page: str
    requests: int
    p50: float
    p95: float
    most: float
    processor: float


def released(plan: Plan, folder: Path) -> UUID:
    """A call-up whose summonses lie in the inboxes."""
    staff.hire()
    team, account = staff.team(), Account()
    build.make_register(plan, folder, team, account)
    build.open_offices(plan, team)
    callup_id = build.make_callup(plan, team, account)
    release(callup_id, by=team.approver, at=now())
    carry_out(callup_id)
    return callup_id


def people(callup_id: UUID, count: int) -> list[Somebody]:
    """So many of those called, each with a session of their own."""
    found = []
    inboxes = (row for row in summoned(callup_id) if row[2])
    for reference, person_id, _ in islice(inboxes, count):
        open_summons(reference, by=Addressee(person_id), at=now())
        found.append(Somebody(person_id, reference, signed_in({PERSON: str(person_id)})))
    return found


def signed_in(kept: Mapping[str, object]) -> str:
    """The cookie of a new session that holds this."""
    session = SessionStore()
    session.update(dict(kept))
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def of_person(who: Sequence[Somebody]) -> Iterator[tuple[str, list[Asked]]]:
    """The floor first, then each page, as all of them ask for it."""
    for page in (FLOOR, *PAGES):
        yield page.format("…"), [Asked(page.format(one.reference), one.cookie) for one in who]


def timed(url: str, page: str, asked: Sequence[Asked], requests: int, server: set[int]) -> Took:
    """One page, over all who ask in turn on one connection, once what is kept was made.

    Args:
        server: processes whose time counts, with all that they started.
    """
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    for one in asked:
        _took(connection, one)
    before = used(server)
    taken = sorted(_took(connection, asked[n % len(asked)]) for n in range(requests))
    processor = (used(server) - before) / requests * 1000
    connection.close()
    p50, p95 = (taken[int(len(taken) * share)] for share in (0.5, 0.95))
    return Took(page, requests, p50, p95, taken[-1], processor)


def _took(connection: http.client.HTTPConnection, asked: Asked) -> float:
    headers, body = {"Cookie": asked.cookie}, None
    if asked.form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(asked.form)
    began = time.perf_counter()
    connection.request("GET" if body is None else "POST", asked.path, body, headers)
    answer = connection.getresponse()
    answer.read()
    took = (time.perf_counter() - began) * 1000
    if answer.status != http.client.OK:
        raise RuntimeError(f"{asked.path} answered {answer.status}")
    return took
