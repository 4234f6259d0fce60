"""`vocatio ledger`: wires what its commands need."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from vocatio.project import launch
from vocatio.project.place_of_work import database

FILE = click.Path(path_type=Path)


def named(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--database`: the one of a demo, say."""
    return click.option("--database", "name", default=launch.PRODUCTION, show_default=True)(command)


@click.group()
def ledger() -> None:
    """The log that everything is committed to."""


@ledger.command("run")
def ledger_run() -> None:
    """Integrate what was committed, sign, publish: one process for each database."""
    with database("sequencer"):
        from vocatio.entry.commands.ledger import run_command
        from vocatio.project import processes

        processes.die_with_parent()
        run_command.run()


@ledger.command("status")
@named
def ledger_status(name: str) -> None:
    """Say how the log stands: size, queue, last checkpoint, time-stamps, keys."""
    with database(name=name):
        from vocatio.entry.commands.ledger import status_command

        status_command.run()


@ledger.command("verify")
@click.option("--log", "folder", type=FILE, help="Files of the log; default: those of this home.")
@click.option("--vkey", "vkeys", multiple=True, help="A key to trust; default: those of this home.")
@named
def ledger_verify(name: str, folder: Path | None, vkeys: tuple[str, ...]) -> None:
    """Replay the tables against the log; name every row that does not match."""
    with database(name=name):
        from vocatio.entry.commands.ledger import verify_command

        sys.exit(verify_command.run(folder, vkeys))


@ledger.command("export")
@click.argument("directory", type=FILE)
@named
def ledger_export(name: str, directory: Path) -> None:
    """Copy the log, which tells nothing about anyone, into a new directory."""
    with database(name=name):
        from vocatio.entry.commands.ledger import files_command

        files_command.run_export(directory)


@ledger.command("cosign")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--witness", "witnesses", multiple=True, required=True, help="Its vkey.")
@named
def ledger_cosign(name: str, file: Path, witnesses: tuple[str, ...]) -> None:
    """Keep what a witness signed over a checkpoint: FILE is the cosigned note."""
    with database(name=name):
        from vocatio.entry.commands.ledger import files_command

        files_command.run_cosign(file, witnesses)


@ledger.group("key")
def ledger_key() -> None:
    """The key of the log."""


@ledger_key.command("rotate")
@named
def ledger_key_rotate(name: str) -> None:
    """Let the log sign with a new key from its next checkpoint on."""
    with database(name=name):
        from vocatio.entry.commands.ledger import files_command

        files_command.run_rotate()
