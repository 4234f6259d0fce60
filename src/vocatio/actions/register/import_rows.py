"""Apply rows of a register file, a batch at a time, each batch in one transaction.

A row is known by its key in the source (`record`): applied again, an unchanged row
changes nothing; of a changed one, what differs ends and what it says now is added. What
humans decided stands, and what a pending correction is about waits for its decision.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.recording import record
from vocatio.actions.register.changes import change
from vocatio.actions.register.claims import Basis, add, held
from vocatio.actions.register.sections import (
    BY_FIELD,
    NUMBER,
    SECTIONS,
    Pair,
    People,
)
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import SameHuman
from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.reuse import Who, is_another
from vocatio.domain.register.rows import Fault, Row
from vocatio.gateways import identity, keys, names
from vocatio.gateways.keys import Ring
from vocatio.records.ledger.copying import Beside, copy_temporary, write_rows
from vocatio.records.register.models import Import, Person, RegisterFact, SourceRecord
from vocatio.records.register.search import (
    hold_names,
    index_all_names,
    index_names,
    names_held,
)

#: One import writes at a time: two could give one number to two persons.
LOCK = 0x7265676973746572

#: What the index of names is made of, written first: it is made while the rest is got ready.
SEARCHED = [BY_FIELD[field] for field in ("name", "particulars", "registration", "address")]


@dataclass(frozen=True, slots=True)
class Opened:
    """An import that has begun; its rows name the fact that says so."""

    id: UUID
    fact_id: UUID
    source: str
    mode: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a batch; `refused` maps a place in it to its fault.

    `kept` counts what rows say against a decision or a pending correction, and was left out.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: Mapping[int, Fault] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """A record that the register has already."""

    person_id: UUID
    digest: bytes
    absent: bool


#: Key of a row -> its keyed hashes, under the current key first.
Hashes = Mapping[str, list[bytes]]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Why a second person says that a file is right that does not look it; `doubts` are codes."""

    by: Staff
    reason: str
    doubts: tuple[str, ...]


def begin_import(
    source: str,
    sha256: bytes,
    *,
    mode: str,
    by: Staff,
    at: datetime,
    new: int = 0,
    confirmed: Confirmation | None = None,
) -> Opened:
    """Open an import of a file with that hash, from that source; `mode` is “full” or “delta”.

    Args:
        new: how many people the file has whom the register does not know. When they are
            many, their names wait for the end.

    Raises:
        SameHuman: who confirms is the human who imports, under whichever account.
        InvalidInput: no reason was given.
    """
    permissions.require("register.import", by)
    with transaction.atomic():
        entry = Import.objects.create(
            id=identity.new_id(),
            source=source,
            mode=mode,
            sha256=sha256,
            reason=confirmed.reason.strip() if confirmed else "",
        )
        if confirmed:
            _confirm(entry.id, confirmed, by=by, at=at)
        data = {"source": source, "mode": mode, "sha256": sha256.hex()}
        fact = record(RegisterFact, "ImportBegun", entry.id, by=by, at=at, data=data)
        hold_names(new)
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS import_seen")
            cursor.execute("CREATE TEMPORARY TABLE import_seen (keyed_hash bytea PRIMARY KEY)")
    return Opened(entry.id, fact.id, source, mode)


def _confirm(import_id: UUID, confirmed: Confirmation, *, by: Staff, at: datetime) -> None:
    permissions.require("register.confirm", confirmed.by)
    if confirmed.by.natural_person_id == by.natural_person_id:
        raise SameHuman("whoever imports a file cannot confirm it: it takes a second person")
    if not confirmed.reason.strip():
        raise InvalidInput("reason", "say why the file is right although it does not look it")
    data = {
        "doubts": sorted(confirmed.doubts),
        "reason": hashlib.sha256(confirmed.reason.strip().encode()).hexdigest(),
    }
    record(RegisterFact, "ImportConfirmed", import_id, by=confirmed.by, at=at, data=data)


def finish_import(opened: Opened, counts: Mapping[str, int], *, by: Staff, at: datetime) -> None:
    """Write down how an import ended: how many rows were new, changed, unchanged, refused.

    Whose name waited is found by it from now on, also when an import before this was killed.
    """
    permissions.require("register.import", by)
    with transaction.atomic():
        _one_at_a_time()
        record(RegisterFact, "ImportFinished", opened.id, by=by, at=at, data=dict(counts))
        index_all_names()


