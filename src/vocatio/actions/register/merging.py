"""Two records are one person, or one record is two: decided by a human, and undone by one.

Nothing is moved by a merge: the record that remains shows both, and an undoing shows each
their own again. A split moves the claims that it names to a new person, and leaves them
readable, superseded, where they were.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.register.claims import Basis, Held, add, held, retract
from vocatio.actions.register.deciding import decided, keep_reasons, lock
from vocatio.actions.register.sections import SECTIONS, Said, Section
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, Refusal
from vocatio.domain.register.kinds import PersonKind
from vocatio.gateways import identity, keys
from vocatio.records.ledger.copying import write_rows
from vocatio.records.register.merges import same_as
from vocatio.records.register.models import Merge, Person
from vocatio.records.register.search import index_names

#: Claims to move, by the field that they are of.
Chosen = Iterable[tuple[str, int]]


class Merged(Refusal):
    """One of the two was merged already; undo that first."""

    basis = "F1"


class NotMerged(Refusal):
    """This person was not merged into another one."""

    basis = "F1"


def merge(person_id: UUID, into: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """`person_id` is the same human as `into`, in whose record all goes on.

    Raises:
        Merged: one of them is part of a merge that runs against this one.
        InvalidInput, NotFound.
    """
    permissions.require("register.decide", by)
    if person_id == into:
        raise InvalidInput("into", "name another person")
    with transaction.atomic():
        for one in sorted((person_id, into)):
            lock(one)
        gone = Merge.objects.filter(person_id__in=(person_id, into), superseded_at=None)
        if gone.exists() or into in same_as(person_id):
            raise Merged
        data = {"into": str(into), **keep_reasons(reasons, person_id)}
        basis = decided(PersonKind.MERGE, person_id, data, by=by, at=at)
        write_rows(
            Merge,
            ("person_id", "source", "recorded_at", "recorded_by", "into_id"),
            [(person_id, basis.source, at, basis.fact_id, into)],
        )
        index_names([person_id])


def undo_merge(person_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """They are two after all: each has their own again.

    Raises:
        NotMerged, InvalidInput, NotFound.
    """
    permissions.require("register.decide", by)
    with transaction.atomic():
        lock(person_id)
        found = Merge.objects.filter(person_id=person_id, superseded_at=None).first()
        if found is None:
            raise NotMerged
        data = {"into": str(found.into_id), **keep_reasons(reasons, person_id)}
        basis = decided(PersonKind.MERGE_UNDONE, person_id, data, by=by, at=at)
        retract(Merge, [found.pk], basis)
        index_names([person_id])


def split(person_id: UUID, chosen: Chosen, reasons: str, *, by: Staff, at: datetime) -> UUID:
    """This record is two persons: move the claims chosen to a new one, and return its id.

    To undo it, merge the new person into the old one.

    Raises:
        InvalidInput: nothing was chosen, or something that is not held of this person.
        NotFound: there is no such person.
    """
    permissions.require("register.decide", by)
    wanted = set(chosen)
    with transaction.atomic():
        lock(person_id)
        new = identity.new_id()
        data = {"to": str(new), **keep_reasons(reasons, person_id)}
        basis = decided(PersonKind.SPLIT, person_id, data, by=by, at=at)
        write_rows(Person, ("id", "recorded_at", "recorded_by"), [(new, at, basis.fact_id)])
        decided(PersonKind.SPLIT_FROM, new, {"from": str(person_id)}, by=by, at=at)
        moved = [_move(section, person_id, new, wanted, basis) for section in SECTIONS]
        if not wanted or sum(moved) != len(wanted):
            raise InvalidInput("chosen", "choose claims that are held of this person")
        index_names([person_id, new])
    return new


def _move(
    section: Section, old: UUID, new: UUID, wanted: set[tuple[str, int]], basis: Basis
) -> int:
    ring = keys.ring()
    going: Sequence[Held] = [
        one for one in held(section, [old], ring) if (section.field, one.id) in wanted
    ]
    retract(section.model, [one.id for one in going], basis)
    said = (Said(one.values, one.source, one.valid_from, one.valid_until) for one in going)
    add(section, [(new, one) for one in said], basis, ring)
    return len(going)
