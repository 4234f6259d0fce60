"""Read what was published about outages beside the facts that name its hash, as raw values."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import connection

OUTAGES = """
SELECT coalesce(o.id, f.subject_id), o.person_id, o.words, f.canonical
FROM deliveries_outage o
FULL JOIN (SELECT DISTINCT ON (subject_id) subject_id, canonical
           FROM deliveries_outagefact ORDER BY subject_id, recorded_at, id) f
       ON f.subject_id = o.id
"""


class OutageRow(NamedTuple):
    """An outage, and the canonical bytes of its first fact; one of the two may be missing."""

    outage_id: UUID
    person_id: UUID | None
    words: str | None
    fact: bytes | None


def outages() -> Iterator[OutageRow]:
    """All of them: they are few."""
    with connection.cursor() as cursor:
        cursor.execute(OUTAGES)
        for id_, person_id, words, fact in cursor.fetchall():
            yield OutageRow(id_, person_id, words, None if fact is None else bytes(fact))
