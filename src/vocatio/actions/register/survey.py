"""Compare a file with the register before anything of it is applied."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection

from vocatio.actions.law import today
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.register.plausibility import Baseline
from vocatio.domain.register.rows import Row
from vocatio.gateways import keys

DISTRICTS = """
SELECT r.district, count(*)
FROM register_sourcerecord s
JOIN register_registration r ON r.person_id = s.person_id
WHERE s.source = %s AND s.absent_since IS NULL
  AND r.superseded_at IS NULL AND r.valid_until IS NULL
GROUP BY 1
"""

UNFINISHED = """
SELECT EXISTS (SELECT FROM (
    SELECT i.* FROM register_import i
    JOIN register_registerfact f ON f.subject_id = i.id AND f.kind = 'ImportBegun'
    WHERE i.source = %s ORDER BY f.recorded_at DESC, f.id DESC LIMIT 1) AS last
WHERE last.sha256 = %s AND last.mode = %s AND NOT EXISTS (
    SELECT FROM register_registerfact f
    WHERE f.subject_id = last.id AND f.kind = 'ImportFinished'))
"""


def local_today(*, by: Staff, at: datetime) -> date:
    """The date in the zone of the jurisdiction, from when changes hold that give none."""
    permissions.require("register.import", by)
    return today(at)


def baseline(source: str, *, by: Staff, at: datetime) -> Baseline:
    """How many people the register knows from this source, in all and by district."""
    permissions.require("register.import", by)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM register_sourcerecord WHERE source = %s AND absent_since IS NULL",
            [source],
        )
        people = int(cursor.fetchone()[0])
        cursor.execute(DISTRICTS, [source])
        return Baseline(people, dict(cursor.fetchall()))


def judged(source: str, sha256: bytes, mode: str, *, by: Staff, at: datetime) -> bool:
    """Whether this very file was found plausible already: it was the last to begin, and was killed.

    What of it had been applied makes the rest look like a flood of new people.
    """
    permissions.require("register.import", by)
    with connection.cursor() as cursor:
        cursor.execute(UNFINISHED, [source, sha256, mode])
        return bool(cursor.fetchone()[0])


def compare(
    rows: Sequence[Row], source: str, *, by: Staff, at: datetime
) -> list[tuple[bool, bool]]:
    """For each row, whether the register knows its record, and whether the row has changed."""
    permissions.require("register.import", by)
    ring = keys.ring()
    hashes = {h: n for n, row in enumerate(rows) for h in ring.lookups(source, row.record)}
    found = [(False, False)] * len(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT keyed_hash, digest FROM register_sourcerecord "
            "WHERE source = %s AND keyed_hash = ANY(%s) AND absent_since IS NULL",
            [source, list(hashes)],
        )
        for hashed, digest in cursor.fetchall():
            n = hashes[bytes(hashed)]
            found[n] = (True, bytes(digest) not in ring.lookups("row", rows[n].content))
    return found
