"""Apply rows of a register file, a batch at a time, each batch in one transaction.

A row is known by its key in the source (`record`): applied again, an unchanged row
changes nothing, a changed one ends what held before and adds what holds now.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.recording import record
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.register.rows import Fault, Row
from vocatio.gateways import identity, keys
from vocatio.records.ledger.copying import copy_temporary, write_rows
from vocatio.records.register.models import (
    Address,
    Identifier,
    Import,
    Liability,
    LiabilityStatus,
    Person,
    RegisterFact,
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a batch; `refused` maps a place in it to its fault."""

    new: int
    changed: int
    unchanged: int
    refused: Mapping[int, Fault]


@dataclass(frozen=True, slots=True)
class Known:
    """A record that the register has already."""

    person_id: UUID
    digest: bytes


Pair = tuple[UUID, Row]


def begin_import(source: str, sha256: bytes, *, by: Staff, at: datetime) -> UUID:
    """Open an import of a file with that hash, from that source."""
    permissions.require("register.import", by)
    with transaction.atomic():
        entry = Import.objects.create(id=identity.new_id(), source=source, sha256=sha256)
        data = {"source": source, "sha256": sha256.hex()}
        record(RegisterFact, "ImportBegun", entry.id, by=by, at=at, data=data)
    return entry.id


def finish_import(import_id: UUID, counts: Mapping[str, int], *, by: Staff, at: datetime) -> None:
    """Record what became of the file."""
    permissions.require("register.import", by)
    with transaction.atomic():
        record(RegisterFact, "ImportFinished", import_id, by=by, at=at, data=dict(counts))


def apply_rows(rows: Sequence[Row], *, by: Staff, at: datetime) -> Applied:
    """Apply a batch; rows that clash with the register are refused one by one, not the batch."""
    permissions.require("register.import", by)
    with transaction.atomic():
        known = _known(key for row in rows for key in (row.record, row.guardian) if key)
        refused = _clashes(rows, known)
        good = [row for n, row in enumerate(rows) if n not in refused]
        new = [(identity.new_id(), row) for row in good if row.record not in known]
        same = [row for row in good if _same(row, known)]
        changed = [
            (known[row.record].person_id, row)
            for row in good
            if row.record in known and not _same(row, known)
        ]
        _insert_people(new)
        _change_people(changed, at)
        _insert_details([*new, *changed], at)
        _join_guardians([*new, *changed])
    return Applied(len(new), len(changed), len(same), refused)


def _same(row: Row, known: Mapping[str, Known]) -> bool:
    return row.record in known and known[row.record].digest == row.digest


