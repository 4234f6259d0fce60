"""Who works on something that waits, who did before, and where it is worked on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.recording import read
from vocatio.actions.words import words_of_many
from vocatio.actions.work.assign import who_may
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.work import OF_ONE_OFFICE, Kind, kinds_of
from vocatio.records.work.models import Assignment, Item


@dataclass(frozen=True, slots=True)
class AssignedLine:
    """Who had something from when on: `to` is empty when it was given back."""

    at: datetime
    by: str
    to: str
    note: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works on something, and whom it could be handed over to: id of the human, name."""

    holder: str
    mine: bool
    course: tuple[AssignedLine, ...]
    colleagues: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What something is, and id of what its page is about: the case, of a claim."""

    kind: Kind
    about: UUID


@transaction.atomic
def desk(item_id: UUID, *, by: Staff, purpose: str, at: datetime) -> Desk | None:
    """Who works on it, who did before; None where nothing of the kind waits, or ever did."""
    permissions.require("inspect.work", by)
    item = Item.objects.select_related("holder").filter(id=item_id).first()
    if item is None or Kind(item.kind) not in kinds_of(by):
        return None
    leave_to_colleagues([item.person_id], by=by)
    read("work", [item.person_id], by=by, purpose=purpose, at=at)
    rows = list(
        Assignment.objects.filter(item=item)
        .select_related("by__natural_person", "to")
        .order_by("at", "id")
    )
    notes = words_of_many(row.note for row in rows if row.note)
    others = who_may(item).exclude(natural_person=by.natural_person_id)
    names = others.values_list("natural_person_id", "natural_person__name")
    return Desk(
        holder=item.holder.name if item.holder else "",
        mine=item.holder_id == by.natural_person_id,
        course=tuple(
            AssignedLine(
                row.at,
                row.by.natural_person.name,
                row.to.name if row.to else "",
                notes.get(str(row.note), ""),
            )
            for row in rows
        ),
        colleagues=tuple(sorted(set(names), key=lambda pair: pair[1])),
    )


# house: authorship because it tells nothing about anybody
def place(item_id: UUID, *, by: Staff, at: datetime) -> Place:
    """Where something is worked on.

    Raises:
        NotFound: there is no such thing, or it is not theirs.
    """
    permissions.require("inspect.work", by)
    item = Item.objects.filter(id=item_id).first()
    if item is None or Kind(item.kind) not in kinds_of(by):
        raise NotFound
    kind = Kind(item.kind)
    return Place(kind, item.subject_id if kind in OF_ONE_OFFICE else item.id)
