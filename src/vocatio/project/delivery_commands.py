"""`vocatio post` and `vocatio alert`: what comes back from the post and from mail servers."""

from pathlib import Path

import click

from vocatio.project.place_of_work import database

FILE = click.Path(path_type=Path)


@click.group()
def post() -> None:
    """Letters, and what the post reports of them."""


@post.command("import")
@click.argument("file", type=FILE)
@click.option("--provider", required=True, help="Code of who wrote the file, such as post-at.")
@click.option("--as", "username", required=True, help="User name of an officer or planner.")
@click.option("--errors", type=FILE, help="Default: FILE with “.errors.csv” appended.")
@click.password_option(confirmation_prompt=False)
def post_import(
    file: Path, provider: str, username: str, errors: Path | None, password: str
) -> None:
    """Import what a provider reports of letters (CSV, UTF-8)."""
    with database():
        from vocatio.entry.commands import post_import as command

        command.run(file, errors, provider=provider, username=username, password=password)


@click.group()
def alert() -> None:
    """Messages that there is post."""


@alert.command("bounce")
@click.argument("file", type=FILE, required=False)
def alert_bounce(file: Path | None) -> None:
    """Take in a bounce (RFC 3464) from FILE, or from standard input."""
    with database():
        from vocatio.entry.commands import alert_bounce as command

        command.run(file)
