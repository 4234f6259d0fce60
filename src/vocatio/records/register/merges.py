"""Which records are one person, by merges that were not undone."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

# Merged persons of merged persons as well; UNION ends a circle, should there ever be one.
SAME = """
WITH RECURSIVE same AS (
    SELECT %s::uuid AS id
    UNION
    SELECT m.person_id FROM register_merge m JOIN same ON m.into_id = same.id
    WHERE m.superseded_at IS NULL AND m.valid_until IS NULL
) SELECT id FROM same
"""


# Up and down: whichever of the records somebody is known by.
EVERYBODY = """
WITH RECURSIVE same AS (
    SELECT unnest(%s::uuid[]) AS id
    UNION
    SELECT unnest(ARRAY[m.person_id, m.into_id]) FROM register_merge m
    JOIN same ON same.id IN (m.person_id, m.into_id)
    WHERE m.superseded_at IS NULL AND m.valid_until IS NULL
) SELECT id FROM same
"""


def same_as(person_id: UUID) -> Sequence[UUID]:
    """The person, and everyone who was merged into them."""
    with connection.cursor() as cursor:
        cursor.execute(SAME, [person_id])
        return [id_ for (id_,) in cursor.fetchall()]


def everybody(people: Iterable[UUID]) -> Sequence[UUID]:
    """These people, and every record that was found to be the same person as one of them."""
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY, [list(people)])
        return [id_ for (id_,) in cursor.fetchall()]