def apply_rows(
    rows: Sequence[Row], opened: Opened, *, on: date, by: Staff, at: datetime
) -> Applied:
    """Apply one batch of rows.

    Args:
        on: the local date, from when a change holds that gives no date of its own.
    """
    permissions.require("register.import", by)
    ring = keys.ring()
    basis = Basis(opened.source, opened.fact_id, at, on)
    with transaction.atomic():
        _one_at_a_time()
        hashes = _hashes(opened.source, rows, ring)
        known = _known(opened.source, hashes)
        refused = _refused(rows, known, hashes, ring)
        refused |= _reused(rows, known, refused, ring)
        good = [row for n, row in enumerate(rows) if n not in refused]
        new = [(identity.new_id(), row) for row in good if row.record not in known]
        same = [row for row in good if row.record in known and _same(row, known, ring)]
        unchanged = {row.record for row in same}
        changed = [
            (known[row.record].person_id, row)
            for row in good
            if row.record in known and row.record not in unchanged
        ]
        people = {record: one.person_id for record, one in known.items()}
        people |= {row.record: person for person, row in new}
        _insert(new, people, hashes, basis, ring)
        touched, kept = change(changed, people, basis, ring)
        _remember(changed, hashes, opened, ring)
        index_names([person for person, _ in changed])
    return Applied(len(new), touched, len(same) + len(changed) - touched, kept, refused)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _same(row: Row, known: Mapping[str, Known], ring: Ring) -> bool:
    found = known[row.record]
    return not found.absent and found.digest in ring.lookups("row", row.content)


def _hashes(source: str, rows: Sequence[Row], ring: Ring) -> Hashes:
    """The keyed hashes of the keys that the rows name, guardians' too."""
    records = {row.record for row in rows} | {row.guardian for row in rows if row.guardian}
    return {record: ring.lookups(source, record) for record in records}


def _known(source: str, hashes: Hashes) -> dict[str, Known]:
    """The people whom the register knows under these keys."""
    records = {hashed: record for record, some in hashes.items() for hashed in some}
    with connection.cursor() as cursor, _looked_up(records) as sought:
        cursor.execute(
            f"""SELECT keyed_hash, person_id, digest, absent_since IS NOT NULL
                FROM register_sourcerecord WHERE source = %s AND keyed_hash = ANY({sought})""",  # noqa: S608 because it is ours
            [source],
        )
        return {
            records[bytes(hashed)]: Known(person, bytes(digest), absent)
            for hashed, person, digest, absent in cursor.fetchall()
        }


@contextmanager
def _looked_up(hashes: Iterable[bytes]) -> Iterator[str]:
    """An array in SQL of these hashes, copied: as a parameter each would be written as text."""
    copy_temporary("looked_up", "keyed_hash bytea", ((one,) for one in hashes))
    yield "ARRAY(SELECT keyed_hash FROM looked_up)"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE looked_up")


def _refused(
    rows: Sequence[Row], known: Mapping[str, Known], hashes: Hashes, ring: Ring
) -> dict[int, Fault]:
    """Rows that repeat a key of the file, carry another's number, or name an unknown guardian."""
    refused = {n: Fault("record", "duplicate") for n in _repeated(rows, hashes)}
    _refuse_numbers(rows, known, ring, refused)
    present = set(known) | {row.record for n, row in enumerate(rows) if n not in refused}
    for n, row in enumerate(rows):
        if n not in refused and row.guardian and row.guardian not in present:
            refused[n] = Fault("guardian", "unknown_record")
        elif n not in refused and row.guardian == row.record:
            refused[n] = Fault("guardian", "own_record")
    return refused


def _repeated(rows: Sequence[Row], hashes: Hashes) -> list[int]:
    """Places of rows whose key came before in the file, in this batch or in an earlier one."""
    current = [hashes[row.record][0] for row in rows]
    copy_temporary("batch", "keyed_hash bytea", ((one,) for one in dict.fromkeys(current)))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO import_seen SELECT keyed_hash FROM batch "
            "ON CONFLICT DO NOTHING RETURNING keyed_hash"
        )
        first = {bytes(one) for (one,) in cursor.fetchall()}
        cursor.execute("DROP TABLE batch")
    repeated = []
    for n, one in enumerate(current):
        if one in first:
            first.remove(one)
        else:
            repeated.append(n)
    return repeated


