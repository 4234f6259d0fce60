"""`vocatio alert bounce`: take in what a mail server reports, from a file or a pipe."""

import sys
from pathlib import Path
from uuid import UUID

import click

from vocatio.actions.clock import now
from vocatio.actions.delivery.bounce import take_bounce
from vocatio.domain.actors import System

#: The mail server acts; the fact names who released the call-up.
MAIL_SERVER = System("delivery.bounce", UUID(int=0))


def run(file: Path | None) -> None:
    """Record one report."""
    content = file.read_bytes() if file else sys.stdin.buffer.read()
    new = take_bounce(content, by=MAIL_SERVER, at=now())
    click.echo("The alert failed: recorded." if new else "Nothing new: no failure, or known.")
