"""The triggers that keep rows as they are: those that the migrations made, and those there are.

What must be there is read from the migrations themselves, in their order, so that none can be
forgotten; what is there is read from the catalogue of the server.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.db.migrations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation


class Guard(NamedTuple):
    """A trigger: its table, its name, and the body of the function that it calls."""

    table: str
    name: str
    body: str


_FUNCTION = re.compile(
    r"CREATE\s+(?:OR\s+REPLACE\s+)?FUNCTION\s+(\w+)[^$;]*\sAS\s+\$(\w*)\$(.*?)\$\2\$", re.DOTALL
)
_TRIGGER = re.compile(
    r"CREATE\s+(?:CONSTRAINT\s+)?TRIGGER\s+(\w+)\s[^;]*?\sON\s+(\w+)\s[^;]*?"
    r"EXECUTE\s+FUNCTION\s+(\w+)"
)
_DROPPED = re.compile(r"DROP\s+TRIGGER\s+(\w+)\s+ON\s+(\w+)")

THERE = """
SELECT t.tgrelid::regclass::text, t.tgname::text, p.prosrc
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
"""


def made() -> set[Guard]:
    """Those that the migrations make, on tables that there still are."""
    bodies: dict[str, str] = {}
    calls: dict[tuple[str, str], str] = {}
    for sql in _written():
        bodies |= {name: body for name, _, body in _FUNCTION.findall(sql)}
        calls |= {(table, name): function for name, table, function in _TRIGGER.findall(sql)}
        for name, table in _DROPPED.findall(sql):
            calls.pop((table, name), None)
    tables = {model._meta.db_table for model in apps.get_models()}
    return {
        Guard(table, name, bodies[function])
        for (table, name), function in calls.items()
        if table in tables
    }


def there() -> set[Guard]:
    """Those that there are, and that are switched on."""
    with connection.cursor() as cursor:
        cursor.execute(THERE)
        return {Guard(*row) for row in cursor.fetchall()}


def _written() -> Iterator[str]:
    """The SQL of all our migrations, in an order in which they can be carried out."""
    graph = MigrationLoader(None).graph
    nodes = (node for leaf in sorted(graph.leaf_nodes()) for node in graph.forwards_plan(leaf))
    for node in dict.fromkeys(nodes):
        if node[0] != "procrastinate":
            for operation in _carried_out(graph.nodes[node].operations):
                parts = [operation.sql] if isinstance(operation.sql, str) else operation.sql
                yield "\n".join(part if isinstance(part, str) else part[0] for part in parts)


def _carried_out(operations: Iterable[Operation]) -> Iterator[RunSQL]:
    """Those in SQL, also where Django is told apart what they come to."""
    for operation in operations:
        if isinstance(operation, RunSQL):
            yield operation
        elif isinstance(operation, SeparateDatabaseAndState):
            yield from _carried_out(operation.database_operations)
