"""What of people is shown in a list, and what is kept for search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from vocatio.domain.register.partial_date import PartialDate

#: People indexed by one statement: the more at once, the more of the index is met in order.
AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Shown:
    """One person in a list. `born` in ISO 8601, as far as known, "" for not at all."""

    name: str
    born: str
    district: str
    sealed: bool


# What holds now; whom the register knows by a birth name too is shown by the civil one.
SHOWN = """
SELECT p.id, concat_ws(' ', nullif(n.given, ''), n.family), b.born_earliest, b.born_latest,
       coalesce(r.district, ''), coalesce(a.sealed, false)
FROM register_person p
JOIN register_name n ON n.person_id = p.id AND n.kind = 'civil'
    AND n.superseded_at IS NULL AND n.valid_until IS NULL
LEFT JOIN register_particulars b ON b.person_id = p.id
    AND b.superseded_at IS NULL AND b.valid_until IS NULL
LEFT JOIN register_registration r ON r.person_id = p.id
    AND r.superseded_at IS NULL AND r.valid_until IS NULL
LEFT JOIN register_address a ON a.person_id = p.id
    AND a.superseded_at IS NULL AND a.valid_until IS NULL
WHERE p.id = ANY (%s)
"""

# There are few issuers: each step of the recursion is one look into the index.
SCHEMES = """
WITH RECURSIVE every (scheme, issuer) AS (
    (SELECT scheme, issuer FROM register_identifier ORDER BY 1, 2 LIMIT 1)
    UNION ALL
    SELECT next.* FROM every CROSS JOIN LATERAL (
        SELECT i.scheme, i.issuer FROM register_identifier i
        WHERE (i.scheme, i.issuer) > (every.scheme, every.issuer) ORDER BY 1, 2 LIMIT 1) AS next
)
SELECT scheme, issuer FROM every
"""


def shown(people: Sequence[UUID]) -> dict[UUID, Shown]:
    """How these people are shown."""
    with connection.cursor() as cursor:
        cursor.execute(SHOWN, [list(people)])
        return {
            person: Shown(name, _born(earliest, latest), district, sealed)
            for person, name, earliest, latest, district, sealed in cursor.fetchall()
        }


def _born(earliest: date | None, latest: date | None) -> str:
    return str(PartialDate.between(earliest, latest)) if earliest and latest else ""


def schemes() -> list[tuple[str, str]]:
    """Each scheme of numbers with each of its issuers."""
    with connection.cursor() as cursor:
        cursor.execute(SCHEMES)
        return list(cursor.fetchall())


def index_names(people: Sequence[UUID]) -> None:
    """Make the names of these people ready for search, after anything about them changed."""
    with connection.cursor() as cursor:
        for start in range(0, len(people), AT_ONCE):
            some = list(people[start : start + AT_ONCE])
            cursor.execute("SELECT register_index_names(%s)", [some])


def hold_names(new: int) -> None:
    """Before so many new people come: if they are many, their names are indexed all at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT register_hold_names(%s)", [new])


def names_held() -> bool:
    """Whether names of new people wait until all of them are indexed at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT register_names_held()")
        return bool(cursor.fetchone()[0])


def index_all_names() -> None:
    """Index all names anew if new ones were held back; nothing otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT register_index_all_names()")
