"""`vocatio periods`: say of every row of a file of vectors whether the engine agrees."""

from pathlib import Path

import click

from vocatio.entry.commands.periods.vectors import DaysOff, judge


def run(file: Path, days_off: DaysOff) -> int:
    """Print a line for each row; return 0 when all agree, else 1, also when there is no row."""
    verdicts = list(judge(file, days_off))
    width = max((len(verdict.id) for verdict in verdicts), default=2)
    for verdict in verdicts:
        said = f"expected {verdict.expected or '(nothing)'}  got {verdict.got}"
        click.echo(f"{verdict.id:<{width}}  {said}  {'ok' if verdict.agrees else 'differs'}")
    agreed = sum(verdict.agrees for verdict in verdicts)
    click.echo(f"{agreed} of {len(verdicts)} agree.")
    return 0 if verdicts and agreed == len(verdicts) else 1
