"""See to summonses whose time has come: what is cached of them is derived anew, in bulk.

Service is deemed by the passing of time and needs no job. This keeps the columns by which
candidates are found; nobody is served, nor anything held against anyone, because it ran.

Each batch is one transaction over those that `summons_due` lists, a partial index: its cost is
that of those due, not of those stored. Killed at any moment, the next run takes up what is
left; several may run, each skips what another one holds.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.clock import now
from vocatio.actions.law import kept_calendar, local_date, outages, version_of
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.law.periods import Outage
from vocatio.domain.summons.inputs import READ, TELLING, bearing, cached, facts_from
from vocatio.domain.summons.states import status
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
INPUTS = f"""
CREATE TEMPORARY TABLE known ON COMMIT DROP AS
SELECT t.id, t.profile, t.calendar, jsonb_agg(jsonb_build_array(
           f.kind, f.occurred_at, f.recorded_at,
           jsonb_strip_nulls(jsonb_build_object({", ".join(["%s, c.said #> %s"] * len(READ))})),
           CASE WHEN r.asked THEN f.id END
       ) ORDER BY f.id)::text AS inputs
FROM taken t
CROSS JOIN LATERAL (SELECT EXISTS (
    SELECT FROM summonses_summonsfact WHERE subject_id = t.id AND kind = 'Request'
) AS asked) r
JOIN summonses_summonsfact f ON f.subject_id = t.id AND f.kind = ANY(%s)
CROSS JOIN LATERAL (
    SELECT CASE WHEN f.kind = ANY(%s) THEN convert_from(f.canonical, 'UTF8')::jsonb END AS said
    OFFSET 0
) c
GROUP BY t.id, t.profile, t.calendar
"""  # noqa: S608 because every part is a constant
DISTINCT = "SELECT DISTINCT profile, calendar, inputs FROM known"

WRITE = """
UPDATE summonses_summons s
SET state = a.state, next_due_at = a.next_due_at, request_open = a.request_open
FROM known k JOIN answered a USING (profile, calendar, inputs)
WHERE s.id = k.id
"""
ANSWERS = (
    "profile text, calendar text, inputs text,"
    " state text, next_due_at timestamptz, request_open boolean"
)

Inputs = tuple[str, str, str]


# house: authorship because a job writes no fact here, and each batch reads the clock
def sweep_due(*, stopped: Callable[[], bool] = lambda: False) -> int:
    """See to all that are due by now, batch by batch; return how many there were."""
    by, done = System(JOB, NOBODY), 0
    while not stopped() and (taken := sweep_batch(BATCH, by=by, at=now())):
        done += taken
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
            cursor.execute("DROP TABLE known, answered")
        cursor.execute("DROP TABLE taken")
    return taken


def _decide(at: datetime) -> None:
    """Ask the decider once for each distinct input, and put its answers beside them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE taken")
        cursor.execute("SELECT DISTINCT profile FROM taken")
        kinds = frozenset[str]().union(*(bearing(version_of(v)) for (v,) in cursor.fetchall()))
        keys = [part for key in READ for part in (key, ["data", key])]
        cursor.execute(INPUTS, [*keys, sorted(kinds), sorted(TELLING)])
        cursor.execute("ANALYZE known")
        cursor.execute(DISTINCT)
        distinct = cursor.fetchall()
        for _, calendar, _ in distinct:
            kept_calendar(calendar)
        copy_temporary("answered", ANSWERS, _answers(distinct, outages(at), at))
        cursor.execute("ANALYZE answered")


def _answers(
    distinct: list[Inputs], down: Sequence[Outage], at: datetime
) -> Iterator[tuple[object, ...]]:
    for version, calendar, inputs in distinct:
        facts = facts_from(inputs)
        issued = min(facts, key=lambda fact: (fact.recorded_at, fact.id))
        dated = version_of(version)
        rules = dated.on(local_date(dated, issued.occurred_at))
        found = status(facts, rules, kept_calendar(calendar), on=at, outages=down)
        yield (version, calendar, inputs, *cached(found))
