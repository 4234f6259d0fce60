"""From nothing to a database that is ready: server, roles, schema, keys, environment."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from vocatio.domain.errors import VocatioError
from vocatio.gateways import answering, keys, providers, provision
from vocatio.gateways.database_server import lease
from vocatio.gateways.ledger_log.places import places
from vocatio.gateways.sealing import seal_places

PRODUCTION = "vocatio"
KINDS = ("production", "demo")


class WrongKind(VocatioError):
    """A demo cannot become a production database, nor the reverse."""


class NoDatabase(VocatioError):
    """There is no database of that name on this server."""


class MigrationFailed(VocatioError):
    """The schema could not be brought up to date."""


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server, reached as its administrator, and the home of our files."""

    admin: str
    home: Path

    def environment(self, access: provision.Access, role: str = "app") -> dict[str, str]:
        """What a child process needs to work in this role, and nothing that it does not."""
        inherited = {k: v for k, v in os.environ.items() if k != "VOCATIO_DATABASE_URL"}
        return inherited | {
            "DJANGO_SETTINGS_MODULE": "vocatio.project.settings",
            "VOCATIO_DSN": access.dsn(role),
            "VOCATIO_HOME": str(self.home),
            "VOCATIO_SECRET_KEY": os.environ.setdefault(
                "VOCATIO_SECRET_KEY", secrets.token_urlsafe(48)
            ),
        }

    def log(self, name: str) -> Path:
        """Where a child process writes."""
        return self.home / "log" / f"{name}.log"


def home() -> Path:
    """The directory of our files: VOCATIO_HOME, or `.vocatio` here."""
    return Path(os.environ.get("VOCATIO_HOME") or ".vocatio").resolve()


def demo_roots(under: Path) -> Path:
    """The roots (PEM) of the time-stamping authorities that demos below this home ever had."""
    return under / "demo" / "demo-tsa-root.pem"


@contextmanager
def server() -> Iterator[Server]:
    """The external server that VOCATIO_DATABASE_URL names, else the embedded one, while needed."""
    place = home()
    external = os.environ.get("VOCATIO_DATABASE_URL")
    if external:
        provision.connect(external).close()
        yield Server(external, place)
        return
    with lease(place) as embedded:
        yield Server(embedded.admin_dsn, place)


def prepare(on: Server, database: str, kind: str) -> provision.Access:
    """Create the database if need be and bring its schema up to date.

    Args:
        kind: "demo" or "production"; a database keeps the kind that it was created with.

    Raises:
        WrongKind: it exists as the other kind.
        MigrationFailed: with the last line of what the migration said.
    """
    access = provision.provision(on.admin, database)
    keys.create(on.home, database)
    _migrate(on, access, kind)
    found = kind_of(access)
    if found != kind:
        raise WrongKind(f"the database {database} was created as {found}: use another name")
    return access


def existing(on: Server, database: str) -> provision.Access:
    """A database that was made before, as it is.

    Raises:
        NoDatabase: there is none of that name.
    """
    if not provision.exists(on.admin, database):
        raise NoDatabase(f"there is no database “{database}” on this server")
    return provision.Access(on.admin, database)


def copy(on: Server, template: str, database: str) -> provision.Access:
    """A new database that is a copy of another one, with the same keys."""
    access = provision.provision(on.admin, database, template=template)
    target = keys.path_for(on.home, database)
    target.unlink(missing_ok=True)
    os.link(keys.path_for(on.home, template), target)
    for source, target in zip(_folders(on, template), _folders(on, database), strict=True):
        # Two databases with one log would contradict each other before long.
        shutil.rmtree(target, ignore_errors=True)
        if source.exists():
            shutil.copytree(source, target)
    return access


def _folders(on: Server, database: str) -> tuple[Path, Path, Path]:
    """What is kept beside a database: its log, the keys that sign that, and those that seal."""
    log = places(on.home, database)
    return log.files, log.keys, seal_places(on.home, database).folder


def discard(on: Server, database: str) -> None:
    """Remove a database with its keys; never one for production.

    Raises:
        WrongKind: it is no demo.
    """
    if not provision.exists(on.admin, database):
        return
    if kind_of(provision.Access(on.admin, database)) == "production":
        raise WrongKind(f"{database} is a production database: it is not ours to remove")
    provision.drop(on.admin, database)
    keys.path_for(on.home, database).unlink(missing_ok=True)
    answering.path_for(on.home, database).unlink(missing_ok=True)
    providers.forget_all(on.home, database)
    for folder in _folders(on, database):
        shutil.rmtree(folder, ignore_errors=True)


def kind_of(access: provision.Access) -> str | None:
    """What the database was created as; None when it has no schema yet."""
    with psycopg.connect(access.dsn("migrator")) as connection:
        if connection.execute("SELECT to_regclass('ledger_installation')").fetchone() == (None,):
            return None
        found = connection.execute("SELECT kind FROM ledger_installation").fetchone()
    return str(found[0]) if found else None


def _migrate(on: Server, access: provision.Access, kind: str) -> None:
    environment = on.environment(access, "migrator")
    # The first migration reads the kind from the connection, once and for ever.
    environment["VOCATIO_DSN"] = access.dsn("migrator", options=f"-c vocatio.kind={kind}")
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        log = on.log("migrate")
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(done.stderr)
        reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise MigrationFailed(f"the schema could not be brought up to date: {reason} (see {log})")
