"""A person's own record, whole: every row of every table that concerns them, in plain values.

Nothing is chosen here. The tables are found by what they point at, so that a table that comes
later is in the record on the day that it comes (F20: no personal field exists outside it).
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import models, transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.recording import read
from vocatio.actions.register.numbers import by_number
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.evidence.words import text_of
from vocatio.gateways import keys
from vocatio.records.agencies.own import open_record
from vocatio.records.register.merges import same_as
from vocatio.records.register.models import Import, Person, RegisterFact
from vocatio.records.register.pointing import about_persons, names_person
from vocatio.records.register.sealed import COLUMNS

Row = Mapping[str, Any]

#: table -> the column that its encrypted values are bound to.
ABOUT: Mapping[str, str] = {column.table: column.about for column in COLUMNS}

#: table -> how its decrypted values are read, where they are no plain text.
READ: Mapping[str, Callable[[bytes], Any]] = {
    "register_address": json.loads,
    "register_correction": json.loads,
    "documents_freetext": lambda content: text_of(content.decode()),
    "documents_draft": json.loads,
    "documents_attachment": lambda content: base64.b64encode(content).decode(),
}

#: table -> rows that staff who hand out a record leave out: a claim of conscience, what the board
#: answered, and what was never sent are read by the person alone, in their own session (F24).
OWN_ALONE: Mapping[str, models.Q] = {
    "documents_envelope": models.Q(pk__in=[]),
    "documents_draft": models.Q(pk__in=[]),
    "documents_freetext": models.Q(private=False),
}


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Everything that is held about a person: table -> rows, each column -> plain value."""

    person_id: UUID
    made_at: datetime
    tables: Mapping[str, tuple[Row, ...]]

    def as_json(self) -> str:
        """For machines."""
        content = {
            "person": str(self.person_id),
            "made_at": self.made_at.isoformat(),
            "tables": self.tables,
        }
        return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


@transaction.atomic
def own_record(*, by: Addressee, purpose: str, at: datetime) -> PersonRecord:
    """The person's own record."""
    permissions.require("inspect.own", by)
    return _record(by.person_id, by, purpose, at)


@transaction.atomic
def person_record(person_id: UUID, *, by: Staff, purpose: str, at: datetime) -> PersonRecord:
    """The record of a person, to hand out to them.

    Raises:
        NotFound: there is no such person.
        OwnFile, RelativesFile
    """
    permissions.require("inspect.person", by)
    leave_to_colleagues([person_id], by=by)
    return _record(person_id, by, purpose, at)


@transaction.atomic
def person_of_number(
    number: str, issuer: str = "", *, by: Staff, purpose: str, at: datetime
) -> UUID:
    """The person who has this number in the civil register.

    Raises:
        NotFound: nobody has it.
    """
    permissions.require("inspect.person", by)
    person = by_number(number, issuer)
    read("identifier", [person], by=by, purpose=purpose, at=at)
    if person is None:
        raise NotFound
    return person


def _record(person_id: UUID, by: Addressee | Staff, purpose: str, at: datetime) -> PersonRecord:
    if not Person.objects.filter(id=person_id).exists():
        raise NotFound
    read("export", [person_id], by=by, purpose=purpose, at=at)
    people = list(same_as(person_id))
    # “Nothing” answers to other authorities are for the person alone (F19).
    open_record(people, by_self=isinstance(by, Addressee))
    tables = _rows(people, by_self=isinstance(by, Addressee))
    tables.update(_imports(tables))
    return PersonRecord(person_id, at, tables)


def _rows(people: Sequence[UUID], *, by_self: bool) -> dict[str, tuple[Row, ...]]:
    """Every row about these people, or about a row that is."""
    tables: dict[str, tuple[Row, ...]] = {}
    keys_of: dict[type[models.Model], list[Any]] = {}
    for model, columns in about_persons().items():
        wanted = models.Q(pk__in=[])
        for field in columns:
            own = model is Person or names_person(field)
            ids = people if own else keys_of[cast("type[models.Model]", field.related_model)]
            wanted |= models.Q(**{f"{field.attname}__in": ids})
        shown = models.Q() if by_self else OWN_ALONE.get(model._meta.db_table, models.Q())
        rows = list(model._default_manager.filter(wanted & shown).order_by("pk").values())
        pk = model._meta.pk
        keys_of[model] = [row[pk.attname] for row in rows]
        if rows:
            tables[model._meta.db_table] = tuple(_plain(model, row) for row in rows)
    return tables


def _imports(tables: Mapping[str, Sequence[Row]]) -> dict[str, tuple[Row, ...]]:
    """The imports that touched any of these rows, with their facts."""
    facts = {
        row[column]
        for rows in tables.values()
        for row in rows
        for column in ("recorded_by", "superseded_by", "last_import")
        if row.get(column)
    }
    begun = RegisterFact.objects.filter(id__in=facts)
    imports = set(begun.values_list("subject_id", flat=True))
    found: dict[str, tuple[Row, ...]] = {}
    for model, column in ((Import, "id"), (RegisterFact, "subject_id")):
        rows = model._default_manager.filter(**{f"{column}__in": imports}).order_by("pk")
        found[model._meta.db_table] = tuple(_plain(model, row) for row in rows.values())
    return found


def _plain(model: type[models.Model], row: Row) -> Row:
    return {column: _value(model, row, column) for column in row}


def _value(model: type[models.Model], row: Row, column: str) -> Any:
    """A column as the person can read it; bytes that were hashed are read as JSON."""
    value = row[column]
    table = model._meta.db_table
    if column == "encrypted":
        content = keys.ring().unseal(bytes(value), table, row[ABOUT[table]].bytes)
        return READ.get(table, bytes.decode)(content)
    if column == "canonical":
        return json.loads(bytes(value))
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, str | int | bool | list | dict) or value is None:
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
