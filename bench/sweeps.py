"""The daily sweep as a case: summonses by the million, of which some are due.

They are multiplied from those that a real release issued, in SQL and past the triggers: what is
measured reads and writes them as it does any other. Batches of issue keep instants of their own,
each summons its time to appear, and every other one was opened, each at an instant of its own, so
that they are as different as they are in truth.

Work and floor take turns, part by part, each part on rows that nothing has touched before: a
machine that slows down slows down both. What the floor updates are rows of the same table, under
the same indexes.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from uuid import UUID

import psycopg

from bench.measure import Case, Floor
from vocatio.actions.clock import now
from vocatio.actions.summons.sweep import BATCH, TAKE, sweep_batch
from vocatio.domain.actors import System

#: Summonses that one batch of a release issues at one instant.
ISSUED_TOGETHER = 1_000
#: Those due are due by then; all appointments lie further ahead, and the rest later still.
AHEAD = timedelta(days=1)
#: How often work and floor take turns.
PARTS = 10
SECONDS = timedelta(seconds=PARTS)
#: Summonses that are stored with one statement.
STORED_TOGETHER = 500_000
BY = System("bench", UUID(int=0))

ORIGINALS = """
CREATE TEMPORARY TABLE original AS
SELECT s.*, row_number() OVER (ORDER BY s.id) - 1 AS n FROM summonses_summons s;
CREATE TEMPORARY TABLE original_fact AS
SELECT o.n, f.kind, f.person_id, f.occurred_at, f.source, f.canonical,
       row_number() OVER (PARTITION BY o.n ORDER BY f.id) AS place
FROM original o JOIN summonses_summonsfact f ON f.subject_id = o.id;
INSERT INTO original_fact
SELECT n, 'ContentHandover', person_id, occurred_at, source, canonical, 9
FROM original_fact WHERE place = 1;
ANALYZE original, original_fact;
CREATE TABLE bench_fact (LIKE summonses_summonsfact INCLUDING INDEXES);
"""
# Ids grow, as those do that the application makes.
SUMMONSES = """
INSERT INTO summonses_summons (id, reference, person_id, callup_id, category, language,
    profile_version, calendar_version, slot_id, state, next_due_at, request_open)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
       'copy' || lpad(i::text, 9, '0'), o.person_id, o.callup_id, o.category, o.language,
       o.profile_version, o.calendar_version, o.slot_id, o.state,
       %(due)s::timestamptz + (i - %(start)s::int) / %(part)s::int * interval '1 s', false
FROM generate_series(%(first)s::int, %(last)s::int) AS g (i)
JOIN original o ON o.n = i %% (SELECT count(*) FROM original)
"""
FACTS = """
INSERT INTO summonses_summonsfact
    (id, kind, subject_id, person_id, occurred_at, recorded_at, source, canonical)
SELECT ('00000000-0000-700' || f.place || '-8000-' || lpad(to_hex(i), 12, '0'))::uuid, f.kind,
       ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, f.person_id, a.at, a.at,
       f.source, f.canonical
FROM generate_series(%(first)s::int, %(last)s::int) AS g (i)
JOIN original_fact f ON f.n = i %% (SELECT count(*) FROM original)
    AND (f.place < 9 OR i %% 2 = 0)
CROSS JOIN LATERAL (
    SELECT f.occurred_at - i / %(together)s::int * interval '1 s'
           + CASE WHEN f.place = 9 THEN i::bigint * 7919 %% 72000000 * interval '1 ms'
                  ELSE interval '0' END AS at
) a
"""
PLAN = f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) {TAKE[TAKE.index('SELECT') :]}"
SECONDARY = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid IN ('summonses_summons'::regclass, 'summonses_summonsfact'::regclass)
  AND NOT indisunique
"""
UPDATE = """
UPDATE summonses_summons SET state = 'served', next_due_at = %(later)s, request_open = false
WHERE next_due_at = %(at)s
"""
INSERT = """
INSERT INTO bench_fact
    (id, kind, subject_id, person_id, occurred_at, recorded_at, source, canonical)
SELECT gen_random_uuid(), 'Served', id, person_id, now(), now(), 'bench',
       repeat('x', 300)::bytea
FROM summonses_summons WHERE next_due_at = %(later)s
"""
Told = Callable[[str], None]


