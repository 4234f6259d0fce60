"""When an entry came into the log, by a time that its issuer does not control (F2)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence import timestamp
from vocatio.domain.evidence.timestamp import Bracket, TimeStamp
from vocatio.domain.facts import Fact
from vocatio.gateways import queue, timestamping
from vocatio.records.ledger.models import Leaf, Stamp

JOB = "ledger.stamp_record"


def stamp_soon(fact: Fact) -> None:
    """Have a checkpoint that covers this fact stamped, once the transaction is committed.

    Where no authority is configured, which only a demo may do, there is nothing to ask.
    """
    if timestamping.configured():
        queue.defer(JOB, once=f"stamp:{fact.id}", record=str(fact.id))


def covered_since(record_id: UUID) -> datetime | None:
    """By when an external time-stamp covered the record at the latest; None while none does.

    Nothing adverse takes effect before it (F2). An unverifiable token counts for nothing.
    """
    stamp = bracket_of(record_id).before
    return stamp.latest if stamp else None


def covered_of(records: Collection[UUID]) -> dict[UUID, datetime]:
    """The same for many at once; those that none covers are left out."""
    if not records:
        return {}
    after = Stamp.objects.exclude(token=None).filter(checkpoint_id__gt=OuterRef("index"))
    first = Subquery(after.order_by("checkpoint_id", "asked_at").values("id")[:1])
    leaves = Leaf.objects.filter(record_id__in=records).annotate(first=first)
    stamps = dict(leaves.exclude(first=None).values_list("record_id", "first"))
    held = {
        stamp.id: _first([stamp])
        for stamp in Stamp.objects.filter(id__in=set(stamps.values())).select_related("checkpoint")
    }
    # Where the first one does not hold, which is rare, a later one may.
    found = {
        record: pair[1].latest if (pair := held[stamp]) else covered_since(record)
        for record, stamp in stamps.items()
    }
    return {record: moment for record, moment in found.items() if moment}


def bracket_of(record_id: UUID) -> Bracket:
    """Between which two verified time-stamps a record came into the log."""
    leaf = Leaf.objects.filter(record_id=record_id).first()
    if leaf is None:
        return Bracket(None, None)
    tokens = Stamp.objects.exclude(token=None).select_related("checkpoint")
    within = tokens.filter(checkpoint_id__gt=leaf.index).order_by("checkpoint_id", "asked_at")
    without = tokens.filter(checkpoint_id__lte=leaf.index).order_by("-checkpoint_id", "-asked_at")
    found = [_first(stamps.iterator(chunk_size=8)) for stamps in (within, without)]
    return timestamp.bracket(leaf.index, [pair for pair in found if pair])


def _first(stamps: Iterable[Stamp]) -> tuple[int, TimeStamp] | None:
    """The first of them that holds, with the size of its tree."""
    roots = timestamping.trusted_roots()
    for stamp in stamps:
        text = notes.parse(bytes(stamp.checkpoint.note)).text
        try:
            return stamp.checkpoint_id, timestamp.verify(bytes(stamp.token or b""), text, roots)
        except timestamp.BadTimeStamp:
            continue
    return None
