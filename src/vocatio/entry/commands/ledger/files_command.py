"""`vocatio ledger export` and `vocatio ledger key rotate`."""

from pathlib import Path

import click

from vocatio.actions.ledger.export import export
from vocatio.actions.ledger.rotate import rotate


def run_export(target: Path) -> None:
    """Copy the log; say how much it was."""
    size = export(target, lambda done: click.echo(f"{done:,} entries copied", err=True))
    click.echo(f"{size:,} entries are in {target}; “vocatio ledger verify --log” reads them.")


def run_rotate() -> None:
    """Rotate the key; print the public half of the new one."""
    click.echo(f"The log signs with a new key from its next checkpoint on: {rotate()}")
