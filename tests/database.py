"""Databases for tests: cloned from a template that is migrated once, reached as role app."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, transaction

from vocatio.gateways import provision
from vocatio.project import launch
from vocatio.project.settings import _database

RECORDS = Path(launch.__file__).resolve().parent.parent / "records"
NUMBERS = count()

#: Address of a server -> the template there, once this process has made sure of it: that takes
#: a process of Django's, which is dear before each test.
TEMPLATES: dict[str, str] = {}


@dataclass(frozen=True)
class Database:
    """One database for tests, created as a demo so that its clock can be moved."""

    server: launch.Server
    access: provision.Access

    @property
    def name(self) -> str:
        """Of the database."""
        return self.access.database

    def connect(self, role: str = "app") -> psycopg.Connection[tuple[object, ...]]:
        """A connection beside Django's, in any of the roles."""
        return psycopg.connect(self.access.dsn(role))


def _template(server: launch.Server) -> str:
    """Migrated once for each state of the migrations and each server, whoever comes first."""
    if server.admin in TEMPLATES:
        return TEMPLATES[server.admin]
    content = b"".join(file.read_bytes() for file in sorted(RECORDS.rglob("migrations/*.py")))
    name = f"vocatio_template_{hashlib.sha256(content).hexdigest()[:12]}"
    server.home.mkdir(parents=True, exist_ok=True)
    with (server.home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        launch.prepare(server, name, "demo")
    TEMPLATES[server.admin] = name
    return name


@contextmanager
def cloned(server: launch.Server, template: str | None = None) -> Iterator[Database]:
    """A new copy of a database that nobody is connected to, or of an empty one; removed later."""
    name = f"vocatio_test_{os.getpid()}_{next(NUMBERS)}"
    access = launch.copy(server, template or _template(server), name)
    try:
        yield Database(server, access)
    finally:
        connection.close()
        launch.discard(server, name)


@contextmanager
def connected(database: Database, role: str = "app") -> Iterator[None]:
    """Let Django in this process work on that database, as role app unless a test says more."""
    before, home = dict(connection.settings_dict), settings.HOME
    _turn_to(_database(database.access.dsn(role)), database.server.home)
    try:
        yield
    finally:
        _turn_to(before, home)


def _turn_to(wanted: dict[str, object], home: Path) -> None:
    connection.close()
    connection.settings_dict.update(wanted)
    settings.DATABASES["default"]["NAME"] = wanted["NAME"]
    settings.HOME = home


@contextmanager
def rolled_back() -> Iterator[None]:
    """One transaction that is never committed."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
