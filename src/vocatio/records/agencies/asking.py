"""What answering reads and writes, for many questions at once: one statement for each step."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from psycopg import Cursor

STATE = """SELECT count(*) || ' ' || coalesce(max(id::text), '') FROM agencies_agencyfact
           WHERE kind <> 'CanaryAsked'"""

# Who is known by each document, and whether any measure was ever decided about them: without such
# a fact there is nothing to derive. Of which kind it is, and whether it is in force, is for the
# facts of its case to say. A number that ended finds its person as well, after whoever has it now.
LOOK_UP = f"""
SELECT ({STATE}), q.nr, i.person_id, i.held,
       EXISTS (SELECT FROM cases_case c JOIN cases_casefact f ON f.subject_id = c.id
               WHERE c.person_id = i.person_id AND f.kind = 'Measure'),
       EXISTS (SELECT FROM register_merge g WHERE g.superseded_at IS NULL
               AND (g.person_id = i.person_id OR g.into_id = i.person_id)),
       y.id
FROM unnest(%s::int[], %s::text[], %s::bytea[]) AS q (nr, scheme, hashed)
LEFT JOIN LATERAL (
    SELECT h.person_id, true AS held FROM register_identifier h
    WHERE h.scheme = q.scheme AND h.keyed_hash = q.hashed
      AND h.superseded_at IS NULL AND h.valid_until IS NULL
    UNION ALL
    SELECT e.person_id, false FROM register_identifier e
    WHERE e.scheme = q.scheme AND e.keyed_hash = q.hashed
      AND e.superseded_at IS NULL AND e.valid_until IS NOT NULL
) AS i ON true
LEFT JOIN agencies_canary y ON y.keyed_hash = q.hashed
"""  # noqa: S608 because both parts stand here


class Sought(NamedTuple):
    """A document to look for: the number of its question, its scheme, its keyed hash."""

    number: int
    scheme: str
    hashed: bytes


class Seen(NamedTuple):
    """Somebody who is known by a document, or nobody.

    Attributes:
        number: of the question.
        held: the number holds, or has ended.
        measured: a measure was decided about them, whatever became of it.
        merged: other records are the same person.
        canary: the document is nobody's, and planted.
    """

    number: int
    person_id: UUID | None
    held: bool | None
    measured: bool
    merged: bool
    canary: UUID | None


class Row(NamedTuple):
    """A question as it is kept; `until` in RFC 3339.

    `who` is the keyed hash, of 36 bytes, by which the person takes a place in the `budget` of the
    agency today.
    """

    id: UUID
    agency_id: UUID
    jti: str
    kind: str
    purpose: str
    person_id: UUID | None
    answer: str
    until: str | None
    budget: int
    salt: bytes
    who: bytes


def state() -> str:
    """Of what says who may ask. As many facts with the same last one are the same facts."""
    ((found,),) = _run(STATE, [])
    return str(found)


def look_up(sought: Sequence[Sought]) -> tuple[str, list[Seen]]:
    """The state of the facts of agencies, and who is known by each document."""
    numbers, schemes, hashes = zip(*sought, strict=True)
    rows = _run(LOOK_UP, [_array(numbers), _array(schemes), _array(map(_hex, hashes))])
    return rows[0][0], [Seen(*row[1:]) for row in rows]


class Kept(NamedTuple):
    """What came of it: numbers of questions without a place, and of those asked before."""

    left_over: frozenset[int]
    repeated: frozenset[int]


def record(batch: UUID, at: datetime, day: date, salt: bytes, rows: Sequence[Row]) -> Kept:
    """Take a place for each and keep the questions as one batch, in one statement."""
    query = """SELECT * FROM agencies_record(
        %s, %s, %s, %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::uuid[],
        %s::text[], %s::text[], %s, %s, %s::int[], %s)"""
    *columns, budgets, salts, whos = zip(*rows, strict=True)
    parameters = [batch, at, salt, *map(_array, columns), b"".join(salts), b"".join(whos)]
    ((left_over, repeated),) = _run(query, [*parameters, _array(budgets), day])
    return Kept(*(frozenset(n - 1 for n in numbers) for numbers in (left_over, repeated)))


def _array(values: Iterable[object]) -> str:
    """An array as PostgreSQL reads it; an adapted list costs more than all the rest here."""
    return "{" + ",".join(map(_quoted, values)) + "}"


def _quoted(value: object) -> str:
    if not isinstance(value, str):
        return "NULL" if value is None else str(value)
    if "\\" in value or '"' in value:
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{value}"'


def _hex(value: bytes) -> str:
    return "\\x" + value.hex()


def _run(query: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """By the connection below Django's, prepared once: planning cost more than looking up.

    Django binds values on the client's side, where a list of bytes becomes a long text, and tells
    its connections to prepare nothing.
    """
    connection.ensure_connection()
    below = connection.connection
    below.prepare_threshold = 0
    with Cursor(below) as cursor:
        cursor.execute(query, parameters, prepare=True, binary=True)
        return list(cursor.fetchall())
