"""`vocatio sample`: write an invented register file."""

from datetime import date
from pathlib import Path

import click

from vocatio.entry.commands.sample import shipped_plan, write_sample


def run(
    file: Path,
    jurisdiction: str,
    *,
    people: int,
    seed: int,
    on: date,
    dirty: bool,
    encoding: str,
) -> None:
    """Write the file, showing progress, and say what is in it."""
    summary = write_sample(
        file,
        shipped_plan(jurisdiction),
        people=people,
        seed=seed,
        on=on,
        dirty=dirty,
        encoding=encoding,
        progress=_tell,
    )
    click.echo("", err=True)
    click.echo(f"{summary.rows:,} rows in {file}, of them:")
    for kind, count in {**summary.hard_cases, **summary.faults}.items():
        click.echo(f"  {count:>9,}  {kind}")


def _tell(done: int) -> None:
    click.echo(f"\r{done:,} rows", nl=False, err=True)
