"""What waits, kept in the order in which it presses. A step inside acts, no act of its own.

The rows are a cache to find candidates by: whoever shows or decides something asks the facts.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.actions.law import version_of
from vocatio.actions.words import words_of_many
from vocatio.domain.actors import Staff
from vocatio.domain.consequences import urgency as in_cases
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.law.reasons import individual
from vocatio.domain.summons.states import Status
from vocatio.domain.summons.urgency import due, waits
from vocatio.domain.work import Kind
from vocatio.records.documents.envelopes import confided
from vocatio.records.summonses.models import Summons
from vocatio.records.work.models import Item

#: So many of somebody's own latest reasons are compared with new ones, to find copies.
COMPARED = 200


@dataclass(frozen=True, slots=True)
class Wait:
    """That something waits: of which kind, since when, and until when somebody should see to it."""

    kind: Kind
    since: datetime
    due_at: datetime


def keep_requests(summons: Summons, found: Status, at: datetime) -> None:
    """Keep what waits of a summons. Claims of conscience are the board's alone (F24)."""
    if not found.requests:
        return
    secret = confided(one.id for one in found.requests)
    zone = ZoneInfo(version_of(summons.profile_version).zone)
    waiting = {
        one.id: Wait(Kind.REQUEST, one.at, due(one, found.appointment, zone)[0])
        for one in found.requests
        if one.outcome is None and one.id not in secret
    }
    _keep(summons.id, summons.person_id, summons.slot.office_id, waiting, at)


def keep_case(case_id: UUID, person_id: UUID, office_id: UUID, file: CaseFile) -> None:
    """Keep what waits of a case: the case itself while the office is to act, and each claim."""
    waiting = {
        claim: Wait(Kind.CLAIM, since, until)
        for claim, since, until, _ in in_cases.claims_due(file)
    }
    if found := in_cases.due(file):
        since, until, _ = found
        waiting[case_id] = Wait(Kind.CASE, since, until)
    _keep(case_id, person_id, office_id, waiting, file.on)


def keep_correction(correction_id: UUID, person_id: UUID, at: datetime) -> None:
    """Keep that a correction of the register waits; no office has it alone."""
    item = Wait(Kind.CORRECTION, at, waits(at)[0])
    _write(person_id, person_id, None, {correction_id: item})


def settled(item_id: UUID, by: Staff, at: datetime, *, against: str = "") -> None:
    """Something was decided.

    Args:
        against: where it was decided against the person, the id of the words that say why.
    """
    Item.objects.filter(id=item_id).update(
        closed_at=at, holder=None, decided_by_id=by.natural_person_id, reasons=against or None
    )


def reasons_before(by: Staff) -> Iterator[str]:
    """Reasons of this human's latest decisions against somebody, without those erased.

    Each whole, and what of it is individual, where it began with a passage. Nothing is read
    before somebody asks for the first.
    """
    mine = Item.objects.filter(decided_by_id=by.natural_person_id, reasons__isnull=False)
    latest = mine.order_by("-closed_at").values_list("reasons", flat=True)[:COMPARED]
    for text in words_of_many(text for text in latest if text).values():
        yield from {text, individual(text)}


def close(items: Iterable[UUID], at: datetime) -> None:
    """What waits no longer, though nobody wrote so: by the passing of time, say."""
    Item.objects.filter(id__in=list(items), closed_at=None).update(closed_at=at, holder=None)


def _keep(
    subject: UUID, person_id: UUID, office_id: UUID, waiting: Mapping[UUID, Wait], at: datetime
) -> None:
    _close_others(subject, waiting, at)
    _write(subject, person_id, office_id, waiting)


def _close_others(subject: UUID, waiting: Collection[UUID], at: datetime) -> None:
    known = Item.objects.filter(subject_id=subject, closed_at=None)
    known.exclude(id__in=list(waiting)).update(closed_at=at, holder=None)


def _write(
    subject: UUID, person_id: UUID, office_id: UUID | None, waiting: Mapping[UUID, Wait]
) -> None:
    if not waiting:
        return
    Item.objects.bulk_create(
        [
            Item(
                id=id,
                kind=one.kind,
                subject_id=subject,
                person_id=person_id,
                office_id=office_id,
                since=one.since,
                due_at=one.due_at,
            )
            for id, one in waiting.items()
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["office", "since", "due_at", "closed_at"],
    )
