"""`vocatio bundle`: wires what it needs."""

from pathlib import Path

import click

from vocatio.domain.actors import Role
from vocatio.project import launch
from vocatio.project.place_of_work import database


@click.command()
@click.argument("summons")
@click.option(
    *("-o", "--output", "file"),
    type=click.Path(path_type=Path),
    required=True,
    help="The zip to write.",
)
@click.option("--as", "username", help="User name of a decider or overseer; default: is asked.")
@click.option("--purpose", help="What for; the person sees it. Default: is asked.")
@click.option("--password", help="Default: is asked.")
@click.option("--database", "name", default=launch.PRODUCTION, show_default=True)
@click.option("--demo", "in_demo", is_flag=True, help="Of the last demo, as its overseer.")
def bundle(
    *,
    summons: str,
    file: Path,
    username: str | None,
    purpose: str | None,
    password: str | None,
    name: str,
    in_demo: bool,
) -> None:
    """Write the bundle of the summons with this reference: a zip that proves itself offline."""
    from vocatio.entry.commands.demo.plan import PASSWORD
    from vocatio.project.demo import latest

    if in_demo:
        username, name = username or Role.OVERSEER.value, latest(launch.home())
        password, purpose = password or PASSWORD, purpose or "to try the demo"
    who = username or click.prompt("User name")
    why = purpose or click.prompt("Purpose")
    secret = password or click.prompt("Password", hide_input=True)
    with database(name=name):
        from vocatio.entry.commands import bundle_command

        bundle_command.run(summons, file, username=who, password=secret, purpose=why)
