"""The pairs of records that a human must decide, with what speaks for it and what against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.records.register import search as register
from vocatio.records.register.models import LookAlike

#: How many pairs one look shows.
MOST = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two; where they live is not told."""

    person_id: UUID
    name: str
    born: str


@dataclass(frozen=True, slots=True)
class LookAlikeLine:
    """A pair to decide: trait -> how it compares, and why they might be two people."""

    id: UUID
    one: Side
    other: Side
    likeness: float
    compared: Mapping[str, str]
    doubts: tuple[str, ...]


@transaction.atomic
def open_look_alikes(*, by: Staff, purpose: str, at: datetime) -> tuple[LookAlikeLine, ...]:
    """At most 20 pairs, the most alike first."""
    permissions.require("inspect.look_alikes", by)
    pairs = list(LookAlike.objects.filter(outcome="").order_by("-likeness", "id")[:MOST])
    people = [person for pair in pairs for person in (pair.one_id, pair.other_id)]
    read("look-alikes", people or [None], by=by, purpose=purpose, at=at)
    shown = register.shown(people)
    return tuple(
        LookAlikeLine(
            pair.id,
            _side(pair.one_id, shown),
            _side(pair.other_id, shown),
            pair.likeness,
            pair.compared,
            tuple(pair.doubts),
        )
        for pair in pairs
    )


def _side(person: UUID, shown: Mapping[UUID, register.Shown]) -> Side:
    return Side(person, shown[person].name, shown[person].born)
