"""Pages that are generated: written, or compared with what is there."""

from pathlib import Path

import click


def write_or_check(page: str, file: Path, command: str, *, check: bool) -> int:
    """Write the page, or compare it; return the exit status."""
    if not check:
        file.write_text(page, "utf-8")
        return 0
    if file.exists() and file.read_text("utf-8") == page:
        return 0
    click.echo(f"{file} is stale: run “./run vocatio {command}”", err=True)
    return 1
