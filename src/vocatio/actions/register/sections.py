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


#: A row, and whose it is.
Pair = tuple[UUID, Row]
#: A claim, and about whom.
Claimed = tuple[UUID, Said]
#: What is stored of many claims, column by column.
Stored = Sequence[Sequence[Any]]


def _as_they_are(values: Sequence[Values], people: Sequence[UUID], ring: Ring) -> Stored:
    return list(zip(*values, strict=True))


def _plain(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    return tuple(values)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of claim.

    Attributes:
        field: its name in corrections and precedence.
        columns: what is stored beside the columns of every claim.
        says: rows, each with its person -> the claims of all of them.
        store: plain values of many claims, and about whom each is -> columns.
        load: columns -> plain values.
        keys: how many of the plain values say which claim it is, such as the kind of a name:
            of each there is one at a time.
        optional: columns of a file; one that has none of them says nothing here.
    """

    field: str
    model: type[Claim]
    columns: tuple[str, ...]
    says: Callable[[Sequence[Pair], People], list[Claimed]]
    store: Callable[[Sequence[Values], Sequence[UUID], Ring], Stored] = _as_they_are
    load: Callable[[Sequence[Any], UUID, Ring], Values] = _plain
    keys: int = 0
    optional: tuple[str, ...] = ()

    def silent(self, row: Row) -> bool:
        """Whether the file has no column for it, so that the row says nothing about it."""
        return bool(self.optional) and all(getattr(row, c) is None for c in self.optional)


def _names(rows: Sequence[Pair], people: People) -> list[Claimed]:
    civil = [(p, Said(("civil", row.given_name, row.family_name))) for p, row in rows]
    birth = [
        (p, Said(("birth", row.given_name, row.birth_name))) for p, row in rows if row.birth_name
    ]
    return civil + birth


def _store_names(values: Sequence[Values], people: Sequence[UUID], ring: Ring) -> Stored:
    kinds, given, family = zip(*values, strict=True)
    return kinds, given, family, list(map(searchable, given, family))


def _load_name(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    return tuple(values[:-1])


def _particulars(rows: Sequence[Pair], people: People) -> list[Claimed]:
    return [
        (p, Said((b.earliest, b.latest, row.sex) if (b := row.birth) else (None, None, row.sex)))
        for p, row in rows
    ]


def _language(rows: Sequence[Pair], people: People) -> list[Claimed]:
    return [(p, Said((row.language,))) for p, row in rows]


def _identifiers(rows: Sequence[Pair], people: People) -> list[Claimed]:
    return [
        (p, Said((NUMBER, row.number_issuer or "", row.number_kind or "regular", row.number)))
        for p, row in rows
        if row.number
    ]


def _store_identifiers(values: Sequence[Values], people: Sequence[UUID], ring: Ring) -> Stored:
    schemes, issuers, kinds, numbers = zip(*values, strict=True)
    hashed = [ring.lookup(f"{scheme}\0{issuer}", number) for scheme, issuer, _, number in values]
    encrypted = _encrypted(numbers, "register_identifier", people, ring)
    return schemes, issuers, kinds, hashed, encrypted


def _load_identifier(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    scheme, issuer, kind, _, encrypted = values
    return scheme, issuer, kind, ring.decrypt(bytes(encrypted), "register_identifier", person.bytes)


def _addresses(rows: Sequence[Pair], people: People) -> list[Claimed]:
    return [
        (
            p,
            Said(
                (row.country, row.street, row.postcode, row.locality, row.sealed),
                row.address_source,
                row.moved_on,
            ),
        )
        for p, row in rows
    ]


def _store_addresses(values: Sequence[Values], people: Sequence[UUID], ring: Ring) -> Stored:
    countries, *lines, sealed = zip(*values, strict=True)
    texts = [_LINES(some) for some in zip(*lines, strict=True)]
    return countries, _encrypted(texts, "register_address", people, ring), sealed


#: Made once: to make an encoder costs more than to use it.
_LINES = json.JSONEncoder(ensure_ascii=False).encode


def _load_address(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    country, encrypted, sealed = values
    lines = json.loads(ring.decrypt(bytes(encrypted), "register_address", person.bytes))
    return (country, *lines, sealed)


def _registrations(rows: Sequence[Pair], people: People) -> list[Claimed]:
    return [(p, Said((row.district, ""), None, row.moved_on)) for p, row in rows]


def _contacts(rows: Sequence[Pair], people: People) -> list[Claimed]:
    emails = [(p, Said(("email", row.email))) for p, row in rows if row.email]
    return emails + [(p, Said(("phone", row.phone))) for p, row in rows if row.phone]


def _store_contacts(values: Sequence[Values], people: Sequence[UUID], ring: Ring) -> Stored:
    kinds, texts = zip(*values, strict=True)
    hashed = [ring.lookup(kind, text.lower()) for kind, text in values]
    return kinds, hashed, _encrypted(texts, "register_contactpoint", people, ring)


def _load_contact(values: Sequence[Any], person: UUID, ring: Ring) -> Values:
    kind, _, encrypted = values
    return kind, ring.decrypt(bytes(encrypted), "register_contactpoint", person.bytes)


def _needs(rows: Sequence[Pair], people: People) -> list[Claimed]:
    return [(p, Said((need,))) for p, row in rows for need in row.needs or ()]


def _liabilities(rows: Sequence[Pair], people: People) -> list[Claimed]:
    return [(p, Said((row.category,))) for p, row in rows if row.category]


def _statuses(rows: Sequence[Pair], people: People) -> list[Claimed]:
    return [
        (p, Said((status.kind, status.holds), valid_until=status.lapses_on))
        for p, row in rows
        for status in row.statuses
    ]


def _guardians(rows: Sequence[Pair], people: People) -> list[Claimed]:
    return [(p, Said((people[row.guardian],))) for p, row in rows if row.guardian]


def _encrypted(
    texts: Sequence[str], column: str, people: Sequence[UUID], ring: Ring
) -> list[bytes]:
    return ring.encrypt_each(texts, column, [person.bytes for person in people])


SECTIONS: tuple[Section, ...] = (
    Section(
        "name", Name, ("kind", "given", "family", "normalised"), _names, _store_names, _load_name, 1
    ),
    Section("particulars", Particulars, ("born_earliest", "born_latest", "sex"), _particulars),
    Section("language", Language, ("tag",), _language),
    Section(
        "identifier",
        Identifier,
        ("scheme", "issuer", "kind", "keyed_hash", "encrypted"),
        _identifiers,
        _store_identifiers,
        _load_identifier,
        2,
    ),
    Section(
        "address",
        Address,
        ("country", "encrypted", "sealed"),
        _addresses,
        _store_addresses,
        _load_address,
    ),
    Section("registration", Registration, ("district", "office"), _registrations),
    Section(
        "contact",
        ContactPoint,
        ("kind", "keyed_hash", "encrypted"),
        _contacts,
        _store_contacts,
        _load_contact,
        1,
        ("email", "phone"),
    ),
    Section("need", CorrespondenceNeed, ("kind",), _needs, keys=1, optional=("needs",)),
    Section("liability", Liability, ("category",), _liabilities),
    Section("status", LiabilityStatus, ("kind", "holds"), _statuses, keys=1),
    Section("guardianship", Guardianship, ("guardian_id",), _guardians, keys=1),
)

BY_FIELD: Mapping[str, Section] = {section.field: section for section in SECTIONS}
