"""What a row of a register file says, as claims: one section for each table.

A section turns a row into plain values that can be compared, and plain values into the
columns that are stored, encrypted where they have to be, and back.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from vocatio.domain.register.rows import Row
from vocatio.gateways.keys import Ring
from vocatio.gateways.names import searchable
from vocatio.records.register.models import (
    Address,
    Claim,
    ContactPoint,
    CorrespondenceNeed,
    Guardianship,
    Identifier,
    Language,
    Liability,
    LiabilityStatus,
    Name,
    Particulars,
    Registration,
)

Values = tuple[Any, ...]
#: `record` of the source -> person, for the guardians that rows name.
People = Mapping[str, UUID]

#: The source that an address has when it was derived from the number itself (F1).
NUMBER = "number"


class Said(NamedTuple):
    """One claim in plain values. `source` None stands for the source of the file."""

    values: Values
    source: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


#: Made once: to make an encoder costs more than to use it.
_LINES = json.JSONEncoder(ensure_ascii=False).encode


def _plain(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    return tuple(values)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of claim.

    Attributes:
        field: its name in corrections and precedence.
        columns: what is stored beside the columns of every claim.
        says: the claims of a row; None when the file has no column for it.
        store: plain values -> columns.
        load: columns -> plain values.
        keys: how many of the plain values say which claim it is, such as the kind of a name:
            of each there is one at a time.
    """

    field: str
    model: type[Claim]
    columns: tuple[str, ...]
    says: Callable[[Row, People], list[Said] | None]
    store: Callable[[Sequence[Any], UUID, Ring], Values] = _plain
    load: Callable[[Sequence[Any], UUID, Ring], Values] = _plain
    keys: int = 0


def _names(row: Row, people: People) -> list[Said] | None:
    names = [Said(("civil", row.given_name, row.family_name))]
    if row.birth_name:
        names.append(Said(("birth", row.given_name, row.birth_name)))
    return names


def _store_name(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    _, given, family = values
    return (*values, searchable(given, family))


def _load_name(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    return tuple(values[:-1])


def _particulars(row: Row, people: People) -> list[Said] | None:
    if row.birth is None:
        return [Said((None, None, row.sex))]
    return [Said((row.birth.earliest, row.birth.latest, row.sex))]


def _language(row: Row, people: People) -> list[Said] | None:
    return [Said((row.language,))]


def _identifiers(row: Row, people: People) -> list[Said] | None:
    if not row.number:
        return []
    return [Said((NUMBER, row.number_issuer or "", row.number_kind or "regular", row.number))]


def _store_identifier(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    scheme, issuer, kind, number = values
    hashed = ring.lookup(f"{scheme}\0{issuer}", number)
    return scheme, issuer, kind, hashed, ring.encrypt(number, "register_identifier", person.bytes)


def _load_identifier(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    scheme, issuer, kind, _, encrypted = values
    return scheme, issuer, kind, ring.decrypt(bytes(encrypted), "register_identifier", person.bytes)


def _address(row: Row, people: People) -> list[Said] | None:
    values = (row.country, row.street, row.postcode, row.locality, row.sealed)
    return [Said(values, row.address_source, row.moved_on)]


def _store_address(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    country, *lines, sealed = values
    return country, ring.encrypt(_LINES(lines), "register_address", person.bytes), sealed


def _load_address(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    country, encrypted, sealed = values
    lines = json.loads(ring.decrypt(bytes(encrypted), "register_address", person.bytes))
    return (country, *lines, sealed)


def _registration(row: Row, people: People) -> list[Said] | None:
    return [Said((row.district, ""), valid_from=row.moved_on)]


def _contacts(row: Row, people: People) -> list[Said] | None:
    if row.email is None and row.phone is None:
        return None
    given = (("email", row.email), ("phone", row.phone))
    return [Said((kind, value)) for kind, value in given if value]


def _store_contact(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    kind, value = values
    hashed = ring.lookup(kind, value.lower())
    return kind, hashed, ring.encrypt(value, "register_contactpoint", person.bytes)


def _load_contact(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    kind, _, encrypted = values
    return kind, ring.decrypt(bytes(encrypted), "register_contactpoint", person.bytes)


def _needs(row: Row, people: People) -> list[Said] | None:
    return None if row.needs is None else [Said((need,)) for need in row.needs]


def _liability(row: Row, people: People) -> list[Said] | None:
    return [Said((row.category,))] if row.category else []


def _statuses(row: Row, people: People) -> list[Said] | None:
    return [Said((s.kind, s.holds), valid_until=s.lapses_on) for s in row.statuses]


def _guardians(row: Row, people: People) -> list[Said] | None:
    return [Said((people[row.guardian],))] if row.guardian else []


SECTIONS: tuple[Section, ...] = (
    Section(
        "name", Name, ("kind", "given", "family", "normalised"), _names, _store_name, _load_name, 1
    ),
    Section("particulars", Particulars, ("born_earliest", "born_latest", "sex"), _particulars),
    Section("language", Language, ("tag",), _language),
    Section(
        "identifier",
        Identifier,
        ("scheme", "issuer", "kind", "keyed_hash", "encrypted"),
        _identifiers,
        _store_identifier,
        _load_identifier,
        2,
    ),
    Section(
        "address",
        Address,
        ("country", "encrypted", "sealed"),
        _address,
        _store_address,
        _load_address,
    ),
    Section("registration", Registration, ("district", "office"), _registration),
    Section(
        "contact",
        ContactPoint,
        ("kind", "keyed_hash", "encrypted"),
        _contacts,
        _store_contact,
        _load_contact,
        1,
    ),
    Section("need", CorrespondenceNeed, ("kind",), _needs, keys=1),
    Section("liability", Liability, ("category",), _liability),
    Section("status", LiabilityStatus, ("kind", "holds"), _statuses, keys=1),
    Section("guardianship", Guardianship, ("guardian_id",), _guardians, keys=1),
)

BY_FIELD: Mapping[str, Section] = {section.field: section for section in SECTIONS}