def _refuse_numbers(
    rows: Sequence[Row], known: Mapping[str, Known], ring: Ring, refused: dict[int, Fault]
) -> None:
    """A number belongs to one person: who has it in the register, or brings it first."""
    owners: dict[tuple[str, str], str] = _owners(rows, ring)
    for n, row in enumerate(rows):
        if n in refused or not row.number:
            continue
        mine = str(known[row.record].person_id) if row.record in known else row.record
        owner = owners.setdefault((row.number_issuer or "", row.number), mine)
        if owner != mine:
            refused[n] = Fault("number", "belongs_to_another")


def _owners(rows: Sequence[Row], ring: Ring) -> dict[tuple[str, str], str]:
    numbers = {(row.number_issuer or "", row.number) for row in rows if row.number}
    hashes = {
        hashed: (issuer, number)
        for issuer, number in numbers
        for hashed in ring.lookups(f"{NUMBER}\0{issuer}", number)
    }
    with connection.cursor() as cursor, _looked_up(hashes) as sought:
        # Each half has an index of its own, which a question about both would not meet.
        cursor.execute(
            " UNION ALL ".join(
                f"""SELECT keyed_hash, person_id FROM register_identifier WHERE scheme = %(scheme)s
                    AND keyed_hash = ANY({sought}) AND superseded_at IS NULL AND {half}"""  # noqa: S608 because it is ours
                for half in ("valid_until IS NULL", "valid_until IS NOT NULL")
            ),
            {"scheme": NUMBER},
        )
        return {hashes[bytes(hashed)]: str(person) for hashed, person in cursor.fetchall()}


def _reused(
    rows: Sequence[Row], known: Mapping[str, Known], refused: Mapping[int, Fault], ring: Ring
) -> dict[int, Fault]:
    """Rows that say of a known key what can only be said of somebody else."""
    differing = {
        known[row.record].person_id: (n, row)
        for n, row in enumerate(rows)
        if n not in refused and row.record in known and not _same(row, known, ring)
    }
    if not differing:
        return {}
    people, found = list(differing), {}
    words: defaultdict[UUID, set[str]] = defaultdict(set)
    for name in held(BY_FIELD["name"], people, ring):
        words[name.person_id].update(names.words(" ".join(name.values[1:])))
    for one in held(BY_FIELD["particulars"], people, ring):
        n, row = differing[one.person_id]
        said = names.words(" ".join((row.given_name, row.family_name, row.birth_name or "")))
        ends = (row.birth.earliest, row.birth.latest) if row.birth else (None, None)
        known_as = Who(frozenset(words[one.person_id]), *one.values[:2])
        if one.valid_until is None and is_another(known_as, Who(frozenset(said), *ends)):
            found[n] = Fault("record", "another_person")
    return found


def _insert(new: Sequence[Pair], people: People, hashes: Hashes, basis: Basis, ring: Ring) -> None:
    """People whom the register did not know, with all that their rows say."""
    people_of = [person for person, _ in new]
    held_back = names_held()
    with Beside() as beside:
        beside(
            write_rows,
            Person,
            ("id",),
            [(person,) for person in people_of],
            constants={"recorded_at": basis.at, "recorded_by": basis.fact_id},
        )
        for section in SEARCHED:
            add(section, section.says(new, people), basis, ring, beside=beside)
        if not held_back:
            beside(index_names, people_of)
        for section in SECTIONS:
            if section not in SEARCHED:
                add(section, section.says(new, people), basis, ring, beside=beside)
        records = [row.record for _, row in new]
        about = [person.bytes for person in people_of]
        columns = (
            people_of,
            [hashes[record][0] for record in records],
            ring.encrypt_each(records, "register_sourcerecord", about),
            [ring.lookup("row", row.content) for _, row in new],
        )
        beside(
            write_rows,
            SourceRecord,
            ("person_id", "keyed_hash", "encrypted", "digest"),
            zip(*columns, strict=True),
            constants={"source": basis.source, "last_import": basis.fact_id},
        )


def _remember(changed: Iterable[Pair], hashes: Hashes, opened: Opened, ring: Ring) -> None:
    """What the rows say now, so that they are unchanged when they come again."""
    rows = [(p, hashes[r.record][0], ring.lookup("row", r.content)) for p, r in changed]
    if not rows:
        return
    copy_temporary("remembered", "person_id uuid, keyed_hash bytea, digest bytea", rows)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE register_sourcerecord s
               SET keyed_hash = r.keyed_hash, digest = r.digest, last_import = %s,
                   absent_since = NULL
               FROM remembered r WHERE s.person_id = r.person_id AND s.source = %s""",
            [opened.fact_id, opened.source],
        )
        cursor.execute("DROP TABLE remembered")
