"""What the server takes for the pages of a person, one request after another."""

import http.client
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

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

    reference: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of a page, of so many requests."""

    page: str
    requests: int
    p50: float
    p95: float
    most: float


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
        session = SessionStore()
        session[PERSON] = str(person_id)
        session.create()
        found.append(Somebody(reference, f"{settings.SESSION_COOKIE_NAME}={session.session_key}"))
    return found


def timed(url: str, who: Sequence[Somebody], requests: int) -> Iterator[Took]:
    """The floor first, then each page, over all of them in turn on one connection."""
    for page in (FLOOR, *PAGES):
        taken = sorted(_times(url, page, who, requests))
        p50, p95 = (taken[int(len(taken) * share)] for share in (0.5, 0.95))
        yield Took(page.format("…"), len(taken), p50, p95, taken[-1])


def _times(url: str, page: str, who: Sequence[Somebody], requests: int) -> Iterator[float]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    for number in range(requests + len(who)):
        somebody = who[number % len(who)]
        began = time.perf_counter()
        connection.request(
            "GET", page.format(somebody.reference), headers={"Cookie": somebody.cookie}
        )
        answer = connection.getresponse()
        answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != http.client.OK:
            raise RuntimeError(f"{page} answered {answer.status}")
        # The first round warms what each process keeps.
        if number >= len(who):
            yield took
    connection.close()
