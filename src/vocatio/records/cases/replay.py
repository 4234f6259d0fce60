"""Read what was written and decided in cases beside the facts that say the same, as raw values."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from vocatio.records.ledger.streaming import stream

#: The hash is looked for in the bytes as they are: those that somebody changed may be no JSON.
DOCUMENTS = """
SELECT d.id, d.reference, d.kind, d.made_at, d.canonical, d.sha256, d.note, f.canonical
FROM cases_document d
FULL JOIN (SELECT subject_id, canonical,
                  substring(encode(canonical, 'escape')
                            FROM '"content":"([0-9a-f]{64})"') AS hash
           FROM cases_casefact WHERE position('"content":"'::bytea IN canonical) > 0) f
       ON f.subject_id = d.case_id AND f.hash = encode(d.sha256, 'hex')
"""

FOLDERS = """
SELECT coalesce(c.id, f.subject_id), c.id IS NOT NULL, c.person_id, c.duty, c.reference, f.canonical
FROM cases_case c
FULL JOIN (SELECT DISTINCT ON (subject_id) subject_id, canonical
           FROM cases_casefact ORDER BY subject_id, recorded_at, id) f ON f.subject_id = c.id
"""

SIGNATURES = """
SELECT coalesce(r.fact_id, f.id), r.fact_id IS NOT NULL, f.canonical,
       r.human_id, r.signed_at, r.body_id, r.realm
FROM cases_signature r
FULL JOIN (SELECT id, canonical FROM cases_casefact
           WHERE kind IN ('Finding', 'Measure', 'AppealDecision', 'EnforcementOrder',
                          'MeasureReview')) f ON f.id = r.fact_id
"""

FINDINGS = """
SELECT coalesce(r.fact_id, f.id), r.fact_id IS NOT NULL, f.canonical,
       g.fact_id, r.case_id, r.notice
FROM cases_finding r LEFT JOIN cases_signature g ON g.id = r.signature_id
FULL JOIN (SELECT id, canonical FROM cases_casefact WHERE kind = 'Finding') f ON f.id = r.fact_id
"""

MEASURES = """
SELECT coalesce(r.fact_id, f.id), r.fact_id IS NOT NULL, f.canonical,
       g.fact_id, r.case_id, r.finding_id, r.document, r.notice, r.code, r.scope,
       r.starts, r.until, r.review_on
FROM cases_measure r LEFT JOIN cases_signature g ON g.id = r.signature_id
FULL JOIN (SELECT id, canonical FROM cases_casefact WHERE kind = 'Measure') f ON f.id = r.fact_id
"""

#: Table -> its query, and how the fact calls each column that it repeats.
DECISIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "cases_signature": (SIGNATURES, ("human", "recorded_at", "body", "realm")),
    "cases_finding": (FINDINGS, ("id", "subject", "notice")),
    "cases_measure": (
        MEASURES,
        (
            *("id", "subject", "finding", "document", "notice", "measure", "scope"),
            *("from", "until", "review_on"),
        ),
    ),
}


class FolderRow(NamedTuple):
    """A case, and the bytes of the first fact in it; one may be missing.

    `said` has the columns that the fact repeats, by their names there; None where the row is gone.
    """

    case_id: UUID
    said: dict[str, UUID | str] | None
    fact: bytes | None


class DocumentRow(NamedTuple):
    """What was written in a case, and the bytes of the fact that names it; one may be missing."""

    document_id: UUID | None
    reference: str | None
    kind: str | None
    made_at: datetime | None
    content: bytes | None
    sha256: bytes | None
    note: bytes | None
    fact: bytes | None


class DecisionRow(NamedTuple):
    """A row beside the fact of a decision, and the bytes of that fact; one may be missing.

    `said` has each column that the fact repeats, by its name there; None where the row is gone.
    """

    fact_id: UUID
    said: dict[str, UUID | datetime | str | None] | None
    fact: bytes | None


def folders() -> Iterator[FolderRow]:
    """All cases, and all of which facts speak."""
    for case_id, there, person, duty, reference, fact in stream(FOLDERS):
        said = {"person": person, "duty": duty, "reference": reference} if there else None
        yield FolderRow(case_id, said, fact)


def documents() -> Iterator[DocumentRow]:
    """All that was written in cases, and all facts that name one."""
    for row in stream(DOCUMENTS):
        yield DocumentRow(*row)


def decisions(table: str) -> Iterator[DecisionRow]:
    """All rows of a table of `DECISIONS`, and all facts that must have one there."""
    query, keys = DECISIONS[table]
    for fact_id, there, fact, *columns in stream(query):
        yield DecisionRow(fact_id, dict(zip(keys, columns, strict=True)) if there else None, fact)
