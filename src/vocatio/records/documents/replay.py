"""Read contents of summonses and words beside the facts that name their hashes, as raw values."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import connection

CHUNK = 5_000

CONTENTS = """
SELECT coalesce(c.summons_id, f.subject_id), c.canonical, c.sha256, f.canonical
FROM documents_content c
FULL JOIN (SELECT subject_id, canonical,
                  convert_from(canonical, 'UTF8')::jsonb #>> '{data,content}' AS hash
           FROM summonses_summonsfact WHERE kind IN ('SubmissionAcceptance', 'Appointment')) f
       ON f.subject_id = c.summons_id AND f.hash = encode(c.sha256, 'hex')
"""

DECISIONS = "SELECT subject_id, canonical FROM summonses_summonsfact WHERE kind = 'Decision'"

WORDS = "SELECT encrypted FROM documents_freetext WHERE id = %s"


class ContentRow(NamedTuple):
    """What a notice says, and the canonical bytes of the fact that names it: issue or new date."""

    summons_id: UUID
    content: bytes | None
    sha256: bytes | None
    fact: bytes | None


def contents() -> Iterator[ContentRow]:
    """All contents, and all facts that name one."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(CONTENTS)
        while rows := cursor.fetchmany(CHUNK):
            for summons_id, *values in rows:
                yield ContentRow(summons_id, *(v if v is None else bytes(v) for v in values))


def decisions() -> Iterator[tuple[UUID, bytes]]:
    """The summons of each decision, and the canonical bytes of its fact."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(DECISIONS)
        while rows := cursor.fetchmany(CHUNK):
            for summons_id, fact in rows:
                yield summons_id, bytes(fact)


def words(text_id: UUID) -> bytes | None:
    """What somebody wrote, encrypted; None once it was erased."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS, [text_id])
        found = cursor.fetchone()
    return bytes(found[0]) if found else None
