"""Serve the portals: web and worker as child processes of this one."""

import signal
import threading
from pathlib import Path

import click
from granian import Granian
from granian.constants import Interfaces

from vocatio.gateways import health, timestamping
from vocatio.gateways.ledger_log import places
from vocatio.gateways.provision import Access
from vocatio.project.launch import Server
from vocatio.project.processes import Child, die_with_parent, free_port

#: Threads of the one web process; the database is what they wait for.
THREADS = 4


def run_web(port: int) -> None:
    """Serve in this process until told to stop."""
    die_with_parent()
    free_port(port)
    Granian(
        "vocatio.project.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        log_level="warning",  # type: ignore[arg-type]  # because granian takes the name too
    ).serve()


def run_agency(port: int, workers: int) -> None:
    """Answer agencies in this process's children until told to stop."""
    from django.db import connections

    from vocatio.entry.commands import agency_command

    die_with_parent()
    free_port(port)
    agency_command.require_key()
    # Workers are forks: none may find a connection that another one speaks on too.
    connections.close_all()
    Granian(
        "vocatio.project.agency_app:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        runtime_threads=1,
        respawn_failed_workers=True,
        log_level="warning",  # type: ignore[arg-type]  # because granian takes the name too
    ).serve()


def web(server: Server, access: Access, port: int) -> Child:
    """A web process on loopback."""
    arguments = ["web", "--port", str(port)]
    return Child(arguments, server.environment(access), server.log(f"web-{port}"))


def worker(server: Server, access: Access, *, role: str = "app", port: int | None = None) -> Child:
    """A worker process; its health probe asks the portals at that port, unless told another."""
    environment = server.environment(access, role)
    if port is not None:
        environment = {health.VARIABLE: f"http://127.0.0.1:{port}/health/"} | environment
    return Child(["worker"], environment, server.log("worker"))


def sequencer(server: Server, access: Access) -> Child:
    """The one process that writes the log."""
    environment = server.environment(access, "sequencer")
    return Child(["ledger", "run"], environment, server.log(f"ledger-{access.database}"))


def shredder(server: Server, access: Access) -> Child:
    """Shreds what is due, every hour, in the role that may do nothing else."""
    arguments = ["agency", "shred", "--forever"]
    environment = server.environment(access, "retention")
    return Child(arguments, environment, server.log(f"shred-{access.database}"))


def answering(server: Server, access: Access, port: int, workers: int = 2) -> Child:
    """The processes that answer agencies, on loopback."""
    arguments = ["agency", "serve", "--port", str(port), "--workers", str(workers)]
    return Child(arguments, server.environment(access), server.log(f"agency-{port}"))


def require(home: Path, database: str) -> None:
    """Refuse to serve without what production needs; asked before anything is started.

    Raises:
        AuthorityMissing: nobody would time-stamp the log, and nothing could take effect (F2).
        OriginMissing: the log has no name.
    """
    timestamping.require()
    places.require_origin(places.places(home, database))


def serve(server: Server, access: Access, port: int) -> None:
    """Serve until SIGINT or SIGTERM."""
    free_port(port)
    with (
        web(server, access, port),
        worker(server, access, port=port),
        sequencer(server, access),
        shredder(server, access),
    ):
        click.echo(f"Vocatio on http://127.0.0.1:{port}/ and http://127.0.0.1:{port}/office/")
        click.echo("Stop with Ctrl+C.")
        wait_for_signal()


def wait_for_signal() -> None:
    """Wait until the process is told to stop."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    while not stop.wait(1.0):
        pass
