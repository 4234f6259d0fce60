"""What a changed row changes: only what differs, and nothing that a human decided."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from vocatio.actions.register.claims import Basis, Held, add, end, held
from vocatio.actions.register.sections import SECTIONS, Claimed, Pair, People, Said, Section
from vocatio.domain.register.precedence import import_may_change
from vocatio.gateways.keys import Ring
from vocatio.records.register.models import Correction


def change(changed: Sequence[Pair], people: People, basis: Basis, ring: Ring) -> tuple[int, int]:
    """End what rows no longer say, add what they say now.

    Returns:
        How many persons something changed for, and how many claims were left out because a
        human decided otherwise, or has yet to decide.
    """
    if not changed:
        return 0, 0
    touched: set[UUID] = set()
    kept = 0
    waiting = _waiting([person for person, _ in changed])
    for section in SECTIONS:
        found = _held(section, [person for person, _ in changed], ring)
        ending: list[tuple[int, date]] = []
        adding: list[Claimed] = []
        for person, row in changed:
            if section.silent(row):
                continue
            says = [one for _, one in section.says([(person, row)], people)]
            pending = section.field in waiting.get(person, ())
            difference = _Difference(section, found.get(person, []), says, basis)
            ends, adds, left_out = difference.allowed(pending=pending)
            ending += ends
            adding += ((person, one) for one in adds)
            kept += left_out
            if ends or adds:
                touched.add(person)
        end(section.model, ending, basis)
        add(section, adding, basis, ring, known_may_repeat=True)
    return len(touched), kept


class _Difference:
    """Between what is held of one person in one section and what a row says."""

    def __init__(
        self, section: Section, held_: Sequence[Held], says: Sequence[Said], basis: Basis
    ) -> None:
        self._keys = section.keys
        self._source, self._on = basis.source, basis.on
        self._decided = {
            one.values[: section.keys]
            for one in held_
            if not import_may_change(one.source, pending=False)
        }
        known = {self._content(one.source, one.valid_until, one.values) for one in held_}
        wanted = {self._said(one) for one in says}
        self._over = [
            one
            for one in held_
            if not one.over(basis.on)
            and self._content(one.source, one.valid_until, one.values) not in wanted
        ]
        self._new = [
            _from(one, basis, beside=bool(held_)) for one in says if self._said(one) not in known
        ]

    def _content(
        self, source: str, until: object, values: tuple[object, ...]
    ) -> tuple[object, ...]:
        return source, until, values

    def _said(self, one: Said) -> tuple[object, ...]:
        return self._content(one.source or self._source, one.valid_until, one.values)

    def allowed(self, *, pending: bool) -> tuple[list[tuple[int, date]], list[Said], int]:
        """Ids to end and when, what to add, and how much was left out."""
        starts = {one.values[: self._keys]: one.valid_from for one in self._new}
        ends = [
            (one.id, starts.get(one.values[: self._keys]) or self._on)
            for one in self._over
            if import_may_change(one.source, pending=pending)
        ]
        adds = [
            one
            for one in self._new
            if not pending and one.values[: self._keys] not in self._decided
        ]
        return ends, adds, len(self._new) - len(adds)


def _from(one: Said, basis: Basis, *, beside: bool) -> Said:
    """What takes the place of something else holds from the day it became known, unless told."""
    if one.valid_from or not beside:
        return one
    return one._replace(valid_from=basis.on)


def _held(section: Section, people: Sequence[UUID], ring: Ring) -> Mapping[UUID, list[Held]]:
    found: defaultdict[UUID, list[Held]] = defaultdict(list)
    for one in held(section, people, ring):
        found[one.person_id].append(one)
    return found


def _waiting(people: Sequence[UUID]) -> Mapping[UUID, set[str]]:
    """Person -> fields that a pending correction is about."""
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    pending = Correction.objects.filter(person_id__in=people, outcome="")
    for person, field in pending.values_list("person_id", "field"):
        found[person].add(field)
    return found
