"""`vocatio ledger status`: how the log stands, one line for each thing."""

from datetime import timedelta

import click

from vocatio.actions.clock import now
from vocatio.actions.ledger.status import Status, status


def run() -> None:
    """Print it."""
    found = status()
    for name, value in (
        ("entries", "none: the sequencer has not run yet" if found.size is None else found.size),
        ("waiting", found.waiting),
        ("last checkpoint", _signed(found)),
        ("time-stamps", _stamps(found)),
        ("witnesses", ", ".join(found.witnesses) or "none"),
        *(("key", key) for key in found.keys[:-1]),
        *(("key that signs", key) for key in found.keys[-1:]),
    ):
        click.echo(f"  {name:<18}{value:,}" if isinstance(value, int) else f"  {name:<18}{value}")


def _signed(found: Status) -> str:
    if found.signed_at is None:
        return "none that this machine knows of"
    age = timedelta(seconds=int((now() - found.signed_at).total_seconds()))
    return f"{found.signed_at:%Y-%m-%d %H:%M:%S} UTC, {age} ago"


def _stamps(found: Status) -> str:
    covered = (
        f"{found.stamps:,}, the last over {found.stamped:,} entries" if found.stamps else "none"
    )
    return f"{covered}; the last attempt failed: {found.failure}" if found.failure else covered
