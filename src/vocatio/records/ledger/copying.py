"""Write many rows at once."""

from collections.abc import Iterable, Sequence

from django.db import connection, models
from psycopg import sql


def copy_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """COPY rows into the table of a model, in the transaction that is open.

    Args:
        fields: columns, such as "person_id".
        rows: values in the order of `fields`; making them must not query the database,
            whose connection is busy with the COPY.
    """
    with connection.cursor() as cursor:
        _copy(cursor, sql.Identifier(model._meta.db_table), fields, rows)


def copy_staging(name: str, like: str, rows: Iterable[Sequence[object]]) -> None:
    """A temporary table, gone when the transaction ends, with these rows.

    Args:
        like: its columns in SQL, such as "person_id uuid, answer int".
    """
    columns = [column.split()[0] for column in like.split(",")]
    with connection.cursor() as cursor:
        # Statement text of ours, never of a user's.
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({like}) ON COMMIT DROP")
        _copy(cursor, sql.Identifier(name), columns, rows)


def _copy(
    cursor: object, table: sql.Identifier, fields: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, fields))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns)
    with cursor.copy(statement) as copy:  # type: ignore[attr-defined]  # because Django types no COPY
        for row in rows:
            copy.write_row(row)
