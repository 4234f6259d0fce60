"""Record what a provider of postal service reports of letters: once each, in whatever order."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.delivery.pieces import letters_about
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.register.rows import Fault
from vocatio.domain.summons.corrections import EARLIER
from vocatio.domain.summons.kinds import CARRIER, POSTAL_FACTS, Way
from vocatio.domain.summons.postal import PROVIDER, Report
from vocatio.domain.summons.reach import paper_reason
from vocatio.gateways import identity
from vocatio.records.deliveries.models import PrintPiece
from vocatio.records.ledger import facts as ledger
from vocatio.records.summonses.models import SummonsFact

#: What was recorded before is not recorded again: the same provider, the same words.
NEW = """
INSERT INTO deliveries_postalreport (digest, fact_id)
SELECT u.digest, u.fact FROM unnest(%s::bytea[], %s::uuid[]) AS u (digest, fact)
ON CONFLICT (digest) DO NOTHING RETURNING fact_id
"""


class File(NamedTuple):
    """Whose reports they are: the code of the provider, the hash of its file, who handed it in."""

    provider: str
    sha256: str
    by: Staff


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of reports: how many are recorded now, were before; refused: place -> fault."""

    recorded: int
    known: int
    refused: Mapping[int, Fault]


def apply_reports(
    reports: Sequence[Report], provider: str, file_sha256: str, *, by: Staff, at: datetime
) -> Applied:
    """Record reports as facts whose source is the provider.

    `occurred_at` is what the provider claims, `recorded_at` is now. What follows from a report
    is decided by the law and by `evidenced_receipt`, nowhere here.

    Raises:
        InvalidInput: the code of the provider cannot be one.
    """
    permissions.require("post.import", by)
    check_provider(provider, by=by, at=at)
    pieces = _pieces([report.reference for report in reports])
    refused = _refused(reports, pieces)
    good = [report for place, report in enumerate(reports) if place not in refused]
    file, recorded = File(provider, file_sha256, by), 0
    for documents in (False, True):
        some = [r for r in good if (pieces[r.reference].document is not None) == documents]
        recorded += _record(some, pieces, file, at=at) if some else 0
    return Applied(recorded, len(good) - recorded, refused)


@transaction.atomic
def _record(
    reports: Sequence[Report],
    pieces: Mapping[str, PrintPiece],
    file: File,
    *,
    at: datetime,
) -> int:
    """Record what was not before; return how much that is."""
    about = [pieces[report.reference] for report in reports]
    letters, earlier = letters_about(about, at), _of_earlier_notices(about)
    facts: dict[bytes, Fact] = {}
    for report, piece in zip(reports, about, strict=True):
        digest = hashlib.sha256(report.canonical(file.provider)).digest()
        more = letters.about(piece) | ({EARLIER: True} if piece.id in earlier else {})
        made = _fact(report, letters.subject(piece), piece.person_id, more, file, at=at)
        facts.setdefault(digest, made)
    new = _new(facts)
    letters.add(new)
    return len(new)


def check_provider(provider: str, *, by: Staff, at: datetime) -> None:
    """Refuse what is no code of a provider, before any line of its file is read.

    Raises:
        InvalidInput: saying what a code looks like.
    """
    permissions.require("post.import", by)
    if not PROVIDER.fullmatch(provider):
        raise InvalidInput("provider", "small letters, digits and hyphens, such as post-at")


def _pieces(references: Sequence[str]) -> dict[str, PrintPiece]:
    # In the order of their summonses, as everybody locks them.
    found = PrintPiece.objects.select_related("batch").filter(reference__in=references)
    return {piece.reference: piece for piece in found.order_by("summons_id")}


def _of_earlier_notices(pieces: Iterable[PrintPiece]) -> set[UUID]:
    """The letters that say what was withdrawn or replaced since: they show no receipt of that."""
    by_summons: dict[UUID, list[PrintPiece]] = {}
    for piece in (one for one in pieces if one.document is None):
        by_summons.setdefault(piece.summons_id, []).append(piece)
    facts = ledger.of_many(SummonsFact, by_summons)
    return {
        piece.id
        for summons_id, several in by_summons.items()
        for piece in several
        if paper_reason(facts[summons_id]) not in ("", piece.reason)
    }


def _refused(reports: Sequence[Report], pieces: Mapping[str, PrintPiece]) -> dict[int, Fault]:
    faults = {}
    for place, report in enumerate(reports):
        piece = pieces.get(report.reference)
        if piece is None or piece.batch is None or piece.batch.sealed_at is None:
            faults[place] = Fault("reference", "unknown_letter")
        elif report.occurred_at < piece.batch.sealed_at:
            faults[place] = Fault("occurred_at", "before_printing")
    return faults


def _fact(
    report: Report,
    subject: UUID,
    person_id: UUID,
    more: Mapping[str, Json],
    file: File,
    *,
    at: datetime,
) -> Fact:
    return Fact(
        id=identity.new_id(),
        kind=POSTAL_FACTS[report.event],
        subject=subject,
        person_id=person_id,
        occurred_at=report.occurred_at,
        recorded_at=at,
        source=f"{CARRIER}{file.provider}",
        by=file.by.reference(),
        data={"channel": Way.PAPER, "file": file.sha256, **more, **report.data()},
    )


def _new(facts: Mapping[bytes, Fact]) -> list[Fact]:
    """Those that no run has recorded yet; another one that records them now is waited for."""
    if not facts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NEW, [list(facts), [fact.id for fact in facts.values()]])
        recorded = {row[0] for row in cursor.fetchall()}
    return [fact for fact in facts.values() if fact.id in recorded]
