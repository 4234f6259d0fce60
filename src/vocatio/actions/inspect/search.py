"""Find one person in the register, by what they or somebody else can say about them.

All searching goes through one function of the database: it knows the office, writes down who
looked for whom and why, and returns at most 20 (F19, F20). Which of them is meant, a human sees.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.inspect.day import OfficeLine, office_lines
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, NotPermitted
from vocatio.domain.register.asked import Asked, parse
from vocatio.gateways import keys, names
from vocatio.records.register import search as register
from vocatio.records.summonses import search as records

#: A name is looked for from so many letters on: fewer would be leafing through the register.
FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who may be meant. `born` is as far as known; `district` is empty when sealed."""

    person_id: UUID
    name: str
    born: str
    district: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """At most 20 people; `more` when others fit as well, `alike` when nobody fits exactly."""

    people: tuple[PersonLine, ...]
    more: bool
    alike: bool


def offices(*, by: Staff, purpose: str, at: datetime, language: str = "") -> tuple[OfficeLine, ...]:
    """The offices at which this member of staff may search, by their names in a language."""
    permissions.require("inspect.person", by)
    read("offices", [None], by=by, purpose=purpose, at=at)
    return office_lines(by, language)


def search(typed: str, office_id: UUID | None, *, by: Staff, purpose: str, at: datetime) -> Found:
    """Who is meant by a name (with a birth date or year), a number, or a reference.

    Args:
        office_id: where to search; None: everywhere, which takes a role that may.

    Raises:
        InvalidInput: no purpose, or nothing to go by: a date or a single letter is no person.
        NotPermitted: the role does not include it, or the account belongs to another office.
    """
    permissions.require("inspect.person" if office_id else "inspect.everywhere", by)
    if by.office_id not in (None, office_id):
        raise NotPermitted("you search at your own office alone")
    if not purpose.strip():
        raise InvalidInput("purpose", "say what you need the data for")
    asked = parse(typed)
    sought = records.Sought(
        readings=_readings(asked),
        born=(asked.born_from, asked.born_until),
        numbers=_numbers(asked.number),
        reference=asked.reference,
    )
    hits = records.search(sought, office_id, reader=by.account_id, purpose=purpose, at=at)
    return Found(
        tuple(_lines(hit.person_id for hit in hits)),
        more=any(hit.more for hit in hits),
        alike=any(hit.alike for hit in hits),
    )


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is looked for in a list: by a reference, or whoever was found."""

    reference: str
    people: tuple[UUID, ...]


def meant(typed: str, office_id: UUID | None, *, by: Staff, purpose: str, at: datetime) -> Meant:
    """Who is meant by what was typed above a list of an office.

    Raises:
        InvalidInput: nothing to go by; or a name or a number, where no office is chosen.
        NotPermitted: as for `search`.
    """
    permissions.require("inspect.person", by)
    asked = parse(typed)
    if asked.reference:
        return Meant(asked.reference, ())
    if office_id is None:
        raise InvalidInput("query", "choose an office to look for somebody by name")
    found = search(typed, office_id, by=by, purpose=purpose, at=at)
    return Meant("", tuple(one.person_id for one in found.people))


def _readings(asked: Asked) -> tuple[str, ...]:
    """The ways to read a name as words: as typed, and with a particle joined to what follows."""
    if asked.number or asked.reference:
        return ()
    typed = names.words(asked.name)
    if max(map(len, typed), default=0) < FEWEST_LETTERS:
        raise InvalidInput("query", "write at least two letters of a name")
    return tuple(" ".join(each) for each in (typed, names.joined(typed)) if each)


def _numbers(number: str) -> tuple[tuple[str, bytes], ...]:
    """The same number may have been issued in each scheme by each issuer."""
    if not number:
        return ()
    ring = keys.ring()
    return tuple(
        (scheme, hashed)
        for scheme, issuer in register.schemes()
        for hashed in ring.lookups(f"{scheme}\0{issuer}", number)
    )


def _lines(found: Iterable[UUID]) -> Iterable[PersonLine]:
    ids = list(found)
    known = register.shown(ids)
    for each in ids:
        one = known[each]
        yield PersonLine(each, one.name, one.born, "" if one.sealed else one.district, one.sealed)
