"""`vocatio board`: the independent board that alone reads claims of conscience (F24)."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from vocatio.project import board as work
from vocatio.project import launch
from vocatio.project.body_commands import as_owner
from vocatio.project.place_of_work import database

FILE = click.Path(path_type=Path)

_database = click.option("--database", "where", default=launch.PRODUCTION, show_default=True)
_member = click.option("--as", "username", help="A member of the board that has no provider.")
_password = click.option("--password", help="Theirs; asked for when it is not given.")
_port = click.option(
    "--port", default=8377, show_default=True, help="Where the board's provider sends you back to."
)


@click.group()
def board() -> None:
    """The board of conscience: its key, the claims that wait for it, its decisions."""


@board.command("key")
@click.argument("folder", type=FILE)
@click.password_option("--passphrase", help="That guards the private key.")
def key(folder: Path, passphrase: str) -> None:
    """Make the board's key in FOLDER, on a machine of its own: board.key stays there."""
    found = work.write_key(folder, passphrase)
    click.echo(f"{folder / work.PRIVATE}: keep it, and a copy of it. Nobody else can open claims.")
    click.echo(f"{folder / work.PUBLIC}: hand this to the authority. Fingerprint {found}")


@board.command("accept-key")
@click.argument("file", type=FILE)
@_database
def accept_key(file: Path, where: str) -> None:
    """Seal claims to the public key in FILE from now on, when the board asks."""
    content = file.read_bytes()
    with as_owner(where) as access:
        found = work.accept_key(access, content)
    click.echo(f"Claims are sealed to {found}: compare it with what the board reads out.")


@board.command("claims")
@click.argument("folder", type=FILE)
@click.option("--purpose", required=True, help="What for; the person can read it.")
@_member
@_password
@_port
@_database
def claims(folder: Path, *, purpose: str, where: str, **who: Any) -> None:
    """Write each claim that waits into FOLDER, sealed as it is."""
    with database(name=where):
        from vocatio.entry.commands import board_command

        board_command.claims(folder, board_command.Asked(**who), purpose)


@board.command("read")
@click.argument("claim", type=FILE)
@click.option("--key", "private", type=FILE, required=True, help="The board's board.key.")
@click.option("-o", "--output", "folder", type=FILE, required=True, help="Where to write it.")
@click.password_option("--passphrase", confirmation_prompt=False, help="Of the key.")
def read(claim: Path, private: Path, folder: Path, passphrase: str) -> None:
    """Open a CLAIM on the board's own machine; it needs neither database nor network."""
    click.echo(str(work.read_claim(claim, private.read_bytes(), passphrase, folder)))


@board.command("decide")
@click.argument("request", type=click.UUID)
@click.argument("outcome", type=click.Choice(["granted", "refused"]))
@click.option("--reasons", required=True, help="Why; the person alone reads it.")
@_member
@_password
@_port
@_database
def decide(request: UUID, *, outcome: str, reasons: str, where: str, **who: Any) -> None:
    """Grant or refuse a claim."""
    with database(name=where):
        from vocatio.entry.commands import board_command

        board_command.decide(board_command.Asked(**who), request, outcome, reasons)
