"""`vocatio register look-alikes`: find pairs, show what is open, decide one."""

from uuid import UUID

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.inspect.look_alikes import LookAlikeLine, open_look_alikes
from vocatio.actions.register.look_alikes import (
    decide_look_alike,
    find_look_alikes,
    merge_look_alike,
)


def find(username: str, password: str, memory_mb: int) -> None:
    """Compare the whole register, as this planner, and count the pairs."""
    by = sign_in(username, password, at=now())
    found = find_look_alikes(by=by, at=now(), progress=_tell, memory_mb=memory_mb)
    click.echo("", err=True)
    click.echo(f"{found.new:,} new pairs, {found.known:,} known ones, {found.gone:,} gone")


def show(username: str, password: str, purpose: str) -> None:
    """The open pairs, as this decider."""
    by = sign_in(username, password, at=now())
    lines = open_look_alikes(by=by, purpose=purpose, at=now())
    for line in lines:
        click.echo(_told(line))
    click.echo(f"{len(lines)} open pairs are shown; decide each by its id.")


def decide(username: str, password: str, pair: UUID, outcome: str) -> None:
    """Decide one pair, as this decider."""
    by = sign_in(username, password, at=now())
    decide_look_alike(pair, outcome, by=by, at=now())
    click.echo(f"{pair}: {outcome}")
    if outcome == "same":
        click.echo("Neither is summoned until they are merged: vocatio register merge")


def merge(username: str, password: str, pair: UUID, into: UUID, reasons: str) -> None:
    """The two are one person, in whose record all goes on, as this decider."""
    by = sign_in(username, password, at=now())
    other = merge_look_alike(pair, into, reasons, by=by, at=now())
    click.echo(f"{pair}: same; {other} goes on as {into}")
    click.echo(f"To undo it: vocatio register undo-merge {other}")


def _told(line: LookAlikeLine) -> str:
    compared = ", ".join(f"{trait} {how}" for trait, how in line.compared.items())
    sides = " | ".join(f"{side.name} ({side.born or '?'})" for side in (line.one, line.other))
    return f"{line.id}\n  {sides}\n  {compared}\n  yet: {', '.join(line.doubts)}"


def _tell(people: int) -> None:
    click.echo(f"\r{people:,} people read", nl=False, err=True)
