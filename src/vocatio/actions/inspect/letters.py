"""Letters in numbers: what waits, what was printed, what the post said; nobody by name."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.summons.postal import separator_of
from vocatio.records.deliveries.models import PostalFile, PrintBatch, PrintPiece

#: Batches and refused lines that fit on a page, and files that stand beside other things.
MOST, NEWEST = 50, 10

#: State of a batch -> which these are.
STATES = {
    "drawing": Q(sealed_at=None),
    "drawn": Q(relayed_at=None) & ~Q(sealed_at=None),
    "relayed": ~Q(relayed_at=None),
}

# What the post reported of the letters of a batch.
REPORTED = """
SELECT f.kind, coalesce(convert_from(f.canonical, 'UTF8')::jsonb #>> '{data,reason}', ''), count(*)
FROM deliveries_printpiece p
LEFT JOIN cases_document d ON d.id = p.document
JOIN (SELECT subject_id, kind, canonical FROM summonses_summonsfact
      UNION ALL SELECT subject_id, kind, canonical FROM cases_casefact) f
  ON f.subject_id = coalesce(d.case_id, p.summons_id)
 AND f.kind IN ('Posting', 'Deposit', 'ReceivedFromNonERDS', 'RelayToNonERDSFailure')
 AND convert_from(f.canonical, 'UTF8')::jsonb #>> '{data,piece}' = p.reference
WHERE p.batch_id = %s
GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch of letters.

    Attributes:
        state: "drawing" until its file is complete, "drawn" until the printer can take it, then
            "relayed".
        pages: of the file; None while it is drawn.
    """

    id: UUID
    reference: str
    opened_at: datetime
    state: str
    letters: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which batches are asked for; whatever is empty is not asked about.

    Attributes:
        state: of `BatchLine`.
        typed: a part of the reference.
        oldest: those come first, instead of the newest.
        after: the last one of the page before.
    """

    state: str = ""
    typed: str = ""
    oldest: bool = False
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Batches:
    """A page of batches; `more` when others follow."""

    lines: tuple[BatchLine, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the post; `read_at` is None while it waits or is read."""

    id: UUID
    name: str
    provider: str
    taken_at: datetime
    read_at: datetime | None
    recorded: int
    known: int
    refused: int
    fault: str


@dataclass(frozen=True, slots=True)
class LettersPage:
    """All letters, and the newest files of the post.

    Attributes:
        waiting: letters that are due and in no batch yet.
        drawing: letters in batches whose file is being drawn.
        given_up: code -> letters that could not be printed.
    """

    waiting: int
    drawing: int
    given_up: tuple[tuple[str, int], ...]
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch.

    Attributes:
        pdf, manifest: SHA-256 of the two files, hexadecimal; "" while they are not there.
        left_out: outcome and code -> letters of it that were not printed.
        reported: kind of the fact and reason -> how often the post said so.
    """

    line: BatchLine
    sealed_at: datetime | None
    relayed_at: datetime | None
    pdf: str
    manifest: str
    left_out: tuple[tuple[str, str, int], ...]
    reported: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was refused: its number, and each fault as column and code."""

    number: str
    reference: str
    faults: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file of the post; `refused` are the first lines that were refused, `errors` all of them."""

    line: FileLine
    refused: tuple[RefusedLine, ...]
    errors: bytes


def letters(*, by: Staff, purpose: str, at: datetime) -> LettersPage:
    """What waits, what could not be printed, and the newest files."""
    _allow("letters", by, purpose, at)
    due = Q(due_at=None) | Q(due_at__lte=at)
    waiting = PrintPiece.objects.filter(due, outcome="")
    lost = PrintPiece.objects.filter(outcome="unprintable").order_by("code").values_list("code")
    return LettersPage(
        waiting=waiting.filter(batch=None).count(),
        drawing=waiting.filter(batch__sealed_at=None).exclude(batch=None).count(),
        given_up=tuple(lost.annotate(Count("id"))),
        files=tuple(map(_file, _files()[:NEWEST])),
    )


def batches(wanted: Wanted, *, by: Staff, purpose: str, at: datetime) -> Batches:
    """A page of the batches that are asked for."""
    _allow("letters", by, purpose, at)
    found = PrintBatch.objects.filter(STATES.get(wanted.state, Q()))
    found = found.filter(reference__icontains=wanted.typed)
    if wanted.after:
        side = "id__gt" if wanted.oldest else "id__lt"
        found = found.filter(**{side: wanted.after})
    # Ids grow with the time at which a batch was opened.
    lines = list(found.order_by("id" if wanted.oldest else "-id")[: MOST + 1])
    counted = PrintPiece.objects.filter(batch__in=lines[:MOST]).values_list("batch_id")
    letters = dict(counted.annotate(Count("id")))
    shown = tuple(_line(one, letters.get(one.id, 0)) for one in lines[:MOST])
    return Batches(shown, len(lines) > MOST)


def postal_files(*, by: Staff, purpose: str, at: datetime) -> tuple[FileLine, ...]:
    """All files of the post, the newest first."""
    _allow("postal file", by, purpose, at)
    return tuple(map(_file, _files()))


def batch(batch_id: UUID, *, by: Staff, purpose: str, at: datetime) -> BatchPage:
    """One batch.

    Raises:
        NotFound: there is none.
    """
    _allow("letters", by, purpose, at)
    found = PrintBatch.objects.filter(id=batch_id).first()
    if found is None:
        raise NotFound
    pieces = PrintPiece.objects.filter(batch=found).exclude(outcome__in=("", "relayed"))
    left_out = pieces.order_by("outcome", "code").values_list("outcome", "code")
    with connection.cursor() as cursor:
        cursor.execute(REPORTED, [batch_id])
        reported = tuple(cursor.fetchall())
    return BatchPage(
        line=_line(found, PrintPiece.objects.filter(batch=found).count()),
        sealed_at=found.sealed_at,
        relayed_at=found.relayed_at,
        pdf=bytes(found.pdf_sha256 or b"").hex(),
        manifest=sha256(bytes(found.manifest)).hexdigest() if found.manifest else "",
        left_out=tuple(left_out.annotate(Count("id"))),
        reported=reported,
    )


def postal_file(file_id: UUID, *, by: Staff, purpose: str, at: datetime) -> FilePage:
    """One file of the post, and what became of its lines.

    Raises:
        NotFound: there is none.
    """
    _allow("postal file", by, purpose, at)
    found = PostalFile.objects.filter(id=file_id).first()
    if found is None:
        raise NotFound
    errors = bytes(found.errors)
    return FilePage(_file(found), tuple(_refused(errors)[:MOST]), errors)


def _allow(what: str, by: Staff, purpose: str, at: datetime) -> None:
    permissions.require("inspect.letters", by)
    read(what, [None], by=by, purpose=purpose, at=at)


def _files() -> QuerySet[PostalFile]:
    """Without their lines, which can be many megabytes."""
    return PostalFile.objects.order_by("-taken_at", "-id").defer("content", "errors")


def _line(found: PrintBatch, letters: int) -> BatchLine:
    state = "relayed" if found.relayed_at else "drawn" if found.sealed_at else "drawing"
    return BatchLine(found.id, found.reference, found.opened_at, state, letters, found.pages)


def _file(found: PostalFile) -> FileLine:
    return FileLine(
        found.id,
        found.name,
        found.provider,
        found.taken_at,
        found.read_at,
        found.recorded,
        found.known,
        found.refused,
        found.fault,
    )


def _refused(errors: bytes) -> Sequence[RefusedLine]:
    """Their values are separated as in the file that they come from."""
    text = errors.decode()
    separator = separator_of(text.partition("\n")[0])
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    return [
        RefusedLine(
            row["line"],
            row["reference"],
            tuple(
                (column.strip(), code.strip())
                for column, _, code in (one.partition(":") for one in row["fault"].split(";"))
            ),
        )
        for row in rows
    ]
