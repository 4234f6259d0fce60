"""`./run demo`: make, or find again, the database of a demo; then check it or serve it."""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from vocatio.domain.summons.conscience import BOARD
from vocatio.entry.commands.demo.plan import (
    BOARD_REALM,
    COURT_REALM,
    JUDGES,
    PASSWORD,
    Account,
    Plan,
)
from vocatio.gateways.provision import Access
from vocatio.project import launch
from vocatio.project.authority import authority
from vocatio.project.launch import Server
from vocatio.project.outbox import outbox
from vocatio.project.processes import free_port, most_memory
from vocatio.project.serve import sequencer, wait_for_signal, web, worker

#: Written into the home of the server once a demo is complete, so that it is found again.
DONE = "complete"


def run(plan: Plan, *, check: bool, fresh: bool, port: int | None) -> int:
    """Run a demo; return the exit status."""
    if port:
        free_port(port)
    with (
        launch.server() as server,
        outbox(_mail(server, plan, check=check), keep=not check) as mail,
    ):
        if check:
            return _check(server, plan)
        with _Alone(server, plan):
            access = _made(server, plan, fresh=fresh)
        if plan.paper:
            click.echo(f"What was printed lies in {server.home / 'demo' / plan.name}.print")
        _serve(server, access, free_port(port), mail)
    return 0


def _check(server: Server, plan: Plan) -> int:
    """A demo of its own, so that it collides with no other run; removed once it is checked."""
    name = f"{plan.name}_check_{os.getpid()}"
    launch.discard(server, name)
    try:
        return _build(server, plan, name)
    finally:
        launch.discard(server, name)
        _letters(server, name)


def _made(server: Server, plan: Plan, *, fresh: bool) -> Access:
    """The database of this plan: the one that was completed before, or a new one."""
    done = marker(server, plan.name)
    if fresh or not done.exists():
        done.unlink(missing_ok=True)
        launch.discard(server, plan.name)
        status = _build(server, plan, plan.name)
        if status:
            raise click.ClickException("the invariants do not hold: see above")
        done.touch()
    return launch.prepare(server, plan.name, "demo")


def latest(home: Path) -> str:
    """The database of the demo that was completed last.

    Raises:
        ClickException: none was.
    """
    made = sorted((home / "demo").glob(f"*.{DONE}"), key=lambda file: file.stat().st_mtime)
    if not made:
        raise click.ClickException("there is no demo yet: run “./run demo” first")
    return made[-1].stem


def marker(server: Server, name: str) -> Path:
    """The file that is there once the demo of that name is complete."""
    folder = server.home / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.{DONE}"


def _mail(server: Server, plan: Plan, *, check: bool) -> Path:
    """The folder for the mail of this plan; of a check, a folder of its own."""
    own = f".{os.getpid()}" if check else ""
    return marker(server, plan.name).with_suffix(f"{own}.mail")


def _letters(server: Server, name: str) -> Path:
    """The folder, empty now, in which the print batch of a demo on paper stays."""
    folder = server.home / "demo" / f"{name}.print"
    shutil.rmtree(folder, ignore_errors=True)
    return folder


class _Alone:
    """Only one process at a time makes a certain demo; another one waits, then finds it made."""

    def __init__(self, server: Server, plan: Plan) -> None:
        self._file = marker(server, plan.name).with_suffix(".lock").open("w")

    def __enter__(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.echo("Another run is making this demo; waiting for it …")
            fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _build(server: Server, plan: Plan, name: str) -> int:
    """Make the demo with a real worker and the log beside; return 0 when everything holds."""
    access = launch.prepare(server, name, "demo")
    _enter(server, access, plan)
    from vocatio.entry.commands import check_command
    from vocatio.entry.commands.demo.story import tell
    from vocatio.entry.commands.ledger import verify_command

    with (
        TemporaryDirectory(dir=server.home) as folder,
        _print_folder(_letters(server, name) if plan.paper else Path(folder) / "print"),
        authority(launch.demo_roots(server.home)),
        nullcontext() if plan.paper else worker(server, access) as jobs,
        sequencer(server, access) as log,
    ):
        _seat_bodies(access)
        tell(plan, Path(folder), Account())
        verify_command.await_log()
        running = {"worker": jobs, "log": log}
        held = {name: most_memory(child.pid) for name, child in running.items() if child}
    status = check_command.run() or verify_command.run()
    _tell_memory({"this process": most_memory(os.getpid()), **held})
    return status


def _tell_memory(held: Mapping[str, int]) -> None:
    """PostgreSQL's own processes are not among them."""
    told = ", ".join(f"{name} {count / 1e6:,.0f} MB" for name, count in held.items())
    click.echo(f"The most memory held at once: {told}.")


def _seat_bodies(access: Access) -> None:
    """Whoever runs the installation seats court and board: the application cannot (F11, F24)."""
    from vocatio.project import board, bodies

    bodies.add_body(access, bodies.Body("court", "Court (invented)", COURT_REALM))
    for username in JUDGES:
        bodies.seat(access, "court", username, PASSWORD, username.replace("-", " ").title())
    bodies.add_body(access, bodies.Body(BOARD, "Board of conscience (invented)", BOARD_REALM))
    bodies.seat(access, BOARD, "board", PASSWORD, "Bea Board")
    # Nobody keeps the private key: what visitors of a demo write to the board, nobody reads.
    board.accept_key(access, board.new_key(PASSWORD).public)


@contextmanager
def _print_folder(folder: Path) -> Iterator[None]:
    """Where this demo drops its letters; its simulated post takes them there."""
    os.environ["VOCATIO_PRINT_FOLDER"] = str(folder)
    try:
        yield
    finally:
        del os.environ["VOCATIO_PRINT_FOLDER"]


def _enter(server: Server, access: Access, plan: Plan) -> None:
    import django

    os.environ.update(server.environment(access), VOCATIO_JURISDICTION=plan.jurisdiction)
    django.setup()


def _serve(server: Server, access: Access, port: int, mail: Path) -> None:
    with (
        authority(launch.demo_roots(server.home)),
        web(server, access, port),
        worker(server, access),
        sequencer(server, access),
    ):
        url = f"http://127.0.0.1:{port}"
        click.echo()
        click.echo("Try it (this machine only; Ctrl+C stops):")
        click.echo(f"  as someone summoned:        {url}/demo/")
        click.echo(f"  as an officer or a planner: {url}/office/demo/")
        click.echo(f"  as a member of the court:   {url}/court/demo/")
        click.echo(f"  signing in at {url}/office/ as planner, approver, officer,")
        click.echo(f"  decider or overseer; the password of each is {PASSWORD}")
        click.echo(f"  the log, as anybody may read it: {url}/log/checkpoint")
        click.echo(f"  alerts that were sent lie in {mail}")
        wait_for_signal()
