"""`vocatio keys rotate`: sign in, show progress, say what was done."""

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.keys.rotate import rotate


def run(username: str, password: str) -> None:
    """Rotate the keys as this planner."""
    by = sign_in(username, password, at=now())
    done = rotate(by=by, at=now(), progress=_tell)
    click.echo("", err=True)
    click.echo(f"{done.rows:,} rows written again; {done.retired} former keys are gone.")


def _tell(done: int, total: int) -> None:
    click.echo(f"\r{done:,} of {total:,} rows", nl=False, err=True)
