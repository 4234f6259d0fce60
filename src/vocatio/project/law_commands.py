"""`vocatio explain` and `vocatio periods`: wire what they need."""

import sys
from datetime import datetime
from pathlib import Path

import click

from vocatio.domain.actors import Role
from vocatio.project import launch
from vocatio.project.place_of_work import database


@click.command()
@click.argument("summons")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="At its end.")
@click.option("--profile", "version", default=None, help="What if this version governed?")
@click.option("--language", default=None, help="Default: the official one.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--as", "username", default=None, help="An account that may read it.")
@click.option("--purpose", default="to explain service", show_default=True, help="Is recorded.")
@click.option("--demo", "in_demo", is_flag=True, help="Of the last demo, as its overseer.")
def explain(
    *,
    summons: str,
    on: datetime,
    version: str | None,
    language: str | None,
    form: str,
    username: str | None,
    purpose: str,
    in_demo: bool,
) -> None:
    """Say whether a summons counted as served on a day, by which rule, and why."""
    from vocatio.entry.commands.demo.plan import PASSWORD

    if not in_demo and username is None:
        raise click.UsageError("say who asks: --as USERNAME, or --demo")
    password = PASSWORD if in_demo else click.prompt("Password", hide_input=True, err=True)
    with database(name=_last_demo() if in_demo else launch.PRODUCTION):
        from vocatio.entry.commands.explain_command import Asked, run

        asked = Asked(summons, on.date(), version, language, form)
        who = username or Role.OVERSEER.value
        run(asked, username=who, password=password, purpose=purpose)


def _last_demo() -> str:
    from vocatio.project.demo import latest

    return latest(launch.home())


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def periods(file: Path) -> None:
    """Check the counting of periods against a file of vectors (CSV); exit 1 on a difference."""
    from vocatio.entry.commands import periods_command
    from vocatio.gateways.calendars import of_country

    sys.exit(periods_command.run(file, of_country))
