"""Which records are one person, by merges that were not undone."""

from collections.abc import Sequence
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


def same_as(person_id: UUID) -> Sequence[UUID]:
    """The person, and everyone who was merged into them."""
    with connection.cursor() as cursor:
        cursor.execute(SAME, [person_id])
        return [id_ for (id_,) in cursor.fetchall()]
