"""Who appears where and when: simple for now. Each office fills its places in order of time.

A person goes to the office of their district. Someone whose address is sealed goes to
another office, so that no colleague or neighbour finds them on the list at home (F23).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from vocatio.domain.errors import Refusal


class NotEnoughPlaces(Refusal):
    """The offices have fewer places than people are to appear."""

    basis = "allocation"


class NoOtherOffice(Refusal):
    """Somebody with a sealed address was drawn, and there is one office only."""

    basis = "F23"


@dataclass(frozen=True, slots=True)
class Place:
    """A slot with how many may still come."""

    slot_id: UUID
    free: int


@dataclass(frozen=True, slots=True)
class Caller:
    """Who needs a place: the office follows from these two alone."""

    person_id: UUID
    district: str
    sealed: bool


def office_for(district: str, *, sealed: bool, offices: Sequence[str]) -> str:
    """District of the office to appear at; `offices` are the districts that have one, sorted.

    A district without an office falls to the next one that has one.
    """
    at = next((n for n, code in enumerate(offices) if code >= district), 0)
    return offices[(at + sealed) % len(offices)]


def allocate(
    callers: Iterable[Caller], places: Mapping[str, Sequence[Place]]
) -> Iterator[tuple[UUID, UUID]]:
    """Pairs of person and slot, in the order of `callers`.

    Args:
        places: district of an office -> its slots, in the order they are to be filled.

    Raises:
        NotEnoughPlaces: naming the office whose places ran out.
        NoOtherOffice: there is none but their own for somebody with a sealed address (F23).
    """
    if not places:
        raise NotEnoughPlaces("no office has a free place in the window of the order")
    offices = sorted(places)
    free = {code: _seats(slots) for code, slots in places.items()}
    for caller in callers:
        if caller.sealed and len(offices) == 1:
            raise NoOtherOffice("somebody with a sealed address needs a second office with places")
        office = office_for(caller.district, sealed=caller.sealed, offices=offices)
        slot = next(free[office], None)
        if slot is None:
            total = sum(place.free for place in places[office])
            raise NotEnoughPlaces(
                f"the office of district {office} has {total} free places in the window, "
                "and more people to see: add slots or widen the window"
            )
        yield caller.person_id, slot


def _seats(places: Sequence[Place]) -> Iterator[UUID]:
    for place in places:
        for _ in range(place.free):
            yield place.slot_id
