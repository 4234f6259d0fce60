"""`vocatio agency`: wires what its commands need."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from vocatio.domain.law.floor import MEASURE_KINDS
from vocatio.project.ledger_commands import named
from vocatio.project.place_of_work import database

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
PORT = 8010


def _ask(name: str) -> str:
    return str(click.prompt(f"Password of {name}", hide_input=True))


def by_two(command: Callable[..., Any]) -> Callable[..., Any]:
    """Two people sign in: who may ask about people is said by two."""
    first = click.option("--as", "first", required=True, help="User name of a planner.")
    second = click.option("--confirm-as", "second", required=True, help="Of a second person.")
    return first(second(command))


def by_one(role: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """One person signs in."""

    def wrapped(command: Callable[..., Any]) -> Callable[..., Any]:
        name = click.option("--as", "username", required=True, help=f"User name of {role}.")
        return name(click.password_option(confirmation_prompt=False)(command))

    return wrapped


@click.group()
def agency() -> None:
    """Other authorities: they ask about one person at a time."""


@agency.command("add")
@click.argument("code")
@click.option("--name", "called", required=True, help="The person who was asked about reads it.")
@click.option("--kind", "kinds", type=click.Choice(MEASURE_KINDS), multiple=True, required=True)
@click.option("--purpose", "purposes", multiple=True, required=True, help="Such as border-check.")
@click.option("--budget", type=click.IntRange(1), required=True, help="Distinct persons a day.")
@by_two
@named
def agency_add(
    code: str,
    called: str,
    kinds: tuple[str, ...],
    purposes: tuple[str, ...],
    budget: int,
    first: str,
    second: str,
    name: str,
) -> None:
    """Let an agency ask, once it has a key; asks for both passwords."""
    with database(name=name):
        from vocatio.entry.commands import agency_command as command

        command.add(code, called, kinds, purposes, budget, command.Two(first, second, _ask))


@agency.command("key")
@click.argument("code")
@click.argument("file", type=FILE)
@click.option("--days", type=click.IntRange(1, 1096), default=365, show_default=True)
@by_two
@named
def agency_key(code: str, file: Path, days: int, first: str, second: str, name: str) -> None:
    """Let CODE sign with the public key in FILE, a JWK; asks for both passwords."""
    with database(name=name):
        from vocatio.entry.commands import agency_command as command

        command.add_key(code, file, days, command.Two(first, second, _ask))


@agency.command("revoke")
@click.argument("thumbprint")
@by_one("a planner, approver or overseer")
@named
def agency_revoke(thumbprint: str, username: str, password: str, name: str) -> None:
    """Let the key with this thumbprint count no more."""
    with database(name=name):
        from vocatio.entry.commands import agency_command as command

        command.revoke(thumbprint, username, password)


@agency.command("close")
@click.argument("code")
@by_one("a planner, approver or overseer")
@named
def agency_close(code: str, username: str, password: str, name: str) -> None:
    """Let CODE ask nothing any more, for ever."""
    with database(name=name):
        from vocatio.entry.commands import agency_command as command

        command.close(code, username, password)


@agency.command("list")
@by_one("a planner, approver or overseer")
@named
def agency_list(username: str, password: str, name: str) -> None:
    """List the agencies, what they may ask, and their keys."""
    with database(name=name):
        from vocatio.entry.commands import agency_command as command

        command.show(username, password)


@agency.command("canary")
@click.argument("number")
@click.option("--scheme", default="number", show_default=True)
@click.option("--issuer", default="", help="Who issued it; empty for the civil register.")
@by_one("an overseer")
@named
def agency_canary(
    number: str, scheme: str, issuer: str, username: str, password: str, name: str
) -> None:
    """Plant a document that is nobody's: whoever asks about it is seen."""
    with database(name=name):
        from vocatio.entry.commands import agency_command as command

        command.plant(scheme, issuer, number, username, password)


@agency.command("incidents")
@by_one("an overseer")
@named
def agency_incidents(username: str, password: str, name: str) -> None:
    """List who asked about a canary."""
    with database(name=name):
        from vocatio.entry.commands import agency_command as command

        command.show_incidents(username, password)


@agency.command("rotate")
@named
def agency_rotate(name: str) -> None:
    """Sign answers with a new key from now on; makes the first one as well."""
    with database(name=name):
        from vocatio.entry.commands import agency_command as command

        command.rotate()


@agency.command("shred")
@click.option("--forever", is_flag=True, help="Look again every hour.")
@named
def agency_shred(name: str, **options: bool) -> None:
    """Shred “nothing” answers of more than 30 days ago, as the role that may do nothing else."""
    with database("retention", name):
        from vocatio.entry.commands import agency_command as command
        from vocatio.project import processes

        if options["forever"]:
            processes.die_with_parent()
        command.shred(forever=options["forever"])


@agency.command("serve")
@click.option("--port", type=int, default=PORT, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
@named
def agency_serve(port: int, workers: int, name: str) -> None:
    """Answer agencies on loopback, in processes of their own."""
    with database(name=name):
        from vocatio.project.serve import run_agency

        run_agency(port, workers)
