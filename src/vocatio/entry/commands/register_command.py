"""`vocatio register import`: sign in, show progress, sum up."""

from pathlib import Path

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.entry.commands.register_import import import_file


def run(file: Path, errors: Path | None, *, source: str, username: str, password: str) -> None:
    """Import the file as this planner."""
    by = sign_in(username, password, at=now())
    rejected = errors or file.with_name(f"{file.name}.errors.csv")
    counts = import_file(file, rejected, source=source, by=by, progress=_tell)
    click.echo("", err=True)
    click.echo(", ".join(f"{count:,} {what}" for what, count in counts.items()))
    if counts["refused"]:
        click.echo(f"The refused rows are in {rejected}: mend them there and import that file.")


def _tell(done: int) -> None:
    click.echo(f"\r{done:,} rows", nl=False, err=True)
