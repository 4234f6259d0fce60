"""Create the roles and a database on a PostgreSQL server, as its administrator.

Roles belong to the whole server. Where the administrator signs in with a password, the
passwords of the roles derive from it (HMAC-SHA-256), so that nothing needs to be stored
and whoever holds only a role's password learns nothing about the others.
"""

import hashlib
import hmac
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from vocatio.domain.errors import VocatioError

ROLES = (
    "vocatio_owner",
    "vocatio_migrator",
    "vocatio_app",
    "vocatio_bulk",
    "vocatio_retention",
    "vocatio_sequencer",
)
OLDEST, NEWEST = 15, 18

#: One act of provisioning at a time on a server: roles are shared by all its databases.
LOCK = 0x766F6361


class ServerUnusable(VocatioError):
    """The PostgreSQL server cannot be used."""


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach one database in each role; `admin` is the administrator's own way in."""

    admin: str
    database: str

    def dsn(self, role: str, *, options: str = "") -> str:
        """Connection string for a role, such as "app"; the migrator acts as the owner."""
        if role == "migrator":
            options += " -c role=vocatio_owner -c lock_timeout=5s"
        password = _password(self.admin, f"vocatio_{role}")
        extra = {"password": password} if password else {}
        return make_conninfo(
            self.admin, dbname=self.database, user=f"vocatio_{role}", options=options, **extra
        )


def _password(admin: str, role: str) -> str | None:
    given = conninfo_to_dict(admin).get("password")
    if not given:
        return None
    return hmac.new(str(given).encode(), role.encode(), hashlib.sha256).hexdigest()


def connect(admin: str) -> psycopg.Connection[tuple[object, ...]]:
    """A connection as administrator, after looking at version and rights.

    Raises:
        ServerUnusable: not reachable, wrong version, or not allowed to create what is needed.
    """
    try:
        connection = psycopg.connect(admin, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise ServerUnusable(
            f"PostgreSQL cannot be reached: {reason}; "
            "see that it runs, and mend VOCATIO_DATABASE_URL"
        ) from error
    major = connection.info.server_version // 10000
    if not OLDEST <= major <= NEWEST:
        connection.close()
        raise ServerUnusable(
            f"PostgreSQL {major} is not supported: point VOCATIO_DATABASE_URL at one from "
            f"{OLDEST} to {NEWEST}"
        )
    return connection


def provision(admin: str, database: str, *, template: str | None = None) -> Access:
    """Create what is missing: the roles and the database, owned by the owner role.

    Args:
        template: a database to copy, whole; the new one must not exist then.
    """
    with connect(admin) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        _roles(connection, admin)
        _database(connection, database, template)
        _doors(connection, database)
    return Access(admin, database)


def exists(admin: str, database: str) -> bool:
    """Whether the server has that database."""
    with connect(admin) as connection:
        return _has(connection, database)


def drop(admin: str, database: str) -> None:
    """Remove a database with everything in it, ending its connections."""
    with connect(admin) as connection:
        name = sql.Identifier(database)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _has(connection: psycopg.Connection[tuple[object, ...]], database: str) -> bool:
    found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [database])
    return found.fetchone() is not None


def _roles(connection: psycopg.Connection[tuple[object, ...]], admin: str) -> None:
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    try:
        for role in ROLES:
            if role not in known:
                connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
            if role != "vocatio_owner":
                _sign_in(connection, role, _password(admin, role))
        connection.execute("GRANT vocatio_owner TO vocatio_migrator")
        connection.execute("GRANT vocatio_owner TO CURRENT_USER")
    except psycopg.errors.InsufficientPrivilege as error:
        raise ServerUnusable(
            "the user of VOCATIO_DATABASE_URL may not create roles: give it CREATEROLE and CREATEDB"
        ) from error


def _sign_in(
    connection: psycopg.Connection[tuple[object, ...]], role: str, password: str | None
) -> None:
    secret = sql.SQL("PASSWORD {}").format(password) if password else sql.SQL("")
    connection.execute(
        sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE {}").format(
            sql.Identifier(role), secret
        )
    )


def _database(
    connection: psycopg.Connection[tuple[object, ...]], database: str, template: str | None
) -> None:
    if _has(connection, database):
        if template:
            raise ServerUnusable(f"the database {database} exists already: drop it first")
        return
    name = sql.Identifier(database)
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER vocatio_owner TEMPLATE {} ENCODING 'UTF8'").format(
            name, sql.Identifier(template or "template0")
        )
    )


def _doors(connection: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    """Who may enter the database, also when it was made before a role came into being."""
    name = sql.Identifier(database)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(
        sql.SQL(
            "GRANT CONNECT, TEMPORARY ON DATABASE {} TO vocatio_migrator, vocatio_app, vocatio_bulk"
        ).format(name)
    )
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO vocatio_retention, vocatio_sequencer").format(name)
    )
