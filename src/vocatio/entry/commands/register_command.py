"""`vocatio register import`: sign in, show progress, sum up."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.entry.commands.register_import import Summary, Wish, import_file

#: Years in one bar of the histogram, and the longest bar.
YEARS, WIDEST = 5, 50

#: Asks for the password of a user name.
AskPassword = Callable[[str], str]


def run(
    file: Path,
    errors: Path | None,
    wish: Wish,
    *,
    username: str,
    password: str,
    confirm_as: str | None,
    ask: AskPassword,
) -> None:
    """Import the file as this planner; a second person confirms it if named."""
    by = sign_in(username, password, at=now())
    if confirm_as:
        second = sign_in(confirm_as, ask(confirm_as), at=now())
        wish = Wish(wish.source, wish.mode, second, wish.reason)
    rejected = errors or file.with_name(f"{file.name}.errors.csv")
    _sum_up(import_file(file, rejected, wish, by=by, progress=_tell), rejected)


def _sum_up(summary: Summary, rejected: Path) -> None:
    click.echo("", err=True)
    rows = sum(summary.counts[what] for what in ("new", "changed", "unchanged", "refused"))
    click.echo(f"{rows:,} rows:")
    for what, count in summary.counts.items():
        click.echo(f"  {count:>12,} {what}")
    for count, what in (
        (summary.blank, "blank lines beside them"),
        (summary.continued, "more lines of rows with a line break inside quotation marks"),
    ):
        if count:
            click.echo(f"  {count:>12,} {what}")
    if summary.ignored:
        click.echo(f"Columns that no register has, and were not read: {', '.join(summary.ignored)}")
    for doubt in summary.doubts:
        click.echo(f"Confirmed by a second person: {doubt}")
    for fault, count in sorted(summary.faults.items()):
        click.echo(f"  {count:>12,} × {fault}")
    click.echo(histogram(summary.ages))
    if summary.counts["refused"]:
        click.echo(f"The refused rows are in {rejected}: mend them there and import that file.")


def histogram(ages: Mapping[int, int]) -> str:
    """Bars of ages, five years each; a wrong century is seen at a glance."""
    bars: dict[int, int] = {}
    for age, count in ages.items():
        bars[age // YEARS * YEARS] = bars.get(age // YEARS * YEARS, 0) + count
    highest = max(bars.values(), default=1)
    lines = ["Ages of the rows that could be read:"]
    for start in range(min(bars, default=0), max(bars, default=0) + 1, YEARS):
        count = bars.get(start, 0)
        bar = "#" * -(-count * WIDEST // highest)
        lines.append(f"  {start:>3} to {start + YEARS - 1:<3} {count:>12,} {bar}")
    return "\n".join(lines)


def _tell(stage: str, done: int) -> None:
    click.echo(f"\r{done:,} rows {stage}  ", nl=False, err=True)
