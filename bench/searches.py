"""Searches as people type them, through the action, timed one by one against a floor."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from django.db import connection

from bench.population import Admin
from vocatio.actions.access.accounts import create_account
from vocatio.actions.access.sign_in import staff
from vocatio.actions.clock import now
from vocatio.actions.inspect.search import search
from vocatio.actions.offices.manage import add_office
from vocatio.domain.actors import Role, Staff
from vocatio.gateways import keys
from vocatio.gateways.names import words

WHY = "to measure it"
DISTRICT = "50"
COMMON = 20

#: People of the district, as the register has them.
SOME = """
SELECT n.given, n.family, b.born_earliest, n.person_id
FROM register_name n TABLESAMPLE SYSTEM (%s) REPEATABLE (1)
JOIN register_registration r USING (person_id) JOIN register_particulars b USING (person_id)
WHERE r.district = %s AND b.born_earliest = b.born_latest LIMIT 500
"""

PLAN = """
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF)
SELECT person_id FROM register_searchentry
WHERE scope = %s AND word >= %s AND word < %s ORDER BY word, rest LIMIT 21
"""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person to look for."""

    given: str
    family: str
    born: date
    id: UUID


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of searches of one kind at the 50th, 95th and 99th percentile and at most."""

    kind: str
    p50: float
    p95: float
    p99: float
    most: float
    found: float


class Counter:
    """A counter at an office with one officer, and an overseer beside it."""

    def __init__(self, admin: Admin, seed: int) -> None:
        self._random = Random(seed)
        planner = _hire(Role.PLANNER)
        name, at = {"en": "Bench"}, now()
        self.office = add_office(
            "BENCH", name=name, district=DISTRICT, address="1", by=planner, at=at
        )
        self._officer, self._overseer = _hire(Role.OFFICER), _hire(Role.OVERSEER)
        share = 100 if self._people(admin) < 1_000_000 else 20
        rows = admin.execute(SOME, [share, DISTRICT]).fetchall()
        self._some = [Someone(*row) for row in rows]  # type: ignore[arg-type]  # because the query names them
        self._families = _common(admin, "bench_family")
        self._given = _common(admin, "bench_given")
        for one in self._some:
            _renumber(admin, one)

    def _people(self, admin: Admin) -> int:
        found = admin.execute("SELECT count(*) FROM register_person").fetchone()
        return int(str(found[0])) if found else 0

    def timed(self, count: int) -> Iterator[Timed]:
        """Each kind of question so many times, at the office, and the hardest everywhere."""
        for kind, ask in self._kinds().items():
            yield self._time(kind, ask, self.office, self._officer, count)
        for kind in ("a name in full", "a common family name", "two common names"):
            ask = self._kinds()[kind]
            yield self._time(f"{kind}, everywhere", ask, None, self._overseer, count)

    def floor(self, count: int) -> Timed:
        """Look a person up by id, and write one record to the log durably."""
        took = [_floor(self._one().id) for _ in range(count)]
        return _told("look-up by id and bare commit", took, 1)

    def plan(self, admin: Admin) -> list[str]:
        """How the server reads the most common family name there is."""
        first = admin.execute("SELECT words FROM bench_family WHERE place = 1").fetchone()
        word = str(first and first[0]).split()[0]
        found = admin.execute(PLAN, [f"district:{DISTRICT}", word, f"{word}~"]).fetchall()
        return [str(line) for (line,) in found]

    def _time(
        self, kind: str, ask: Callable[[], str], office: UUID | None, by: Staff, count: int
    ) -> Timed:
        took, found = [], 0
        for _ in range(count):
            typed = ask()
            begin = time.perf_counter()
            hits = search(typed, office, by=by, purpose=WHY, at=now())
            took.append(time.perf_counter() - begin)
            found += len(hits.people)
        return _told(kind, took, found / count)

    def _one(self) -> Someone:
        return self._random.choice(self._some)

    def _kinds(self) -> dict[str, Callable[[], str]]:
        one, pick = self._one, self._random.choice
        return {
            "a name in full": lambda: _full(one()),
            "a family name": lambda: one().family,
            "a family name and an initial": lambda: _initial(one()),
            "a common family name": lambda: pick(self._families),
            "a common given name": lambda: pick(self._given),
            "two common names": lambda: f"{pick(self._families)} {pick(self._given)}",
            "two letters": lambda: words(one().family)[0][:2].ljust(2, "a"),
            "a family name and a birth date": lambda: _dated(one()),
            "a common name and a birth date": lambda: f"{pick(self._families)} {one().born}",
            "a common name and a year": lambda: f"{pick(self._families)} {one().born.year}",
            "one letter wrong": lambda: _mistyped(one().family, self._random),
            "a common name, one letter wrong": lambda: _mistyped(
                pick(self._families), self._random
            ),
            "nobody's name": lambda: "xqzzwyv",
            "a number": lambda: _number(one()),
        }


def _common(admin: Admin, table: str) -> list[str]:
    """The names that most people have."""
    query = f"SELECT written FROM {table} ORDER BY place LIMIT %s"  # noqa: S608 because the name is ours
    return [str(name) for (name,) in admin.execute(query, [COMMON])]


def _hire(role: Role) -> Staff:
    account, _ = create_account(f"bench-{role}", "x" * 20, name="B", roles=[role], at=now())
    return staff(account, at=now())


def _renumber(admin: Admin, one: Someone) -> None:
    """Give somebody a number that can be asked for."""
    hashed = keys.ring().lookup("number\0", _number(one))
    admin.execute(
        "UPDATE register_identifier SET keyed_hash = %s WHERE person_id = %s", [hashed, one.id]
    )


def _number(one: Someone) -> str:
    return f"{one.id.int % 10**11:011d}"


def _full(one: Someone) -> str:
    return f"{one.family} {one.given}"


def _initial(one: Someone) -> str:
    return f"{one.family} {one.given[:1]}"


def _dated(one: Someone) -> str:
    return f"{one.family} {one.born:%d.%m.%Y}"


def _mistyped(name: str, random: Random) -> str:
    place = random.randrange(1, max(2, len(name)))
    return name[:place] + random.choice("aeinrst") + name[place + 1 :]


def _floor(person: UUID) -> float:
    begin = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT recorded_at FROM register_person WHERE id = %s", [person])
        cursor.execute("SELECT pg_logical_emit_message(true, 'bench', 'x')")
    return time.perf_counter() - begin


def _told(kind: str, took: list[float], found: float) -> Timed:
    ordered = sorted(1000 * each for each in took)
    p50, p95, p99 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95, 0.99))
    return Timed(kind, p50, p95, p99, ordered[-1], found)
