"""Fill the pool: everyone who may be called under the order, on its reference date."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from vocatio.actions.callup.step import Found, step
from vocatio.actions.law import profile_of
from vocatio.actions.recording import record
from vocatio.domain.actors import Staff
from vocatio.domain.callup.liability import decide
from vocatio.domain.callup.stages import Kind
from vocatio.records.callups.models import CallUpFact
from vocatio.records.ledger.copying import copy_temporary
from vocatio.records.register import standings
from vocatio.records.register.asof import holds

ANSWER = """category text, born_earliest date, born_latest date, sex text,
statuses text[], unknown text[], has_number boolean, address_independent boolean,
merged boolean, look_alike boolean, outcome text, code text, basis text"""

# A birth date may be unknown on both sides, every other input is never null. Plain equality
# throughout: PostgreSQL cannot hash IS NOT DISTINCT FROM, and compares every pair instead.
JOIN = """
FROM standing s JOIN answer a
  ON a.category = s.category
 AND coalesce(a.born_earliest, 'infinity') = coalesce(s.born_earliest, 'infinity')
 AND coalesce(a.born_latest, 'infinity') = coalesce(s.born_latest, 'infinity')
 AND a.sex = s.sex AND a.statuses = s.statuses AND a.unknown = s.unknown
 AND a.has_number = s.has_number AND a.address_independent = s.address_independent
 AND a.merged = s.merged AND a.look_alike = s.look_alike
"""


def fill_pool(callup_id: UUID, *, by: Staff, at: datetime) -> None:
    """Ask the decider once for each distinct standing, and put whoever is liable in the pool.

    Whoever the register says too little about is set aside for a human, never defaulted.
    """
    with step(callup_id, "callup.pool", Kind.POOL, by=by) as found:
        standings.collect(found.order.reference_date)
        copy_temporary("answer", ANSWER, list(_answers(found)))
        counts = _join(callup_id, found.order.reference_date)
        record(CallUpFact, Kind.POOL, callup_id, by=by, at=at, data=counts)


def _answers(found: Found) -> Iterator[tuple[object, ...]]:
    profile = profile_of(found.callup.profile_version, found.order.reference_date)
    wanted = frozenset(found.order.categories)
    for standing in standings.distinct():
        answer = decide(standing, wanted, profile, found.order.reference_date)
        yield (
            standing.category,
            standing.birth.earliest if standing.birth else None,
            standing.birth.latest if standing.birth else None,
            standing.sex,
            sorted(standing.statuses),
            sorted(standing.unknown),
            standing.has_number,
            standing.address_independent,
            standing.merged,
            standing.look_alike,
            answer.outcome,
            answer.code,
            answer.basis,
        )


def _join(callup_id: UUID, on: date) -> dict[str, int]:
    """Join the answers back, and count the register by outcome and code, and by district."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE standing; ANALYZE answer")
        cursor.execute(
            f"""INSERT INTO callups_poolmember (callup_id, person_id)
                SELECT %s, s.person_id {JOIN} WHERE a.outcome = 'liable'""",
            [callup_id],
        )
        cursor.execute(
            f"""INSERT INTO callups_setaside (callup_id, person_id, code, basis)
                SELECT %s, s.person_id, a.code, a.basis {JOIN} WHERE a.outcome = 'unknown'""",
            [callup_id],
        )
        cursor.execute(
            f"""INSERT INTO callups_poolcount (callup_id, district, outcome, code, people)
                SELECT %(callup)s, coalesce(r.district, ''), a.outcome, a.code, count(*) {JOIN}
                LEFT JOIN register_registration r ON r.person_id = s.person_id AND {holds("r")}
                GROUP BY 2, 3, 4""",
            {"callup": callup_id, "on": on},
        )
        cursor.execute(
            """SELECT outcome, code, sum(people)::bigint FROM callups_poolcount
               WHERE callup_id = %s GROUP BY 1, 2 ORDER BY 1, 2""",
            [callup_id],
        )
        counts = {f"{outcome}/{code}": count for outcome, code, count in cursor.fetchall()}
        cursor.execute("DROP TABLE standing, answer")
        return counts
