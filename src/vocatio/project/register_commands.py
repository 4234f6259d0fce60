"""`vocatio register`."""

from pathlib import Path
from uuid import UUID

import click

from vocatio.project.place_of_work import database

FILE = click.Path(path_type=Path)


@click.group()
def register() -> None:
    """The register of persons."""


@register.command("import")
@click.argument("file", type=FILE)
@click.option("--as", "username", required=True, help="User name of a planner; asks the password.")
@click.option("--source", default="register", show_default=True, help="Code of the source.")
@click.option("--errors", type=FILE, help="Default: FILE with “.errors.csv” appended.")
@click.option("--full", is_flag=True, help="Whoever is absent from FILE has left its source.")
@click.option("--confirm-as", help="User name of a second person who confirms; asks the password.")
@click.option("--reason", default="", help="Why the file is right although it does not look it.")
@click.password_option(confirmation_prompt=False)
def register_import(
    file: Path,
    username: str,
    source: str,
    errors: Path | None,
    full: bool,
    confirm_as: str | None,
    reason: str,
    password: str,
) -> None:
    """Import a register file (CSV in UTF-8, or Parquet)."""
    with database():
        from vocatio.entry.commands import register_command
        from vocatio.entry.commands.register_import import Wish

        register_command.run(
            file,
            errors,
            Wish(source, "full" if full else "delta", reason=reason),
            username=username,
            password=password,
            confirm_as=confirm_as,
            ask=lambda name: str(click.prompt(f"Password of {name}", hide_input=True)),
        )


@register.command("export-person")
@click.argument("folder", type=FILE)
@click.option("--person", type=click.UUID, help="Id of the person.")
@click.option("--number", help="Number of the person in the civil register.")
@click.option("--purpose", required=True, help="What for; the person sees it.")
@click.option("--as", "username", required=True, help="User name of an officer; asks the password.")
@click.password_option(confirmation_prompt=False)
def register_export_person(
    folder: Path,
    person: UUID | None,
    number: str | None,
    purpose: str,
    username: str,
    password: str,
) -> None:
    """Write a person's own record into FOLDER, as a page to read and as JSON."""
    with database():
        from vocatio.entry.commands import export_command

        export_command.run(
            folder,
            person=person,
            number=number,
            purpose=purpose,
            username=username,
            password=password,
        )


@register.group("look-alikes")
def look_alikes() -> None:
    """Records that may be one person: find them, and let a human decide."""


@look_alikes.command("find")
@click.option("--as", "username", required=True, help="User name of a planner; asks the password.")
@click.option("--memory", type=click.IntRange(100), default=1000, show_default=True, help="MB.")
@click.password_option(confirmation_prompt=False)
def look_alikes_find(username: str, memory: int, password: str) -> None:
    """Compare the whole register and list the pairs; nothing is merged."""
    with database():
        from vocatio.entry.commands import look_alikes as command

        command.find(username, password, memory)


@look_alikes.command("show")
@click.option("--as", "username", required=True, help="User name of a decider; asks the password.")
@click.option("--purpose", required=True, help="What for; both people can read it.")
@click.password_option(confirmation_prompt=False)
def look_alikes_show(username: str, purpose: str, password: str) -> None:
    """Show at most 20 open pairs, with reasons and doubts."""
    with database():
        from vocatio.entry.commands import look_alikes as command

        command.show(username, password, purpose)


@look_alikes.command("decide")
@click.argument("pair", type=click.UUID)
@click.argument("outcome", type=click.Choice(["same", "different"]))
@click.option("--merge-into", type=click.UUID, help="With “same”: in whose record all goes on.")
@click.option("--reasons", help="With --merge-into: why they are one person.")
@click.option("--as", "username", required=True, help="User name of a decider; asks the password.")
@click.password_option(confirmation_prompt=False)
def look_alikes_decide(
    pair: UUID,
    outcome: str,
    merge_into: UUID | None,
    reasons: str | None,
    username: str,
    password: str,
) -> None:
    """Say whether a pair is the same person or two; the same person can be merged at once."""
    if merge_into and outcome != "same":
        raise click.UsageError("--merge-into goes with “same”: two people are not merged")
    with database():
        from vocatio.entry.commands import look_alikes as command

        if merge_into:
            command.merge(username, password, pair, merge_into, reasons or "")
        else:
            command.decide(username, password, pair, outcome)