class Stored:
    """What is stored so far; ids and references go on counting."""

    def __init__(self, admin: psycopg.Connection, told: Told) -> None:
        self._admin = admin
        self._told = told
        self.count = 0
        admin.execute("SET session_replication_role = replica")
        admin.execute("SET maintenance_work_mem = '512MB'")
        admin.execute(ORIGINALS)

    def add(self, count: int, due: datetime, *, facts: bool = True) -> None:
        """Store so many more, in `PARTS` that fall due one after another, a second apart.

        Args:
            due: by then all are.
            facts: only those have any that are decided; they are read by summons, through an
                index, so that none of the others makes a difference.
        """
        start, self.count, part = self.count, self.count + count, -(-count // PARTS)
        for first in range(start, self.count, STORED_TOGETHER):
            last = min(first + STORED_TOGETHER, self.count) - 1
            several = {"first": first, "last": last, "start": start, "part": part}
            self._admin.execute(SUMMONSES, several | {"due": due - SECONDS})
            if facts:
                self._admin.execute(FACTS, several | {"together": ISSUED_TOGETHER})
            self._told(f"{last + 1:,} stored")

    def add_all(self, due: int, stored: int, at: datetime) -> None:
        """Store those due for the work, as many for the floor, and the rest.

        Secondary indexes are made afterwards, as it takes a fraction of the time.
        """
        indexes = self._admin.execute(SECONDARY).fetchall()
        for name, _ in indexes:
            self._admin.execute(f"DROP INDEX {name}")
        self.add(due, at)
        self.add(due, at + AHEAD, facts=False)
        if stored > self.count:
            self.add(stored - self.count, at + 2 * AHEAD, facts=False)
        for _, definition in indexes:
            self._admin.execute(definition)
        for table in ("summonses_summons", "summonses_summonsfact"):
            self._admin.execute(f"VACUUM (ANALYZE) {table}")


def cases(
    admin: psycopg.Connection, release: Iterator[Case], due: int, stored: int, told: Told
) -> Iterator[tuple[Case, list[str]]]:
    """The same number due, first when no more are stored, then of `stored`; each with its plan.

    Args:
        release: the steps of a call-up, as far as its release.
        told: what was stored so far.
    """
    for case in takewhile(lambda case: case.unit != "acts", release):
        case.run()
    found, at = Stored(admin, told), now() + AHEAD
    found.add_all(due, 0, at)
    yield _swept(admin, due, found.count, at), _plan(admin, at)
    if stored > 2 * found.count:
        at += timedelta(hours=1)
        found.add_all(due, stored, at)
        yield _swept(admin, due, found.count, at), _plan(admin, at)


def _swept(admin: psycopg.Connection, due: int, stored: int, at: datetime) -> Case:
    """Decide anew for all that are due, beside what PostgreSQL needs for as many rows."""
    part = due // PARTS
    sizes = [min(BATCH, part - done) for done in range(0, part, BATCH)]

    def run() -> None:
        for size in sizes:
            taken = sweep_batch(size, by=BY, at=at)
            assert taken == size, f"{taken} of {size}"

    floor = _constants(admin, at + AHEAD)
    return Case(f"sweep, {stored:,} stored", "summonses", due, run, floor, parts=PARTS)


def _constants(admin: psycopg.Connection, at: datetime) -> Floor:
    """UPDATE rows by constants, insert one fact for each into a table without triggers, commit.

    The sweep itself writes no fact, since service is the passing of time: so it has nothing to
    commit to the log either, and the facts of the floor are bare.
    """
    parts = iter(range(PARTS))

    def run() -> None:
        due = at - SECONDS + timedelta(seconds=next(parts))
        rows = {"at": due, "later": due + 3 * AHEAD}
        with admin.transaction():
            admin.execute(UPDATE, rows)
            admin.execute(INSERT, rows)

    return Floor("UPDATE by constants, one bare fact each, committed", run)


def _plan(admin: psycopg.Connection, at: datetime) -> list[str]:
    """How those due are found, as PostgreSQL tells it."""
    with admin.transaction(force_rollback=True):
        return [line for (line,) in admin.execute(PLAN, [at, BATCH])]
