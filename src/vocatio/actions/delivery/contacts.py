"""How people can be reached, as the register says today. Addresses are decrypted in jobs alone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.law import today
from vocatio.domain.summons.reach import Person
from vocatio.gateways import keys
from vocatio.gateways.keys import Ring
from vocatio.records.register import reach
from vocatio.records.register.reach import SealedAddress

#: Kind of alert -> kind of contact point.
POINTS = {"email": "email", "sms": "phone"}
#: The need of those who have no access to an inbox.
PAPER, LARGE = "paper", "large_print"


@dataclass(frozen=True, slots=True)
class Reached:
    """How to reach one person; `stopped` while a status forbids it, or may (F22)."""

    person: Person
    stopped: bool


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """What stands in the window of the envelope.

    Attributes:
        lines: name first; None when they make no address that the post could use.
        missing: what is missing, such as "street", or "".
        sealed: nobody may learn who writes: the envelope is neutral (F23).
    """

    lines: tuple[str, ...] | None
    missing: str
    sealed: bool
    large: bool


NOWHERE = PostalAddress(None, "address", sealed=False, large=False)


def reached(people: Sequence[UUID], *, at: datetime) -> dict[UUID, Reached]:
    """How each can be reached."""
    return {
        person: Reached(
            Person(
                digital=PAPER not in found.needs,
                alerts=tuple(by for by, point in POINTS.items() if point in found.contacts),
            ),
            found.stopped,
        )
        for person, found in reach.reachable(people, on=today(at)).items()
    }


def alert_addresses(people: Sequence[UUID], by: str, *, at: datetime) -> dict[UUID, str]:
    """The address of each for one kind of alert; those without one are missing."""
    ring = keys.ring()
    return {
        person: ring.decrypt(encrypted, "register_contactpoint", person.bytes)
        for person, encrypted in reach.contacts(people, POINTS[by], on=today(at)).items()
    }


def postal_addresses(people: Sequence[UUID], *, at: datetime) -> dict[UUID, PostalAddress]:
    """The address of each, sealed ones included: call it in the job that prints."""
    ring, on = keys.ring(), today(at)
    stored = reach.addresses(people, on=on)
    needs = {person: found.needs for person, found in reach.reachable(people, on=on).items()}
    return {
        person: _address(person, stored[person], ring, large=LARGE in needs[person])
        if person in stored
        else NOWHERE
        for person in people
    }


def _address(person: UUID, stored: SealedAddress, ring: Ring, *, large: bool) -> PostalAddress:
    text = ring.decrypt(stored.encrypted, "register_address", person.bytes)
    street, postcode, locality = (line.strip() for line in json.loads(text))
    missing = "street" if not street else "locality" if not locality else ""
    name = " ".join(filter(None, (stored.given_name, stored.family_name)))
    town = " ".join(filter(None, (postcode, locality)))
    lines = None if missing else (name, street, town)
    return PostalAddress(lines, missing, stored.sealed, large)
