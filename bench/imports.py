"""The import of a register against a bare load of the very rows that it stored.

The bare load is the fastest that PostgreSQL offers: binary COPY into tables without keys,
indexes or triggers, then primary keys, indexes, and constraints, on the same server with the
same fsync. It validates nothing, encrypts nothing and could not be stopped half-way.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click
from django.db import connection
from psycopg import sql

from bench.population import Admin
from vocatio.entry.commands.demo import staff
from vocatio.entry.commands.register_import import Wish, import_file

T = TypeVar("T")

#: Bytes that go to or come from the server at once.
CHUNK = 1 << 20

TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname LIKE 'register\\_%'
ORDER BY c.relname <> 'register_person', c.relname
"""

#: Indexes that no constraint makes, as they are built again.
INDEXES = """
SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i
JOIN pg_class c ON c.oid = indexrelid JOIN pg_class t ON t.oid = indrelid
WHERE t.relname LIKE 'register\\_%' AND t.relnamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)
"""

#: Keys before foreign keys, which need them; what refuses NULL stays, since it is no key.
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid::regclass::text LIKE 'register\\_%' AND contype IN ('p', 'u', 'f', 'c')
ORDER BY contype = 'f', contype <> 'p'
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load took and wrote: seconds, rows, bytes of tables with indexes, bytes of WAL.

    `cpu` is the time, in seconds, that processors worked for it, here and at the server: on a
    machine that others use as well it says more than the clock.
    """

    seconds: float
    cpu: float
    rows: int
    size: int
    wal: int

    def __str__(self) -> str:
        return (
            f"{self.seconds:9.1f} s {self.cpu:9.1f} s CPU {self.rows:>12,} rows"
            f"{self.size / 1e6:>9,.0f} MB stored{self.wal / 1e6:>9,.0f} MB of WAL"
        )


def loaded(admin: Admin, run: Callable[[], T], server: int) -> tuple[Loaded, T]:
    """Run, and count what is in the register afterwards, which was empty before.

    Args:
        server: the process at the server that works for `run`.
    """
    admin.execute("CHECKPOINT")
    begin, worked, before = time.perf_counter(), _worked(server), _position(admin)
    returned = run()
    took, wal = time.perf_counter() - begin, _position(admin) - before
    worked = _worked(server) - worked
    tables = [name for name, _ in _filled(admin)]
    found = admin.execute(
        "SELECT sum(pg_total_relation_size(t::regclass))::bigint FROM unnest(%s::text[]) AS t",
        [tables],
    ).fetchone()
    rows = sum(rows for _, rows in _filled(admin))
    return Loaded(took, worked, rows, _whole(found), wal), returned


def own_server() -> int:
    """The process at the server that works for Django here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def imported(file: Path) -> Callable[[], tuple[int, int]]:
    """The import of the file in this process, by somebody who has signed in already.

    Returns, when it is run, the peak memory of this process and of the one that the server has
    for it, in MB.
    """
    staff.hire()
    by = staff.team().planner
    errors = file.with_suffix(".errors.csv")

    def run() -> tuple[int, int]:
        # The peak is counted from here on (proc(5)).
        Path("/proc/self/clear_refs").write_text("5")
        import_file(file, errors, Wish("bench"), by=by, progress=told)
        return peak("self"), peak(own_server())

    return run


def told(stage: str, done: int) -> None:
    """Say how far it is."""
    click.echo(f"\r{done:,} rows {stage}  ", nl=False, err=True)


def export(admin: Admin, folder: Path) -> None:
    """Every filled table of the register as a file of binary COPY."""
    for table, _ in _filled(admin):
        statement = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))
        with (
            admin.cursor() as cursor,
            (folder / table).open("wb") as file,
            cursor.copy(statement) as copy,
        ):
            for chunk in copy:
                file.write(chunk)


def bare(admin: Admin, folder: Path) -> Callable[[], None]:
    """The load of what was exported, into a register that has no keys and no indexes yet."""
    constraints = admin.execute(CONSTRAINTS).fetchall()
    for table, name, _ in reversed(constraints):
        admin.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name} CASCADE")
    indexes = admin.execute(INDEXES).fetchall()
    for name, _ in indexes:
        admin.execute(f"DROP INDEX {name}")
    for (table,) in admin.execute(TABLES).fetchall():
        admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    # With this much each index is sorted in memory; a process stays under 500 MB.
    admin.execute("SET maintenance_work_mem = '256MB'")

    def run() -> None:
        with admin.transaction():
            for file in sorted(folder.iterdir(), key=lambda file: file.name != "register_person"):
                _copy_in(admin, file)
            for _, definition in indexes:
                admin.execute(str(definition))
            for table, name, definition in constraints:
                admin.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")

    return run


def _copy_in(admin: Admin, file: Path) -> None:
    name = sql.Identifier(file.name)
    statement = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(name)
    with admin.cursor() as cursor, cursor.copy(statement) as copy, file.open("rb") as content:
        while chunk := content.read(CHUNK):
            copy.write(chunk)


def _filled(admin: Admin) -> Iterator[tuple[str, int]]:
    """Tables of the register that have rows, and how many."""
    for (table,) in admin.execute(TABLES).fetchall():
        statement = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(str(table)))
        if rows := _whole(admin.execute(statement).fetchone()):
            yield str(table), rows


def _position(admin: Admin) -> int:
    found = admin.execute("SELECT pg_current_wal_lsn() - '0/0'").fetchone()
    return _whole(found)


def _whole(found: tuple[object, ...] | None) -> int:
    return int(str(found[0])) if found else 0


def _worked(server: int) -> float:
    """Seconds of processor that this process, that one and its helpers have used so far."""
    own = _stat(server)
    # What the postmaster has seen end: workers that built indexes, and the vacuum's.
    ended = _stat(int(own[1]))
    ticks = sum(map(int, (*own[11:13], *ended[13:15])))
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _stat(process: int) -> list[str]:
    """What the system counts of a process, from its state on (proc(5), field 3)."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def peak(process: int | str) -> int:
    """The most memory that a process of this machine has had at once, in MB, shared included."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1_000
    raise LookupError(f"process {process} tells no peak")
