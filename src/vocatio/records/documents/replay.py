"""Read the contents of summonses beside the facts that name their hashes, as raw values."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import connection

CHUNK = 5_000

CONTENTS = """
SELECT coalesce(c.summons_id, f.subject_id), c.canonical, c.sha256, f.canonical
FROM documents_content c
FULL JOIN (SELECT subject_id, canonical FROM summonses_summonsfact
           WHERE kind = 'SubmissionAcceptance') f ON f.subject_id = c.summons_id
"""


class ContentRow(NamedTuple):
    """The content of a summons, and the canonical bytes of the fact of its issue."""

    summons_id: UUID
    content: bytes | None
    sha256: bytes | None
    fact: bytes | None


def contents() -> Iterator[ContentRow]:
    """All contents and issues."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(CONTENTS)
        while rows := cursor.fetchmany(CHUNK):
            for summons_id, *values in rows:
                yield ContentRow(summons_id, *(v if v is None else bytes(v) for v in values))
