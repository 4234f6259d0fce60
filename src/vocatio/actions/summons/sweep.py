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

# In the order of ids; ids themselves only where a request is there, which its answer names.
# OFFSET 0 keeps the planner from reading the JSON anew for each key.
ALIKE = f"""
CREATE TEMPORARY TABLE alike ON COMMIT DROP AS
SELECT row_number() OVER () AS n, profile, calendar, facts, array_agg(id) AS ids
FROM (
    SELECT t.id, t.profile, t.calendar, jsonb_agg(jsonb_build_array(
               f.kind, f.occurred_at, f.recorded_at, d.data, CASE WHEN r.asked THEN f.id END
           ) ORDER BY f.id)::text AS facts
    FROM taken t
    CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM summonses_summonsfact WHERE subject_id = t.id AND kind = 'Request'
    ) AS asked) r
    JOIN summonses_summonsfact f ON f.subject_id = t.id AND f.kind = ANY(%s)
    CROSS JOIN LATERAL (
        SELECT CASE WHEN f.kind = ANY(%s) THEN convert_from(f.canonical, 'UTF8')::jsonb END AS said
        OFFSET 0
    ) c
    CROSS JOIN LATERAL (
        SELECT jsonb_strip_nulls(
            jsonb_build_object({", ".join(["%s, c.said #> %s"] * len(READ))})
        ) AS data
    ) d
    GROUP BY t.id, t.profile, t.calendar
) known
GROUP BY profile, calendar, facts
"""  # noqa: S608 because every part is a constant
DISTINCT = "SELECT n, profile, calendar, facts FROM alike"

ANSWERS = "n bigint, state text, next_due_at timestamptz, request_open boolean"
WRITE = """
UPDATE summonses_summons s
SET state = a.state, next_due_at = a.next_due_at, request_open = a.request_open
FROM (SELECT n, unnest(ids) AS id FROM alike) k JOIN answered a USING (n)
WHERE s.id = k.id
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
        cursor.execute(TAKEN)
        cursor.execute(TAKE, [at, size])
        taken: int = cursor.rowcount
        if taken:
            _decide(at)
            cursor.execute(WRITE)
            cursor.execute("DROP TABLE alike, answered")
        cursor.execute("DROP TABLE taken")
    return taken


def _decide(at: datetime) -> None:
    """Ask the decider once for each distinct input, and put its answers beside them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE taken")
        down = outages(at)
        cursor.execute("SELECT DISTINCT profile FROM taken")
        bears = {version: bearing(version_of(version), down) for (version,) in cursor.fetchall()}
        kinds = frozenset[str]().union(*(each.kinds for each in bears.values()))
        keys = [part for key in READ for part in (key, ["data", key])]
        cursor.execute(ALIKE, [sorted(kinds), sorted(TELLING), *keys])
        cursor.execute("ANALYZE alike")
        cursor.execute(DISTINCT)
        answers = [
            (n, *_answer(version, calendar, inputs_of(facts, bears[version], at), down, at))
            for n, version, calendar, facts in cursor.fetchall()
        ]
    copy_temporary("answered", ANSWERS, answers)


@lru_cache(maxsize=BATCH)
def _answer(
    version: str, calendar: str, inputs: Inputs, down: tuple[Outage, ...], at: datetime
) -> Cached:
    return decide(inputs, version_of(version), kept_calendar(calendar), on=at, outages=down)
