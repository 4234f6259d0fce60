"""`vocatio bundle`: write the proof of a summons to a file."""

from pathlib import Path
from shlex import quote

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.inspect.bundle import bundle_of
from vocatio.actions.ledger.anchors import anchors


def run(reference: str, file: Path, *, username: str, password: str, purpose: str) -> None:
    """Sign in, make the bundle, say how to check it, and with which keys and roots."""
    by = sign_in(username, password, at=now())
    content = bundle_of(reference, by=by, purpose=purpose, at=now())
    file.write_bytes(content)
    click.echo(f"{file}: {len(content):,} bytes; check it with: vocatio-verify {file}")
    click.echo("To prove more, say whom you trust; this machine knows:")
    for option, known in anchors():
        click.echo(f"  --{option} {quote(known)}")
