"""`vocatio letters render`: write the letter of a summons to a file."""

from pathlib import Path

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.summons.copy import copy_of


def render(reference: str, file: Path, *, large: bool, username: str, password: str) -> None:
    """Sign in, hand the letter out, write it, say how to check it."""
    by = sign_in(username, password, at=now())
    handed = copy_of(reference, large=large, by=by, at=now())
    file.write_bytes(handed.pdf)
    click.echo(f"{file}: {len(handed.pdf):,} bytes, sealed; its code is {handed.code}")
