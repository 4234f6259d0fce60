"""See to summonses whose time has come: what is cached of them is derived anew, in bulk.

Service is deemed by the passing of time and needs no job. This keeps the columns by which
candidates are found; nobody is served, nor anything held against anyone, because it ran.

Each batch is one transaction over those that `summons_due` lists, a partial index: its cost is
that of those due, not of those stored. Killed at any moment, the next run takes up what is
left; several may run, each skips what another one holds.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from vocatio.actions.clock import now
from vocatio.actions.law import kept_calendar, outages, version_of
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.law.periods import Outage
from vocatio.domain.summons.inputs import (
    READ,
    TELLING,
    Cached,
    Inputs,
    bearing,
    decide,
    inputs_of,
)
from vocatio.domain.summons.kinds import Kind
from vocatio.records.ledger.copying import copy_temporary

JOB = "summons.sweep"
#: Summonses in one transaction.
BATCH = 20_000
NOBODY = UUID(int=0)

TAKEN = """
CREATE TEMPORARY TABLE taken (id uuid, profile text, calendar text) ON COMMIT DROP
"""
TAKE = """
INSERT INTO taken
SELECT id, profile_version, calendar_version FROM summonses_summons
WHERE next_due_at <= %s ORDER BY next_due_at LIMIT %s
FOR NO KEY UPDATE SKIP LOCKED
"""

# The planner takes a table that is read whole for a bargain when a batch is a good part of what
# is stored. It is none: the cost must be that of those due.
PLAN = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'"

# OFFSET 0 keeps the planner from reading the JSON anew for each key.
KNOWN = f"""
SELECT t.id, t.profile, t.calendar, json_agg(json_build_array(
           f.kind, (extract(epoch FROM f.occurred_at) * 1000000)::bigint,
           (extract(epoch FROM f.recorded_at) * 1000000)::bigint,
           CASE WHEN c.said IS NOT NULL THEN jsonb_strip_nulls(
               jsonb_build_object({", ".join(["%s, c.said #> %s"] * len(READ))})
           ) END,
           CASE WHEN f.kind = '{Kind.REQUEST}' THEN f.id END
       ) ORDER BY f.id)::text
FROM taken t
JOIN summonses_summonsfact f ON f.subject_id = t.id AND f.kind = ANY(%s)
CROSS JOIN LATERAL (
    SELECT CASE WHEN f.kind = ANY(%s) THEN convert_from(f.canonical, 'UTF8')::jsonb END AS said
    OFFSET 0
) c
GROUP BY t.id, t.profile, t.calendar ORDER BY t.id
"""  # noqa: S608 because every part is a constant

ANSWERS = "id uuid, state text, next_due_at timestamptz, request_open boolean"
# In the order of ids, which is roughly the one in which rows lie.
WRITE = """
UPDATE summonses_summons s
SET state = a.state, next_due_at = a.next_due_at, request_open = a.request_open
FROM answered a WHERE s.id = a.id
"""


# house: authorship because a job writes no fact here, and reads the clock
def sweep_due(
    *, stopped: Callable[[], bool] = lambda: False, progress: Callable[[int], None] = lambda _: None
) -> int:
    """See to all that are due by now, batch by batch; return how many there were.

    Args:
        stopped: asked between batches whether to end early.
        progress: told after each batch how many were seen to.
    """
    # One instant for all, by which many batches share their answers. Whatever happens to a
    # summons meanwhile is seen to by that act, and leaves it due later than now, if at all.
    by, at, done = System(JOB, NOBODY), now(), 0
    while not stopped() and (taken := sweep_batch(BATCH, by=by, at=at)):
        done += taken
        progress(done)
    return done


def sweep_batch(size: int, *, by: System, at: datetime) -> int:
    """See to up to `size` summonses that are due; return how many were taken."""
    permissions.require("summons.sweep", by)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PLAN)
        cursor.execute(TAKEN)
        cursor.execute(TAKE, [at, size])
        taken: int = cursor.rowcount
        if taken:
            copy_temporary("answered", ANSWERS, _answers(cursor, at))
            cursor.execute(WRITE)
            cursor.execute("DROP TABLE answered")
        cursor.execute("DROP TABLE taken")
    return taken


def _answers(cursor: CursorWrapper, at: datetime) -> list[tuple[object, ...]]:
    """Each summons with what is cached of it; the decider is asked once for each distinct input."""
    down = outages(at)
    cursor.execute("ANALYZE taken")
    cursor.execute("SELECT DISTINCT profile FROM taken")
    bears = {version: bearing(version_of(version), down) for (version,) in cursor.fetchall()}
    kinds = frozenset[str]().union(*(each.kinds for each in bears.values()))
    keys = [part for key in READ for part in (key, ["data", key])]
    cursor.execute(KNOWN, [*keys, sorted(kinds), sorted(TELLING)])
    return [
        (id, *_answer(version, calendar, inputs_of(facts, bears[version], at), down, at))
        for id, version, calendar, facts in cursor.fetchall()
    ]


@lru_cache(maxsize=BATCH)
def _answer(
    version: str, calendar: str, inputs: Inputs, down: tuple[Outage, ...], at: datetime
) -> Cached:
    return decide(inputs, version_of(version), kept_calendar(calendar), on=at, outages=down)
