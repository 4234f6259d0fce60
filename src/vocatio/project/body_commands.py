"""`vocatio body`: courts and other bodies that decide, as the owner of the tables (F11)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from uuid import UUID

import click

from vocatio.gateways.provision import Access
from vocatio.project import bodies, launch

_database = click.option("--database", "where", default=launch.PRODUCTION, show_default=True)


@click.group()
def body() -> None:
    """Courts and other bodies that decide; their members sign in at realms of their own."""


@body.command("add")
@click.argument("code")
@click.option("--name", required=True, help="As documents call it.")
@click.option("--realm", required=True, help="Where its members sign in.")
@_database
def add(code: str, name: str, realm: str, where: str) -> None:
    """Make a body known that the authority neither appoints nor instructs."""
    with as_owner(where) as access:
        bodies.add_body(access, bodies.Body(code, name, realm))
    click.echo(f"The body {code} is known; its members sign in at {realm}.")


@body.command("seat")
@click.argument("code")
@click.argument("username")
@click.option("--name", required=True, help="Of the human.")
@click.option("--human", type=click.UUID, help="Of somebody who has an account already.")
@_database
@click.password_option()
def seat(
    code: str, username: str, *, name: str, human: UUID | None, where: str, password: str
) -> None:
    """Make somebody a member of a body, when the body asks; the password is asked for."""
    with as_owner(where) as access:
        bodies.seat(access, code, username, password, name, human=human)
    click.echo(f"{name} is a member of {code}, as {username}.")


@body.command("provider")
@click.argument("code")
@click.option("--issuer", required=True, help="As the provider writes it itself.")
@click.option("--client-id", required=True, help="As what the provider knows this installation.")
@click.option(
    "--secret-file", type=click.File(), help="Holds the client's secret; else you are asked for it."
)
@click.option("--claim", required=True, help="Where it says who sits: groups, realm_access.roles.")
@click.option("--value", required=True, help="What stands there for those who sit.")
@click.option("--scope", default="openid profile", show_default=True, help="Brings that claim.")
@_database
def provider(code: str, *, secret_file: IO[str] | None, where: str, **said: str) -> None:
    """Let the members of a body sign in at its own identity provider, and nowhere else."""
    from vocatio.domain.signing_in import Terms
    from vocatio.gateways import openid

    secret = secret_file.read() if secret_file else click.prompt("Secret", hide_input=True)
    terms = Terms(said["claim"], said["value"])
    with as_owner(where) as access:
        client = openid.Client(code, said["issuer"], said["client_id"], said["scope"], terms)
        bodies.connect_provider(access, client, secret.strip())
        open_ = [one for one in bodies.members(access, code) if one.active and not one.subject]
    click.echo(f"Members of {code} sign in at {said['issuer']} alone from now on.")
    for one in open_:
        click.echo(
            f"{one.name} had {one.username}: vocatio body link {code} {one.username} SUBJECT"
        )
    if open_:
        click.echo("Until they are linked or closed, the provider seats nobody new.")


@body.command("without-provider")
@click.argument("code")
@_database
def without_provider(code: str, where: str) -> None:
    """Let the members of a body sign in with passwords here again."""
    with as_owner(where) as access:
        bodies.disconnect_provider(access, code)
    click.echo(f"Members of {code} sign in with a password here, those who have one.")


@body.command("members")
@click.argument("code")
@_database
def members(code: str, where: str) -> None:
    """List the accounts of a body: user name, name, human, and subject at its provider."""
    with as_owner(where) as access:
        for one in bodies.members(access, code):
            state = (one.subject or "no subject") if one.active else "closed"
            click.echo(f"{one.username}  {one.name}  {one.human}  {state}")


@body.command("link")
@click.argument("code")
@click.argument("username")
@click.argument("subject")
@_database
def link(code: str, username: str, subject: str, where: str) -> None:
    """Say that SUBJECT at the provider is the member who has the account USERNAME."""
    with as_owner(where) as access:
        bodies.link(access, code, username, subject)
    click.echo(f"{subject} acts as {username} from now on.")


@body.command("close")
@click.argument("code")
@click.argument("username")
@_database
def close(code: str, username: str, where: str) -> None:
    """Let a member act no more, when the body says so."""
    with as_owner(where) as access:
        bodies.close(access, code, username)
    click.echo(f"{username} acts no more.")


@contextmanager
def as_owner(where: str) -> Iterator[Access]:
    """Work on a database as the owner of its tables."""
    import django

    with launch.server() as server:
        known = where != launch.PRODUCTION
        access = (
            launch.existing(server, where) if known else launch.prepare(server, where, "production")
        )
        os.environ.update(server.environment(access, "migrator"))
        django.setup()
        yield access
