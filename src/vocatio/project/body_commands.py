"""`vocatio body`: courts and other bodies that decide, as the owner of the tables (F11)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from vocatio.gateways.provision import Access
from vocatio.project import bodies, launch


@click.group()
def body() -> None:
    """Courts and other bodies that decide; their members sign in at realms of their own."""


@body.command("add")
@click.argument("code")
@click.option("--name", required=True, help="As documents call it.")
@click.option("--realm", required=True, help="Where its members sign in.")
@click.option("--database", "where", default=launch.PRODUCTION, show_default=True)
def add(code: str, name: str, realm: str, where: str) -> None:
    """Make a body known that the authority neither appoints nor instructs."""
    with as_owner(where) as access:
        bodies.add_body(access, bodies.Body(code, name, realm))
    click.echo(f"The body {code} is known; its members sign in at {realm}.")


@body.command("seat")
@click.argument("code")
@click.argument("username")
@click.option("--name", required=True, help="Of the human.")
@click.option("--database", "where", default=launch.PRODUCTION, show_default=True)
@click.password_option()
def seat(code: str, username: str, name: str, where: str, password: str) -> None:
    """Make somebody a member of a body, when the body asks; the password is asked for."""
    with as_owner(where) as access:
        bodies.seat(access, code, username, password, name)
    click.echo(f"{name} is a member of {code}, as {username}.")


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
