"""Where encrypted values and keyed hashes lie, and which key each was made with."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

#: The first bytes of a stored value name its key (gateways/keys).
ID_BYTES = 4


@dataclass(frozen=True, slots=True)
class Column:
    """An encrypted column, with the column that its values are bound to.

    `hashed` is the keyed hash beside it, if any, and `scheme` the columns, or for a source
    record its source, that say under which scheme it was made.
    """

    table: str
    key: str
    about: str
    hashed: str = ""
    scheme: tuple[str, ...] = ()


COLUMNS: tuple[Column, ...] = (
    Column("register_sourcerecord", "id", "person_id", "keyed_hash", ("source",)),
    Column("register_identifier", "id", "person_id", "keyed_hash", ("scheme", "issuer")),
    Column("register_contactpoint", "id", "person_id", "keyed_hash", ("kind",)),
    Column("register_address", "id", "person_id"),
    Column("register_correction", "id", "person_id"),
    Column("documents_freetext", "id", "id"),
    Column("documents_attachment", "id", "id"),
    Column("documents_draft", "id", "id"),
    Column("agencies_canary", "id", "id", "keyed_hash", ("scheme", "issuer")),
)


@dataclass(frozen=True, slots=True)
class Stored:
    """One row to write again: its key, what it is bound to, and its values."""

    key: int | UUID
    about: UUID
    encrypted: bytes
    scheme: str


def outdated(column: Column, encrypt: int, lookup: int) -> int:
    """How many rows were not made with these keys."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {column.table} WHERE {_other(column)}",  # noqa: S608 because names are ours
            _keys(encrypt, lookup),
        )
        return int(cursor.fetchone()[0])


def take(column: Column, encrypt: int, lookup: int, after: object, size: int) -> list[Stored]:
    """The next rows that were not made with these keys, in the order of their key, locked."""
    scheme = " || chr(1) || ".join(column.scheme) or "''"
    beyond = f"AND {column.key} > %(after)s" if after is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {column.key}, {column.about}, encrypted, {scheme} FROM {column.table}
                WHERE {_other(column)} {beyond}
                ORDER BY {column.key} LIMIT %(size)s FOR UPDATE""",  # noqa: S608 because names are ours
            _keys(encrypt, lookup) | {"after": after, "size": size},
        )
        return [
            Stored(key, about, bytes(encrypted), str(scheme_).replace(chr(1), chr(0)))
            for key, about, encrypted, scheme_ in cursor.fetchall()
        ]


def put(column: Column, rows: list[tuple[object, bytes, bytes]]) -> None:
    """Write rows again: key, encrypted value, keyed hash (empty where there is none)."""
    kind = "uuid" if rows and isinstance(rows[0][0], UUID) else "bigint"
    also = f", {column.hashed} = n.hashed" if column.hashed else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE {column.table} t SET encrypted = n.encrypted{also}
                FROM unnest(%s::{kind}[], %s::bytea[], %s::bytea[]) AS n (key, encrypted, hashed)
                WHERE t.{column.key} = n.key""",  # noqa: S608 because names are ours
            [[row[n] for row in rows] for n in range(3)],
        )


def lock() -> None:
    """Nobody writes an encrypted value until the transaction ends; writers before us are done."""
    with connection.cursor() as cursor:
        for column in COLUMNS:
            cursor.execute("SELECT vocatio_lock_sealed(%s)", [column.table])


def _other(column: Column) -> str:
    other = f"substr(encrypted, 1, {ID_BYTES}) <> %(encrypt)s"
    if column.hashed:
        other += f" OR substr({column.hashed}, 1, {ID_BYTES}) <> %(lookup)s"
    return f"({other})"


def _keys(encrypt: int, lookup: int) -> dict[str, Any]:
    return {
        "encrypt": encrypt.to_bytes(ID_BYTES, "big"),
        "lookup": lookup.to_bytes(ID_BYTES, "big"),
    }
