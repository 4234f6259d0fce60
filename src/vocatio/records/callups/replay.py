"""Read manifests and draws beside the facts that name their hashes, as raw values."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from vocatio.records.ledger.streaming import stream

FIXED = """
SELECT c.id, m.entries, m.sha256,
       (SELECT f.canonical FROM callups_callupfact f
        WHERE f.subject_id = c.id AND f.kind = 'Manifest' LIMIT 1),
       (SELECT f.canonical FROM callups_callupfact f
        WHERE f.subject_id = c.id AND f.kind = 'Draw' LIMIT 1)
FROM (SELECT id FROM callups_callup UNION SELECT approval_id FROM callups_manifest
      UNION SELECT manifest_id FROM callups_manifestentry
      UNION SELECT callup_id FROM callups_drawn
      UNION SELECT subject_id FROM callups_callupfact) c
LEFT JOIN callups_manifest m ON m.approval_id = c.id
"""

ENTRIES = """
SELECT position, person_id, slot_id, summons_id FROM callups_manifestentry
WHERE manifest_id = %s ORDER BY position, id
"""

POOL = "SELECT person_id FROM callups_poolmember WHERE callup_id = %s ORDER BY person_id"

DRAWN = "SELECT rank, person_id FROM callups_drawn WHERE callup_id = %s ORDER BY rank, person_id"

REMARKS = """
SELECT coalesce(r.callup_id, f.subject_id), coalesce(r.id::text, f.said ->> 'reasons')::uuid,
       r.kept, f.said ->> 'reasons_sha256'
FROM (SELECT subject_id, convert_from(canonical, 'UTF8')::jsonb -> 'data' AS said
      FROM callups_callupfact WHERE kind = ANY ('{Stay,Refusal}')) f
FULL JOIN callups_remark r ON r.id::text = f.said ->> 'reasons' AND r.callup_id = f.subject_id
"""


class FixedRow(NamedTuple):
    """A call-up: how many entries its manifest has, its hash, and the bytes of the two facts."""

    callup_id: UUID
    entries: int | None
    sha256: bytes | None
    manifest: bytes | None
    draw: bytes | None


def callups() -> list[FixedRow]:
    """All call-ups that some row speaks of."""
    with connection.cursor() as cursor:
        cursor.execute(FIXED)
        return [
            FixedRow(id_, entries, *(v if v is None else bytes(v) for v in values))
            for id_, entries, *values in cursor.fetchall()
        ]


def remarks() -> Iterator[tuple[UUID, UUID, str | None, str | None]]:
    """Of each remark that is there or that a fact names: call-up, id, what is kept, its hash."""
    with connection.cursor() as cursor:
        cursor.execute(REMARKS)
        yield from cursor.fetchall()


def entries(callup_id: UUID) -> Iterator[tuple[int, UUID, UUID, UUID]]:
    """Position, person, slot and summons of each entry of a manifest."""
    return stream(ENTRIES, [callup_id])


def pool(callup_id: UUID) -> Iterator[UUID]:
    """Whoever could be drawn, in ascending order of their ids."""
    return (person for (person,) in stream(POOL, [callup_id]))


def drawn(callup_id: UUID) -> Iterator[tuple[int, UUID]]:
    """Rank and person of each one drawn."""
    return stream(DRAWN, [callup_id])
