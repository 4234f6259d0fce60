"""`vocatio summons recall`, `vocatio callup recall` and so on: submit a correction, approve one."""

from uuid import UUID

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.callup.correct import (
    approve_correction,
    correct_callup,
    correct_summons,
)
from vocatio.actions.clock import now
from vocatio.actions.inspect.callups import callups
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.summons.corrections import Reason, Wanted, Way

PURPOSE = "to correct a call-up"


def submit(
    way: Way,
    reason: Reason,
    username: str,
    password: str,
    *,
    summons: str | None = None,
    order: str = "",
    move: bool = False,
) -> None:
    """Submit it, and say how it goes on."""
    by = sign_in(username, password, at=now())
    wanted = Wanted(way, reason, move)
    if summons:
        correction = correct_summons(summons, wanted, by=by, at=now())
    else:
        correction = correct_callup(_callup(order, by), wanted, by=by, at=now())
    click.echo(f"Submitted as {correction}. A second person approves it:")
    click.echo(f"  vocatio correction approve {correction} --as USERNAME")


def _callup(order: str, by: Staff) -> UUID:
    for line in callups(by=by, purpose=PURPOSE, at=now()):
        if line.reference == order:
            return line.id
    raise NotFound(f"no call-up carries out an order “{order}”")


def approve(correction_id: UUID, *, username: str, password: str) -> None:
    """Approve it."""
    by = sign_in(username, password, at=now())
    approve_correction(correction_id, by=by, at=now())
    click.echo("Approved: a worker sends a notice to everyone whom it concerns.")
