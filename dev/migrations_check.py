"""`python -m dev.migrations_check`: no migration is missing, none takes a bad lock.

Migrations are written as SQL without a server, and the SQL is given to squawk. All initial
migrations together are one file, because tables that are created in the same installation
are nobody's to wait for; each later migration is a file of its own.

A migration that has to break a rule of squawk says so in a comment of its module:

    # squawk: <rule> because <reason>
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
OURS = "vocatio."
OPT_OUT = re.compile(r"# *squawk: *(?P<rule>[\w-]+)(?: +because +(?P<reason>\S+ +\S.*))?")
#: What nobody waits for while every table is new; squawk takes only CREATE TABLE for a sign of it.
NEW_TABLES = (
    *("adding-required-field", "adding-foreign-key-constraint", "disallowed-unique-constraint"),
    "constraint-missing-not-valid",
)
#: Excuses a migration from being written as SQL at all.
NEEDS_SERVER = "needs-server"
#: An address at which no server can be.
NOWHERE = "host=/dev/null"


class ServerNeededError(Exception):
    """This migration asks a server for names: write a RunSQL that names what it changes."""


class OfflineOperations(DatabaseOperations):
    """Quotes parameters without asking the server for its settings."""

    def compose_sql(self, sql_: str, params: "Sequence[object] | None") -> str:
        """The statement with its parameters as literals."""
        return sql_ % tuple(sql.Literal(value).as_string() for value in params or ())


class Offline(DatabaseWrapper):
    """PostgreSQL as the oldest supported version speaks it, and nobody to speak to."""

    ops_class = OfflineOperations
    pg_version = 150000

    def ensure_connection(self) -> None:
        """Refuse: nothing here may depend on a server.

        Raises:
            ServerNeededError: always.
        """
        raise ServerNeededError


@dataclass(frozen=True, slots=True)
class Script:
    """The SQL of one migration, or of all the initial ones."""

    name: str
    statements: tuple[str, ...]
    atomic: bool = True
    excused: tuple[str, ...] = ()

    def text(self) -> str:
        """What squawk reads; a rule that is excused is named at the top."""
        head = [f"-- squawk-ignore-file {rule}" for rule in self.excused if rule != NEEDS_SERVER]
        body = ["BEGIN;", *self.statements, "COMMIT;"] if self.atomic else list(self.statements)
        return "\n".join([*head, *body, ""])


def missing() -> str:
    """What `makemigrations` would write for our apps; empty if nothing is missing."""
    labels = [config.label for config in apps.get_app_configs() if config.name.startswith(OURS)]
    said = io.StringIO()
    with warnings.catch_warnings():
        # It would like to compare with what is applied; there is no server here, and no need.
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            call_command("makemigrations", *labels, check=True, dry_run=True, stdout=said)
        except SystemExit:
            return said.getvalue()
    return ""


def scripts() -> Iterator[Script]:
    """The SQL of our migrations in the order they are applied, the initial ones as one.

    Raises:
        ServerNeededError: a migration cannot be written as SQL without a server.
    """
    initial: list[str] = []
    later: list[Script] = []
    for migration, statements in _as_sql(Offline(connections["default"].settings_dict)):
        if _is_initial(migration):
            initial += statements
        else:
            name = f"{migration.app_label}.{migration.name}"
            excused = tuple(rule for rule, reason in opt_outs(migration) if reason)
            later.append(Script(name, tuple(statements), bool(migration.atomic), excused))
    yield Script("initial", tuple(initial), excused=NEW_TABLES)
    yield from later


def _as_sql(connection: Offline) -> Iterator[tuple[Migration, list[str]]]:
    loader = MigrationLoader(None)
    state = ProjectState(real_apps=loader.unmigrated_apps)
    for migration in _in_order(loader):
        if not _is_ours(migration) or NEEDS_SERVER in dict(opt_outs(migration)):
            state = migration.mutate_state(state, preserve=False)
        else:
            try:
                with connection.schema_editor(collect_sql=True, atomic=False) as editor:
                    state = migration.apply(state, editor, collect_sql=True)
            except ServerNeededError:
                raise ServerNeededError(f"{migration}: {ServerNeededError.__doc__}") from None
            yield migration, list(editor.collected_sql)


def _in_order(loader: MigrationLoader) -> Iterator[Migration]:
    seen: set[Any] = set()
    for target in loader.graph.leaf_nodes():
        for node in loader.graph.forwards_plan(target):
            if node not in seen:
                seen.add(node)
                yield loader.graph.nodes[node]


def _is_ours(migration: Migration) -> bool:
    return type(migration).__module__.startswith(OURS)


def _is_initial(migration: Migration) -> bool:
    if migration.initial is None:
        return all(app != migration.app_label for app, _ in migration.dependencies)
    return migration.initial


def opt_outs(migration: Migration) -> list[tuple[str, str]]:
    """(rule, reason) of the opt-outs in the migration's module; the reason may be missing."""
    path = sys.modules[type(migration).__module__].__file__
    source = Path(path or "").read_text(encoding="utf-8")
    return [(found["rule"], found["reason"] or "") for found in OPT_OUT.finditer(source)]


def unreasoned() -> list[str]:
    """One line for each opt-out from squawk that does not say why."""
    return [
        f"{migration}: {rule} is excused without a reason: # squawk: {rule} because <reason>"
        for migration in _in_order(MigrationLoader(None))
        if _is_ours(migration)
        for rule, reason in opt_outs(migration)
        if not reason
    ]


def locks(found: Iterator[Script]) -> str:
    """What squawk has to say about the scripts; empty if nothing."""
    texts = {script.name: script.text() for script in found}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        squawk = Path(sys.executable).with_name("squawk")
        command = [str(squawk), "-c", str(ROOT / ".squawk.toml"), "--reporter", "json", *texts]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if not done.stdout:
        return done.stderr
    return "\n".join(_line(texts, problem) for problem in json.loads(done.stdout))


def _line(texts: Mapping[str, str], problem: Mapping[str, Any]) -> str:
    """Migration, rule, what is wrong, how to mend it, and the SQL it is about."""
    said = " ".join(filter(None, (problem["message"], problem["help"])))
    statement = texts[problem["file"]].splitlines()[problem["line"]].strip()
    return f"{problem['file']}: {problem['rule_name']}: {said}\n    {statement}"


def main() -> int:
    """Print every problem; 1 if there is one."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "vocatio.project.settings"
    os.environ["VOCATIO_DSN"] = NOWHERE
    django.setup()
    problems = [missing(), *unreasoned()]
    try:
        problems.append(locks(scripts()))
    except ServerNeededError as error:
        problems.append(str(error))
    print("\n".join(filter(None, problems)))
    return 1 if any(problems) else 0


if __name__ == "__main__":
    sys.exit(main())
