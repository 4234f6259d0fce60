"""`vocatio letters render`: write the letter of a summons to a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.summons.copy import copy_of
from vocatio.domain.errors import InvalidInput


def render(reference: str, file: Path, *, large: bool, username: str, password: str) -> None:
    """Sign in, hand the letter out, write it, say how to check it.

    Raises:
        InvalidInput: it cannot be written there; then it was not handed out.
    """
    by = sign_in(username, password, at=now())
    with _beside(file) as whole:
        handed = copy_of(reference, large=large, by=by, at=now())
        whole.write_bytes(handed.pdf)
        whole.replace(file)
    click.echo(f"{file}: {len(handed.pdf):,} bytes, sealed; its code is {handed.code}")


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """Where a file is written whole, before it takes its place."""
    try:
        made = TemporaryDirectory(dir=file.absolute().parent, prefix=".letter-")
    except OSError as error:
        why = f"{file.absolute().parent} cannot be written to: {error.strerror}"
        raise InvalidInput("--output", why) from error
    with made as folder:
        yield Path(folder) / file.name