def _known(records: Iterable[str]) -> dict[str, Known]:
    """The people whom the register knows under these keys of the source."""
    hashes = {keys.lookup("record", record): record for record in records}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT i.keyed_hash, p.id, p.row_hash
               FROM register_identifier i JOIN register_person p ON p.id = i.person_id
               WHERE i.scheme = 'record' AND i.keyed_hash = ANY(%s)""",
            [list(hashes)],
        )
        return {
            hashes[bytes(keyed)]: Known(person, bytes(digest))
            for keyed, person, digest in cursor.fetchall()
        }


def _clashes(rows: Sequence[Row], known: Mapping[str, Known]) -> dict[int, Fault]:
    """Rows that repeat a key of the file, or carry a number that belongs to somebody else."""
    owners = _owners(row.number for row in rows if row.number)
    refused: dict[int, Fault] = {}
    records: set[str] = set()
    for n, row in enumerate(rows):
        owner = owners.get(row.number) if row.number else None
        mine = str(known[row.record].person_id) if row.record in known else row.record
        if row.record in records:
            refused[n] = Fault("record", "duplicate")
        elif owner not in (None, mine):
            refused[n] = Fault("number", "belongs_to_another")
        elif row.guardian and row.guardian not in known and row.guardian not in records:
            refused[n] = Fault("guardian", "unknown_record")
        else:
            records.add(row.record)
            if row.number:
                owners[row.number] = mine
    return refused


def _owners(numbers: Iterable[str]) -> dict[str, str]:
    hashes = {keys.lookup("number", number): number for number in numbers}
    found = Identifier.objects.filter(scheme="number", keyed_hash__in=list(hashes))
    return {
        hashes[bytes(keyed)]: str(person)
        for keyed, person in found.values_list("keyed_hash", "person_id")
    }


def _insert_people(new: Sequence[Pair]) -> None:
    write_rows(
        Person,
        (
            "id",
            "given_name",
            "family_name",
            "birth_date",
            "sex",
            "language",
            "row_hash",
        ),
        ((person, *_columns(row)) for person, row in new),
    )
    write_rows(
        Identifier,
        ("person_id", "scheme", "keyed_hash", "encrypted"),
        (_identifier(person, "record", row.record) for person, row in new),
    )


def _columns(row: Row) -> tuple[object, ...]:
    return (
        row.given_name,
        row.family_name,
        row.birth_date,
        row.sex,
        row.language,
        row.digest,
    )


def _identifier(person: UUID, scheme: str, value: str) -> tuple[object, ...]:
    return (person, scheme, keys.lookup(scheme, value), keys.encrypt(value, person.bytes))


def _change_people(changed: Sequence[Pair], at: datetime) -> None:
    """Update the person, and end the address, liability and statuses that held until now."""
    if not changed:
        return
    copy_temporary(
        "changed",
        "id uuid, given_name text, family_name text, birth_date date, sex text, "
        "language text, row_hash bytea",
        ((person, *_columns(row)) for person, row in changed),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE register_person p
               SET given_name = c.given_name, family_name = c.family_name,
                   birth_date = c.birth_date, sex = c.sex, language = c.language,
                   row_hash = c.row_hash
               FROM changed c WHERE c.id = p.id"""
        )
        for model in (Address, Liability, LiabilityStatus):
            cursor.execute(
                f"""UPDATE {model._meta.db_table} t SET until = %s
                    FROM changed c WHERE t.person_id = c.id
                    AND t.until IS NULL""",  # noqa: S608 because the name is that of our own table
                [at],
            )
        cursor.execute("DROP TABLE changed")


def _insert_details(pairs: Sequence[Pair], at: datetime) -> None:
    _insert_numbers(pairs)
    write_rows(
        Address,
        ("person_id", "district", "country", "encrypted", "sealed", "source", "since"),
        (_address(person, row, at) for person, row in pairs),
    )
    write_rows(
        Liability,
        ("person_id", "category", "since"),
        ((person, row.category, at) for person, row in pairs if row.category),
    )
    write_rows(
        LiabilityStatus,
        ("person_id", "kind", "holds", "lapses_on", "since"),
        _statuses(pairs, at),
    )


def _insert_numbers(pairs: Sequence[Pair]) -> None:
    """Numbers that are new; a person may come to have several over time."""
    owned = _owners(row.number for _, row in pairs if row.number)
    write_rows(
        Identifier,
        ("person_id", "scheme", "keyed_hash", "encrypted"),
        (
            _identifier(person, "number", row.number)
            for person, row in pairs
            if row.number and row.number not in owned
        ),
    )


def _address(person: UUID, row: Row, at: datetime) -> tuple[object, ...]:
    lines = {"street": row.street, "postcode": row.postcode, "locality": row.locality}
    encrypted = keys.encrypt(json.dumps(lines, ensure_ascii=False), person.bytes)
    return (person, row.district, row.country, encrypted, row.sealed, row.address_source, at)


def _statuses(pairs: Sequence[Pair], at: datetime) -> Iterator[tuple[object, ...]]:
    for person, row in pairs:
        for status in row.statuses:
            yield person, status.kind, status.holds, status.lapses_on, at


def _join_guardians(pairs: Sequence[Pair]) -> None:
    """Tie minors to their guardians, who are in the register by now."""
    wards = [(person, row.guardian) for person, row in pairs if row.guardian]
    guardians = _known(guardian for _, guardian in wards)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE register_person p SET guardian_id = tied.guardian
               FROM unnest(%s::uuid[], %s::uuid[]) AS tied (ward, guardian)
               WHERE p.id = tied.ward""",
            [
                [ward for ward, _ in wards],
                [guardians[guardian].person_id for _, guardian in wards],
            ],
        )
