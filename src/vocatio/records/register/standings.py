"""The inputs of the liability rule, for one person or for all, without the rule itself."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from vocatio.domain.callup.liability import Standing
from vocatio.domain.register.partial_date import PartialDate
from vocatio.records.register.asof import holds

#: The source that an address has when it was derived from the number itself (F1).
DERIVED_SOURCE = "number"

# One row for each person: the columns of `Standing`, in its order, from what the register says
# now about the reference date.
QUERY = f"""
SELECT p.id AS person_id, coalesce(l.category, '') AS category, b.born_earliest, b.born_latest,
       coalesce(b.sex, '') AS sex,
       coalesce(s.statuses, '{{}}') AS statuses, coalesce(s.unknown, '{{}}') AS unknown,
       EXISTS (SELECT FROM register_identifier i
               WHERE i.person_id = p.id AND i.scheme = 'number' AND i.kind = 'regular'
                 AND {holds("i")}) AS has_number,
       coalesce(a.source <> %(derived)s, false) AS address_independent,
       EXISTS (SELECT FROM register_merge m WHERE m.person_id = p.id AND {holds("m")}) AS merged,
       -- Open until a human says that they are two, or has made one of them.
       p.id IN (SELECT unnest(ARRAY[k.one_id, k.other_id]) FROM register_lookalike k
                WHERE k.outcome IN ('', 'same')
                  AND NOT EXISTS (SELECT FROM register_merge m
                                  WHERE m.person_id IN (k.one_id, k.other_id)
                                    AND m.into_id IN (k.one_id, k.other_id) AND {holds("m")})
               ) AS look_alike
FROM register_person p
LEFT JOIN register_particulars b ON b.person_id = p.id AND {holds("b")}
LEFT JOIN register_liability l ON l.person_id = p.id AND {holds("l")}
LEFT JOIN register_address a ON a.person_id = p.id AND {holds("a")}
LEFT JOIN (
    SELECT person_id,
           array_agg(DISTINCT kind ORDER BY kind) FILTER (WHERE holds) AS statuses,
           array_agg(DISTINCT kind ORDER BY kind) FILTER (WHERE holds IS NULL) AS unknown
    FROM register_liabilitystatus t
    WHERE {holds("t")}
    GROUP BY person_id
) s ON s.person_id = p.id
"""  # noqa: S608 because every part is a constant

INPUTS = (
    "category, born_earliest, born_latest, sex, statuses, unknown, has_number, "
    "address_independent, merged, look_alike"
)


def collect(on: date) -> None:
    """Put the standing of everybody into a temporary table `standing`, gone at commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE standing ON COMMIT DROP AS {QUERY}",
            {"derived": DERIVED_SOURCE, "on": on},
        )


def distinct() -> Iterator[Standing]:
    """Each distinct combination in the temporary table, once."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT {INPUTS} FROM standing")  # noqa: S608 because it is a constant
        for row in cursor.fetchall():
            yield _standing(row)


def of_people(people: Sequence[UUID], on: date, *, lock: bool = True) -> dict[UUID, Standing]:
    """The standing of these people on a date, their rows locked until the transaction ends.

    The lock conflicts with any new claim, since a foreign key to a person takes a key lock
    on the row: what is decided now stays true until commit. Who only reads needs none.
    """
    with connection.cursor() as cursor:
        if lock:
            cursor.execute(
                "SELECT FROM register_person WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
                [list(people)],
            )
        cursor.execute(
            f"{QUERY} WHERE p.id = ANY(%(people)s)",
            {"derived": DERIVED_SOURCE, "on": on, "people": list(people)},
        )
        return {row[0]: _standing(row[1:]) for row in cursor.fetchall()}


def _standing(row: Sequence[Any]) -> Standing:
    category, earliest, latest, sex, statuses, unknown, *rest = row
    has_number, independent, merged, look_alike = rest
    return Standing(
        category=category,
        birth=PartialDate.between(earliest, latest) if earliest else None,
        sex=sex,
        statuses=frozenset(statuses),
        unknown=frozenset(unknown),
        has_number=has_number,
        address_independent=independent,
        merged=merged,
        look_alike=look_alike,
    )
