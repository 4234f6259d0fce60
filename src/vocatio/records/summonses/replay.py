"""Read summonses beside the facts that say the same, as raw values."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from vocatio.records.ledger.streaming import stream

#: Every summons that a row or a fact speaks of; its reference is the code of its first notice.
SUMMONSES = """
SELECT coalesce(s.id, f.subject_id), s.id IS NOT NULL, s.person_id, s.callup_id, s.category,
       s.profile_version, s.calendar_version, s.slot_id, encode(c.sha256, 'hex'),
       f.issued, f.dated
FROM summonses_summons s
LEFT JOIN documents_content c ON c.summons_id = s.id AND c.code = s.reference
FULL JOIN (SELECT subject_id,
                  (array_agg(canonical ORDER BY occurred_at, id)
                   FILTER (WHERE kind = 'SubmissionAcceptance'))[1] AS issued,
                  (array_agg(canonical ORDER BY occurred_at DESC, id DESC))[1] AS dated
           FROM summonses_summonsfact
           WHERE kind IN ('SubmissionAcceptance', 'Appointment')
           GROUP BY subject_id) f ON f.subject_id = s.id
"""


class SummonsRow(NamedTuple):
    """A summons and the canonical bytes of the facts of its issue and of its last date.

    `said` has what its columns repeat, by the key in the facts; None where the row is gone.
    """

    summons_id: UUID
    said: dict[str, str] | None
    issued: bytes | None
    dated: bytes | None


def summonses() -> Iterator[SummonsRow]:
    """All of them, in no order."""
    keys = ("person", "callup", "category", "profile", "calendar", "slot", "content")
    for id_, there, *columns, issued, dated in stream(SUMMONSES):
        said = dict(zip(keys, map(str, columns), strict=True)) if there else None
        yield SummonsRow(id_, said, issued, dated)
