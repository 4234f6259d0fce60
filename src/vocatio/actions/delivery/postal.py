"""Record what a provider of postal service reports of letters: once each, in whatever order."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.delivery.found import look_again
from vocatio.actions.recording import record_many
from vocatio.actions.summons.append import refresh_many
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
    with transaction.atomic():
        pieces = _pieces([report.reference for report in reports])
        refused = _refused(reports, pieces)
        facts: dict[bytes, Fact] = {}
        good = [report for place, report in enumerate(reports) if place not in refused]
        earlier = _of_earlier_notices(pieces.values())
        for report in good:
            digest = hashlib.sha256(report.canonical(provider)).digest()
            piece = pieces[report.reference]
            more = {"file": file_sha256} | ({EARLIER: True} if piece.id in earlier else {})
            made = _fact(report, piece, provider, more, by, at=at)
            facts.setdefault(digest, made)
        new = _new(facts)
        record_many(SummonsFact, new)
        summonses = {fact.subject for fact in new}
        refresh_many(summonses, at)
        look_again(summonses, at=at)
    return Applied(len(new), len(good) - len(new), refused)


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
    for piece in pieces:
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
    piece: PrintPiece,
    provider: str,
    more: Mapping[str, Json],
    by: Staff,
    *,
    at: datetime,
) -> Fact:
    return Fact(
        id=identity.new_id(),
        kind=POSTAL_FACTS[report.event],
        subject=piece.summons_id,
        person_id=piece.person_id,
        occurred_at=report.occurred_at,
        recorded_at=at,
        source=f"{CARRIER}{provider}",
        by=by.reference(),
        data={"channel": Way.PAPER, **more, **report.data()},
    )


def _new(facts: Mapping[bytes, Fact]) -> list[Fact]:
    """Those that no run has recorded yet; another one that records them now is waited for."""
    if not facts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NEW, [list(facts), [fact.id for fact in facts.values()]])
        recorded = {row[0] for row in cursor.fetchall()}
    return [fact for fact in facts.values() if fact.id in recorded]
