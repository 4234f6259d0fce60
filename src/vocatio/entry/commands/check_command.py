"""`vocatio check`: say of every invariant whether it holds."""

import click

from vocatio.actions.clock import now
from vocatio.actions.inspect.invariants import broken


def run() -> int:
    """Print the rules; return 0 when all hold, else 1."""
    found = broken(at=now())
    click.echo()
    for rule, offenders in found.items():
        click.echo(f"  {'holds ' if not offenders else 'BROKEN'}  {rule}" + _times(offenders))
    failed = sum(1 for offenders in found.values() if offenders)
    click.echo(f"{len(found) - failed} of {len(found)} invariants hold.")
    return 1 if failed else 0


def _times(offenders: int) -> str:
    return f": {offenders:,} times" if offenders else ""
