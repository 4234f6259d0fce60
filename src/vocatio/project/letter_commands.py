"""`vocatio letters` and `vocatio template`: wire what they need."""

from pathlib import Path

import click

from vocatio.domain.actors import Role
from vocatio.project import launch
from vocatio.project.place_of_work import database

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def letters() -> None:
    """Letters, as they are handed out."""


@letters.command("render")
@click.argument("summons")
@click.option(
    "-o", "--output", "file", type=FILE, help="The PDF to write. Default: SUMMONS.pdf, here."
)
@click.option("--large", is_flag=True, help="In large print, 16 points.")
@click.option("--as", "username", default=None, help="User name of an officer.")
@click.option("--demo", "in_demo", is_flag=True, help="Of the last demo, as its officer.")
def render(
    summons: str, file: Path | None, *, large: bool, username: str | None, in_demo: bool
) -> None:
    """Write the sealed letter of the summons with this reference; the person sees that it was."""
    from vocatio.entry.commands.demo.plan import PASSWORD
    from vocatio.project.demo import latest

    if not in_demo and username is None:
        raise click.UsageError("say who hands it out: --as USERNAME, or --demo")
    password = PASSWORD if in_demo else click.prompt("Password", hide_input=True, err=True)
    with database(name=latest(launch.home()) if in_demo else launch.PRODUCTION):
        from vocatio.entry.commands import letters_command

        who = username or Role.OFFICER.value
        where = file or Path(f"{summons.upper()}.pdf")
        letters_command.render(summons, where, large=large, username=who, password=password)


@click.group()
def template() -> None:
    """The words of notices and letters."""


@template.command("check")
@click.argument("jurisdiction")
def check(jurisdiction: str) -> None:
    """Draw every letter of a jurisdiction, in every language; say what one lacks."""
    from vocatio.entry.commands import template_command

    template_command.check(jurisdiction)
