"""Write one row or a million: few rows by INSERT, many by COPY in its binary format.

Rows enter their own table at once. Where conflicts are skipped, which COPY cannot, or the table is
under row-level security, which refuses COPY, they go through a temporary table.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, Final, Self

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from vocatio.records.ledger.binary import PACK, packed

#: Up to so many rows, one INSERT costs less than staging.
FEW = 16

#: What is the same in every row.
Constants = Mapping[str, object]
NONE: Final[Constants] = MappingProxyType({})


def write_rows(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    constants: Constants = NONE,
    skip_conflicts: bool = False,
) -> None:
    """Write rows into the table of a model, in the transaction that is open.

    Args:
        fields: columns, such as "person_id".
        rows: values in the order of `fields`; making them must not query the database,
            whose connection is busy with the COPY. JSON is wrapped, in psycopg's `Jsonb`.
        constants: more columns, with the value that each row has.
        skip_conflicts: leave out rows that a unique constraint refuses.
    """
    rest = iter(rows)
    first = list(islice(rest, FEW + 1))
    if not first:
        return
    table, columns = model._meta.db_table, (*fields, *constants)
    suffix = sql.SQL(" ON CONFLICT DO NOTHING" if skip_conflicts else "")
    same, whole = tuple(constants.values()), chain(first, rest)
    with connection.cursor() as cursor:
        if len(first) <= FEW:
            _insert(cursor, table, columns, [(*row, *same) for row in whole], suffix)
        elif skip_conflicts or _secured(cursor, table):
            _stage(cursor, table, _typed(model, columns), whole, same, suffix=suffix)
        else:
            _copy(cursor, table, _typed(model, columns), whole, same)


class Beside:
    """Writes in a thread beside this one, in order, in the transaction that is open here.

    While the server writes some rows, the next ones are made. Until the block ends nobody else
    may use the connection; an error of a write is raised there at the latest.
    """

    def __init__(self) -> None:
        self._writer = ThreadPoolExecutor(
            1, initializer=partial(_share, connections[DEFAULT_DB_ALIAS])
        )
        self._written: list[Future[None]] = []

    def __enter__(self) -> Self:
        connections[DEFAULT_DB_ALIAS].inc_thread_sharing()
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._writer.shutdown(cancel_futures=kind is not None)
        connections[DEFAULT_DB_ALIAS].dec_thread_sharing()
        if kind is None:
            for one in self._written:
                one.result()

    def __call__(self, write: Callable[..., None], *given: object, **more: object) -> None:
        """Have `write` called with these arguments, once what was handed in before is written."""
        self._written.append(self._writer.submit(write, *given, **more))


def _share(shared: BaseDatabaseWrapper) -> None:
    connections[DEFAULT_DB_ALIAS] = shared


def copy_temporary(name: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """A temporary table, gone when the transaction ends, with these rows.

    Args:
        columns: in SQL, such as "person_id uuid, answer int".
    """
    typed = dict(column.split(maxsplit=1) for column in columns.split(","))
    with connection.cursor() as cursor:
        # Statement text of ours, never of a user's.
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")
        _copy(cursor, name, typed, rows)


#: Column -> its type as PostgreSQL names it: of values in binary it must be told.
Typed = Mapping[str, str]


def _typed(model: type[models.Model], columns: Sequence[str]) -> Typed:
    types = {field.column: field.db_type(connection) for field in model._meta.concrete_fields}
    return {column: str(types[column]) for column in columns}


def _secured(cursor: CursorWrapper, table: str) -> bool:
    cursor.execute("SELECT row_security_active(%s::regclass)", [table])
    return bool(cursor.fetchone()[0])


def _insert(
    cursor: CursorWrapper,
    table: str,
    fields: Sequence[str],
    rows: Sequence[Sequence[Any]],
    suffix: sql.SQL,
) -> None:
    row = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(fields)))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES {}{}").format(
        sql.Identifier(table), _columns(fields), sql.SQL(", ").join([row] * len(rows)), suffix
    )
    cursor.execute(statement, list(chain.from_iterable(rows)))


def _stage(
    cursor: CursorWrapper,
    table: str,
    columns: Typed,
    rows: Iterable[Sequence[object]],
    constants: Sequence[object],
    *,
    suffix: sql.SQL,
) -> None:
    names = {
        "staging": sql.Identifier(f"staging_{table}"),
        "table": sql.Identifier(table),
        "columns": _columns(columns),
        "suffix": suffix,
    }
    cursor.execute(
        sql.SQL(
            "CREATE TEMPORARY TABLE {staging} ON COMMIT DROP AS "
            "SELECT {columns} FROM {table} WITH NO DATA"
        ).format(**names)
    )
    _copy(cursor, f"staging_{table}", columns, rows, constants)
    # The order of the rows stays that of the COPY: nothing is sorted, and serial keys follow it.
    cursor.execute(
        sql.SQL("INSERT INTO {table} ({columns}) SELECT {columns} FROM {staging}{suffix}").format(
            **names
        )
    )
    cursor.execute(sql.SQL("DROP TABLE {staging}").format(**names))


def _copy(
    cursor: CursorWrapper,
    table: str,
    columns: Typed,
    rows: Iterable[Sequence[object]],
    constants: Sequence[object] = (),
) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(
        sql.Identifier(table), _columns(columns)
    )
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        types = list(columns.values())
        if PACK.keys() >= set(types):
            for piece in packed(rows, types, constants):
                copy.write(piece)
            return
        copy.set_types(types)
        for row in rows:
            copy.write_row((*row, *constants))


def _columns(fields: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, fields))
