"""The command line as its users meet it: each failure one line, that says how to mend it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests import database as testing
from tests.actions.world import World
from tests.tsa import make_root
from vocatio.actions.access.accounts import create_account
from vocatio.actions.clock import now
from vocatio.domain.actors import Role
from vocatio.domain.errors import Refusal
from vocatio.domain.evidence.bundle import layout
from vocatio.entry.commands.demo.plan import PASSWORD as DEMO_PASSWORD
from vocatio.gateways import clock, provision
from vocatio.project import demo, launch

PASSWORD = "long-enough-for-a-test"


def vocatio(
    *arguments: str, environment: dict[str, str] | None = None, said: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command as a process."""
    return subprocess.run(
        [sys.executable, "-m", "vocatio", *arguments],
        env={**os.environ, **(environment or {})},
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """What a failure says: one line, and nothing of how the program is made."""
    assert done.returncode != 0
    (line,) = done.stderr.strip().splitlines()[-1:]
    assert "Traceback" not in done.stderr
    return line


def test_the_version() -> None:
    assert vocatio("--version").stdout.startswith("vocatio, version ")


@pytest.mark.parametrize(
    "arguments", [[], ["database"], ["account"], ["register"], ["docs"], ["demo"], ["serve"]]
)
def test_help_names_what_there_is(arguments: list[str]) -> None:
    done = vocatio(*arguments, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["demo", "--people", "few"], "is not a valid integer"),
        (["demo", "--jurisdiction", "atlantis", "--check"], "atlantis"),
        (["sample", "x.csv", "--on", "yesterday"], "does not match the format"),
        (["sample", "/nowhere/x.csv", "--on", "2027-01-01", "--people", "10"], "/nowhere"),
    ],
)
def test_a_mistake_is_named(arguments: list[str], message: str) -> None:
    assert message in one_line(vocatio(*arguments))


@contextmanager
def environment_of(database: testing.Database) -> Iterator[dict[str, str]]:
    """What a command needs to work on that database."""
    yield database.server.environment(database.access)


def test_an_account_then_an_import(own_database: testing.Database, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    assert vocatio("sample", str(file), "--people", "200", "--on", "2027-01-01").returncode == 0
    with environment_of(own_database) as environment:
        made = vocatio(
            *("account", "create", "pia", "--name", "Pia", "--role", "planner"),
            *("--password", PASSWORD),
            environment=environment,
        )
        assert "Account pia is ready" in made.stdout, made.stderr
        command = ["register", "import", str(file), "--as", "pia"]
        wrong = vocatio(*command, "--password", "guess", environment=environment)
        assert "user name or password is wrong" in one_line(wrong).lower()
        done = vocatio(*command, "--password", PASSWORD, environment=environment)
        assert "200 new" in done.stdout, done.stderr
        assert vocatio("check", environment=environment).returncode == 0


def test_only_a_planner_imports(own_database: testing.Database, tmp_path: Path) -> None:
    create_account("olga", PASSWORD, name="Olga", roles=[Role.OFFICER], at=now())
    file = tmp_path / "r.csv"
    file.write_text("")
    with environment_of(own_database) as environment:
        done = vocatio(
            *("register", "import", str(file), "--as", "olga", "--password", PASSWORD),
            environment=environment,
        )
    assert "register.import" in one_line(done)


def test_docs_states_is_what_the_tables_say() -> None:
    assert vocatio("docs", "states", "--check").returncode == 0


def test_production_is_not_served_without_authority_or_name(tmp_path: Path) -> None:
    roots, home = tmp_path / "roots.pem", tmp_path / "home"
    roots.write_bytes(make_root().pem)
    bare = {"VOCATIO_HOME": str(home), "VOCATIO_TSA_URL": "", "VOCATIO_ORIGIN": ""}
    stamped = {"VOCATIO_TSA_URL": "http://127.0.0.1:9/", "VOCATIO_TSA_ROOTS": str(roots)}
    for environment, missing in ((bare, "VOCATIO_TSA_URL"), (bare | stamped, "VOCATIO_ORIGIN")):
        done = vocatio("serve", environment=environment)
        assert missing in one_line(done)
        assert len(done.stderr.splitlines()) == 1
        assert not home.exists(), "nothing was started"
    named = {"VOCATIO_ORIGIN": "log.vocatio.invalid/ledger"}
    assert "are of demos" in one_line(vocatio("serve", environment=bare | stamped | named))


def test_the_bundle_of_a_demo_has_the_roots_of_the_authority_that_the_demo_plays(
    own_database: testing.Database, tmp_path: Path
) -> None:
    summons = World().summoned()
    create_account("overseer", DEMO_PASSWORD, name="Otto", roles=[Role.OVERSEER], at=now())
    server, pem = own_database.server, make_root().pem
    roots, done = launch.demo_roots(server.home), demo.marker(server, own_database.name)
    place = {"VOCATIO_DATABASE_URL": server.admin, "VOCATIO_HOME": str(server.home)}
    roots.write_bytes(pem)
    done.touch()
    try:
        command = ("bundle", summons.reference, "-o", str(tmp_path / "x.zip"), "--demo")
        made = vocatio(*command, environment=place)
    finally:
        done.unlink()
        roots.unlink()
    assert made.returncode == 0, made.stderr
    assert layout.parse((tmp_path / "x.zip").read_bytes()).authorities == pem
    assert f"--authority {roots}" in made.stdout


def test_a_demo_is_never_production_nor_the_reverse(server: launch.Server) -> None:
    name = f"vocatio_test_kind_{os.getpid()}"
    access = launch.prepare(server, name, "production")
    try:
        with pytest.raises(launch.WrongKind, match="was created as production"):
            launch.prepare(server, name, "demo")
        with pytest.raises(launch.WrongKind, match="not ours to remove"):
            launch.discard(server, name)
        with testing.connected(testing.Database(server, access)), pytest.raises(Refusal):
            clock.advance(timedelta(days=1))
    finally:
        provision.drop(server.admin, name)
