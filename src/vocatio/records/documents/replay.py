"""Read what was said and sealed beside the facts that name its hashes, as raw values."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from vocatio.records.ledger.streaming import stream

#: The hash is looked for in the bytes as they are: those that somebody changed may be no JSON.
CONTENTS = """
SELECT coalesce(c.summons_id, f.subject_id), c.code, c.canonical, c.sha256, f.canonical
FROM documents_content c
FULL JOIN (SELECT subject_id, canonical,
                  substring(encode(canonical, 'escape')
                            FROM '"content":"([0-9a-f]{64})"') AS hash
           FROM summonses_summonsfact
           WHERE kind IN ('SubmissionAcceptance', 'Appointment', 'Recall')) f
       ON f.subject_id = c.summons_id AND f.hash = encode(c.sha256, 'hex')
"""

#: The same of papers that are no notices: each kind has a table, and a fact that names it.
PAPERS = """
SELECT coalesce(d.summons_id, f.subject_id), d.code, d.canonical, d.sha256, f.canonical, d.note
FROM {table} d
FULL JOIN (SELECT subject_id, canonical,
                  substring(encode(canonical, 'escape')
                            FROM '"content":"([0-9a-f]{{64}})"') AS hash
           FROM summonses_summonsfact
           WHERE kind = '{kind}' AND position('"content":"'::bytea IN canonical) > 0) f
       ON f.subject_id = d.summons_id AND f.hash = encode(d.sha256, 'hex')
"""

#: Each seal with its members in their order; one of the two may be missing. What is written in a
#: case carries a seal of its own.
SEALED = """
SELECT coalesce(s.id, c.seal_id), s.note, c.position, c.sha256
FROM documents_seal s FULL JOIN documents_content c ON c.seal_id = s.id
ORDER BY 1, c.position, c.code
"""

#: Each copy that was handed out, with its fact; one of the two may be missing.
COPIES = """
SELECT coalesce(c.fact_id, f.id), c.sha256, d.sha256, d.summons_id, f.canonical
FROM documents_copy c
LEFT JOIN documents_content d ON d.code = c.content_id
FULL JOIN (SELECT id, canonical FROM summonses_summonsfact WHERE kind = 'Copy') f
       ON f.id = c.fact_id
"""

#: Envelopes for the board of conscience, each with the fact that names its hash.
ENVELOPES = """
SELECT e.id, e.sealed, f.canonical
FROM documents_envelope e LEFT JOIN summonses_summonsfact f ON f.id = e.id
"""

#: Letters that confirm what was written down, each with its fact; one of the two may be missing.
ACKNOWLEDGEMENTS = """
SELECT coalesce(a.fact_id, f.id), a.code, a.person_id, a.sha256, f.canonical
FROM documents_acknowledgement a
FULL JOIN (SELECT id, canonical FROM register_personfact WHERE kind = 'Acknowledgement') f
       ON f.id = a.fact_id
"""

WORDS = "SELECT encrypted, person_id, NULL FROM documents_freetext WHERE id = %s"

FILES = "SELECT encrypted, person_id, media_type FROM documents_attachment WHERE id = %s"


class KeptRow(NamedTuple):
    """Words or a file, encrypted, of whom they are, and which kind of file it is; None of words."""

    encrypted: bytes
    person_id: UUID
    media_type: str | None


class ContentRow(NamedTuple):
    """What was written about a summons, and the bytes of the fact that names it.

    `note` is the seal of what has one to itself.
    """

    about: UUID
    code: str | None
    content: bytes | None
    sha256: bytes | None
    fact: bytes | None
    note: bytes | None = None


class SealedRow(NamedTuple):
    """A seal and one of its members, in the order of their positions."""

    seal_id: UUID
    note: bytes | None
    position: int | None
    sha256: bytes | None


class CopyRow(NamedTuple):
    """A copy that was handed out: its hash, that of its content, and the bytes of its fact."""

    fact_id: UUID
    sha256: bytes | None
    content: bytes | None
    summons_id: UUID | None
    fact: bytes | None


class AcknowledgementRow(NamedTuple):
    """A letter that confirms what was written down, and the bytes of its fact."""

    fact_id: UUID
    code: str | None
    person_id: UUID | None
    sha256: bytes | None
    fact: bytes | None


class EnvelopeRow(NamedTuple):
    """An envelope as it lies there, and the bytes of its fact."""

    id: UUID
    sealed: bytes
    fact: bytes | None


def contents() -> Iterator[ContentRow]:
    """All contents, and all facts that name one."""
    for row in stream(CONTENTS):
        yield ContentRow(*row)


def door_receipts() -> Iterator[ContentRow]:
    """All door receipts, and all facts that name one."""
    yield from _papers("documents_doorreceipt", "Appearance")


def attestations() -> Iterator[ContentRow]:
    """All papers for employers and schools, and all facts that name one."""
    yield from _papers("documents_attestation", "Attestation")


def _papers(table: str, kind: str) -> Iterator[ContentRow]:
    for row in stream(PAPERS.format(table=table, kind=kind)):
        yield ContentRow(*row)


def sealed() -> Iterator[SealedRow]:
    """All seals and all members, those of one seal after each other."""
    for row in stream(SEALED):
        yield SealedRow(*row)


def copies() -> Iterator[CopyRow]:
    """All copies, and all facts of one."""
    for row in stream(COPIES):
        yield CopyRow(*row)


def acknowledgements() -> Iterator[AcknowledgementRow]:
    """All letters that confirm what was written down, and all facts of one."""
    for row in stream(ACKNOWLEDGEMENTS):
        yield AcknowledgementRow(*row)


def envelopes() -> Iterator[EnvelopeRow]:
    """All envelopes; one that retention erased is not among them."""
    for row in stream(ENVELOPES):
        yield EnvelopeRow(*row)


def words(text_id: UUID) -> KeptRow | None:
    """What somebody wrote; None once it was erased."""
    return _one(WORDS, text_id)


def file(file_id: UUID) -> KeptRow | None:
    """What somebody sent; None once it was erased."""
    return _one(FILES, file_id)


def _one(query: str, id_: UUID) -> KeptRow | None:
    with connection.cursor() as cursor:
        cursor.execute(query, [id_])
        found = cursor.fetchone()
    return KeptRow(bytes(found[0]), *found[1:]) if found else None
