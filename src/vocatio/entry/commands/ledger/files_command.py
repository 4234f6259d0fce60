"""`vocatio ledger export`, `vocatio ledger cosign` and `vocatio ledger key rotate`."""

from collections.abc import Sequence
from pathlib import Path

import click

from vocatio.actions.ledger.cosign import cosign
from vocatio.actions.ledger.export import export
from vocatio.actions.ledger.rotate import rotate


def run_export(target: Path) -> None:
    """Copy the log; say how much it was."""
    size = export(target, lambda done: click.echo(f"{done:,} entries copied", err=True))
    click.echo(f"{size:,} entries are in {target}; “vocatio ledger verify --log” reads them.")


def run_cosign(file: Path, witnesses: Sequence[str]) -> None:
    """Keep cosignatures; say whose, over what, since when."""
    size, said = cosign(file.read_bytes(), witnesses)
    for one in said:
        click.echo(
            f"{one.witness.name} cosigned {size:,} entries at {one.at:%Y-%m-%d %H:%M:%S} UTC."
        )


def run_rotate() -> None:
    """Rotate the key; print the public half of the new one."""
    click.echo(f"The log signs with a new key from its next checkpoint on: {rotate()}")
