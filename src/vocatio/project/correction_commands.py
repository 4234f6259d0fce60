"""`vocatio summons`, `callup` and `correction`: withdraw or replace what was released."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import click

from vocatio.domain.summons.corrections import Reason, Way
from vocatio.project.place_of_work import database

REASONS = click.Choice([reason.value for reason in Reason])
MOVE = "Name the next free time at the office, not the same again."


@click.group()
def summons() -> None:
    """One summons that was released."""


@click.group()
def callup() -> None:
    """A call-up that was released."""


@click.group()
def correction() -> None:
    """What was submitted to withdraw or replace summonses."""


def _asked(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every submission has."""
    for option in (
        click.password_option(confirmation_prompt=False),
        click.option("--as", "username", required=True, help="User name of a planner."),
        click.option("--reason", type=REASONS, required=True, help="The notice gives it in words."),
    ):
        command = option(command)
    return command


@summons.command("recall")
@click.argument("summons_reference", metavar="SUMMONS")
@_asked
def recall(summons_reference: str, reason: str, username: str, password: str) -> None:
    """Withdraw a summons; an approver must approve it."""
    _submit(Way.RECALL, reason, username, password, summons=summons_reference)


@summons.command("supersede")
@click.argument("summons_reference", metavar="SUMMONS")
@click.option("--move", is_flag=True, help=MOVE)
@_asked
def supersede(
    summons_reference: str, *, move: bool, reason: str, username: str, password: str
) -> None:
    """Replace a summons by a new notice; an approver must approve it."""
    _submit(Way.SUPERSEDE, reason, username, password, summons=summons_reference, move=move)


@callup.command("recall")
@click.argument("order", metavar="ORDER")
@_asked
def recall_all(order: str, reason: str, username: str, password: str) -> None:
    """Withdraw every summons of the call-up of an order; an approver must approve it."""
    _submit(Way.RECALL, reason, username, password, order=order)


@callup.command("supersede")
@click.argument("order", metavar="ORDER")
@click.option("--move", is_flag=True, help=MOVE)
@_asked
def supersede_all(order: str, *, move: bool, reason: str, username: str, password: str) -> None:
    """Replace every summons of the call-up of an order; an approver must approve it."""
    _submit(Way.SUPERSEDE, reason, username, password, order=order, move=move)


@correction.command("approve")
@click.argument("correction_id", metavar="CORRECTION", type=click.UUID)
@click.option("--as", "username", required=True, help="User name of an approver: a second person.")
@click.password_option(confirmation_prompt=False)
def approve(correction_id: UUID, username: str, password: str) -> None:
    """Approve a correction; a worker carries it out, and takes it up again after a kill."""
    with database():
        from vocatio.entry.commands import correction_command

        correction_command.approve(correction_id, username=username, password=password)


def _submit(way: Way, reason: str, username: str, password: str, **named: Any) -> None:
    with database():
        from vocatio.entry.commands import correction_command

        correction_command.submit(way, Reason(reason), username, password, **named)
