"""What of all people is compared, streamed, and the pairs that were found."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any
from uuid import UUID

from django.db import connection

BATCH = 5_000

# Everybody who is not known to be somebody else, with the names that they bore before.
PEOPLE = """
DECLARE compared NO SCROLL CURSOR FOR
SELECT p.id, n.given, n.family,
       coalesce((SELECT string_agg(f.family, ' ' ORDER BY f.id) FROM register_name f
                 WHERE f.person_id = p.id AND f.id <> n.id), '') AS former,
       b.born_earliest, b.born_latest, coalesce(b.sex, ''), a.encrypted
FROM register_person p
JOIN register_name n ON n.person_id = p.id AND n.kind = 'civil'
    AND n.superseded_at IS NULL AND n.valid_until IS NULL
LEFT JOIN register_particulars b ON b.person_id = p.id
    AND b.superseded_at IS NULL AND b.valid_until IS NULL
LEFT JOIN register_address a ON a.person_id = p.id
    AND a.superseded_at IS NULL AND a.valid_until IS NULL
WHERE NOT EXISTS (SELECT FROM register_merge m WHERE m.person_id = p.id
                  AND m.superseded_at IS NULL AND m.valid_until IS NULL)
"""

NUMBERS = """
SELECT person_id, encrypted FROM register_identifier
WHERE person_id = ANY (%s) AND scheme = 'number' AND issuer = '' AND kind = 'regular'
  AND superseded_at IS NULL AND valid_until IS NULL ORDER BY id
"""

# Those that are alike no longer, or in another way: nobody needs to decide them as they were.
GONE = """
UPDATE register_lookalike SET outcome = 'gone' WHERE outcome = '' AND NOT (digest = ANY (%s))
"""


def people() -> Iterator[tuple[Any, ...]]:
    """Everybody, a batch at a time, in the transaction that is open."""
    with closing(connection.cursor()) as cursor:
        cursor.execute(PEOPLE)
        while True:
            cursor.execute(f"FETCH {BATCH} FROM compared")
            rows = cursor.fetchall()
            if not rows:
                break
            yield from rows
        cursor.execute("CLOSE compared")


def numbers(people: Sequence[UUID]) -> dict[UUID, bytes]:
    """The encrypted number in the civil register of each of these people who has one."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [list(people)])
        return {person: bytes(encrypted) for person, encrypted in cursor.fetchall()}


def close_gone(digests: Sequence[bytes]) -> int:
    """Close what is open and was not found again with one of these digests."""
    with connection.cursor() as cursor:
        cursor.execute(GONE, [list(digests)])
        return int(cursor.rowcount)
