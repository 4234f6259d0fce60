"""`vocatio template check`: needs no database."""

import click

from vocatio.actions.callup.template import check_template


def check(code: str) -> None:
    """Say the version, and each letter that was drawn."""
    found = check_template(code)
    for letter in found.letters:
        click.echo(f"{code} {letter.language} {letter.kind}: {letter.pages} pages")
    click.echo(f"{code}: whole; a release would name version {found.version[:12]}")
