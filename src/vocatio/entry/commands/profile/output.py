"""How the commands print: lines for people, JSON for machines."""

import json
import textwrap

import click

WIDTH = 96
DRAFT = "An unreviewed draft: it can issue nothing in production, and is no legal advice."


def as_json(value: object) -> None:
    """Print a value as JSON, in the order in which it was made."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def paragraph(text: str, indent: int) -> None:
    """Print a text, wrapped; every line is indented by so many columns."""
    margin = " " * indent
    click.echo(textwrap.fill(text, WIDTH, initial_indent=margin, subsequent_indent=margin))
