"""The daily sweep as a case: summonses by the million, of which some are due.

They are multiplied from those that a real release issued, in SQL and past the triggers: what is
measured reads and writes them as it does any other. Batches of issue keep instants of their own,
and each summons its time to appear, so that inputs are as distinct as they are in truth.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from uuid import UUID

import psycopg

from bench.measure import Case, Floor
from vocatio.actions.clock import now
from vocatio.actions.summons.sweep import BATCH, sweep_batch
from vocatio.domain.actors import System

#: Summonses that one batch of a release issues at one instant.
ISSUED_TOGETHER = 1_000
#: Those due are due by then; all appointments lie further ahead, and the rest later still.
AHEAD = timedelta(days=1)
BY = System("bench", UUID(int=0))

MULTIPLY = """
WITH one AS (
    SELECT s.*, row_number() OVER (ORDER BY s.id) - 1 AS n FROM summonses_summons s
    WHERE s.reference !~ '^copy'
)
INSERT INTO summonses_summons (id, reference, person_id, callup_id, category, language,
    profile_version, calendar_version, slot_id, state, next_due_at, request_open)
SELECT md5('s' || i)::uuid, 'copy' || i, o.person_id, o.callup_id, o.category, o.language,
       o.profile_version, o.calendar_version, o.slot_id, o.state, %(due)s, false
FROM generate_series(%(first)s::int, %(last)s::int) AS g (i)
JOIN one o ON o.n = i %% (SELECT count(*) FROM one)
"""
FACTS = """
WITH made AS (
    SELECT md5(s.reference || f.kind)::uuid AS id, s.id AS subject, f.kind, f.person_id, f.source,
           f.occurred_at - (substr(s.reference, 5)::int / %(together)s::int) * interval '1 s' AS at,
           convert_from(f.canonical, 'UTF8')::jsonb AS said
    FROM summonses_summons s
    JOIN summonses_summons o ON o.person_id = s.person_id AND o.reference !~ '^copy'
    JOIN summonses_summonsfact f ON f.subject_id = o.id
    WHERE s.reference ~ '^copy'
      AND substr(s.reference, 5)::int BETWEEN %(first)s::int AND %(last)s::int
)
INSERT INTO summonses_summonsfact
    (id, kind, subject_id, person_id, occurred_at, recorded_at, source, canonical)
SELECT id, kind, subject, person_id, at, at, source, convert_to((said || jsonb_build_object(
           'id', id, 'subject', subject, 'occurred_at', to_json(at), 'recorded_at', to_json(at)
       ))::text, 'UTF8')
FROM made
"""
PLAN = """
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF)
SELECT id FROM summonses_summons WHERE next_due_at <= %s ORDER BY next_due_at LIMIT %s
FOR NO KEY UPDATE SKIP LOCKED
"""
AGAIN = """
UPDATE summonses_summons SET next_due_at = %(due)s
WHERE reference ~ '^copy' AND substr(reference, 5)::int < %(count)s
"""
UPDATE = """
UPDATE summonses_summons SET state = 'served', next_due_at = %(later)s, request_open = false
WHERE next_due_at <= %(at)s
"""
INSERT = """
INSERT INTO bare (id, kind, subject_id, person_id, occurred_at, recorded_at, source, canonical)
SELECT gen_random_uuid(), 'Served', id, person_id, now(), now(), 'bench',
       repeat('x', 300)::bytea
FROM summonses_summons WHERE next_due_at = %(later)s
"""


def cases(
    admin: psycopg.Connection, release: Iterator[Case], due: int, stored: int
) -> Iterator[Case]:
    """The same number due, first when no more are stored, then of `stored`, the rest later.

    Args:
        release: the steps of a call-up, as far as its release.
    """
    for case in takewhile(lambda case: case.unit != "acts", release):
        case.run()
    admin.execute("SET session_replication_role = replica")
    at = now() + AHEAD
    _multiply(admin, 0, due - 1, at)
    yield _swept(admin, due, due, at)
    _multiply(admin, due, stored - 1, at + AHEAD)
    admin.execute(AGAIN, {"due": at, "count": due})
    admin.execute("VACUUM (ANALYZE) summonses_summons")
    yield _swept(admin, due, stored, at)


def _multiply(admin: psycopg.Connection, first: int, last: int, due: datetime) -> None:
    """Store copies with these numbers, all of them due at an instant."""
    admin.execute(MULTIPLY, {"first": first, "last": last, "due": due})
    admin.execute(FACTS, {"first": first, "last": last, "together": ISSUED_TOGETHER})
    admin.execute("VACUUM (ANALYZE) summonses_summons")
    admin.execute("VACUUM (ANALYZE) summonses_summonsfact")


def _swept(admin: psycopg.Connection, due: int, stored: int, at: datetime) -> Case:
    """Decide anew for all that are due, beside what PostgreSQL needs for the same rows."""

    def run() -> None:
        taken = 0
        while found := sweep_batch(BATCH, by=BY, at=at):
            taken += found
        assert taken == due, f"{taken} of {due}"

    return Case(f"sweep, {stored:,} stored", "summonses", due, run, _constants(admin, at))


def _constants(admin: psycopg.Connection, at: datetime) -> Floor:
    """UPDATE the rows by constants, and insert one fact each into a table without triggers."""
    later = at + timedelta(days=1)

    def run() -> None:
        with admin.transaction(force_rollback=True):
            admin.execute(
                "CREATE TEMPORARY TABLE bare"
                " (LIKE summonses_summonsfact INCLUDING INDEXES) ON COMMIT DROP"
            )
            admin.execute(UPDATE, {"at": at, "later": later})
            admin.execute(INSERT, {"later": later})

    return Floor("UPDATE by constants, one fact each", run)


def plan(admin: psycopg.Connection) -> Iterator[str]:
    """How those due are found, as PostgreSQL tells it."""
    with admin.transaction(force_rollback=True):
        for (line,) in admin.execute(PLAN, [now() + AHEAD, BATCH]):
            yield line
