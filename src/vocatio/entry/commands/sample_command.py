"""`vocatio sample`: write an invented register file, and how it looks later."""

from datetime import date
from pathlib import Path

import click

from vocatio.domain.errors import InvalidInput
from vocatio.entry.commands.sample import SampleSummary, shipped_plan, write_later, write_sample


def run(
    file: Path,
    jurisdiction: str,
    *,
    people: int,
    seed: int,
    on: date,
    dirty: bool,
    encoding: str,
    then: Path | None,
) -> None:
    """Write the file, showing progress, and say what is in it.

    Args:
        then: where the same register goes as it is some time later.
    """
    if then and then.resolve() == file.resolve():
        raise InvalidInput("then", f"{then} is the first file: name another one")
    plan = shipped_plan(jurisdiction)
    _told(
        write_sample(
            file,
            plan,
            people=people,
            seed=seed,
            on=on,
            dirty=dirty,
            encoding=encoding,
            progress=_tell,
        )
    )
    if then:
        _told(
            write_later(
                then, plan, people=people, seed=seed, on=on, encoding=encoding, progress=_tell
            )
        )


def _told(summary: SampleSummary) -> None:
    click.echo("", err=True)
    click.echo(f"{summary.rows:,} rows in {summary.path}, of them:")
    for kind, count in {**summary.hard_cases, **summary.faults}.items():
        click.echo(f"  {count:>9,}  {kind}")


def _tell(done: int) -> None:
    click.echo(f"\r{done:,} rows", nl=False, err=True)
