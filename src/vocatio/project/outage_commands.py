"""`vocatio outage`: when the system could not be used, by hand; a probe records it by itself."""

from datetime import datetime
from uuid import UUID

import click

from vocatio.project.place_of_work import database

MOMENT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


@click.group()
def outage() -> None:
    """Times when the system could not be used: no deadline of a person expires then (F6)."""


@outage.command("record")
@click.option("--begins", type=MOMENT, required=True, help="Local time, such as 2026-04-09T08:30.")
@click.option("--ends", type=MOMENT, help="Leave it out while the outage goes on.")
@click.option("--reason", required=True, help="What could not be used, and why; is published.")
@click.option(
    "--summons", help="Reference, if one person alone was shut out; reason stays private."
)
@click.option("--as", "username", required=True, help="User name of an officer.")
@click.password_option(confirmation_prompt=False)
def record(
    *,
    begins: datetime,
    ends: datetime | None,
    reason: str,
    summons: str | None,
    username: str,
    password: str,
) -> None:
    """Record an outage; nothing follows until a second person certifies it."""
    with database():
        from vocatio.entry.commands import outage_command as command

        told = command.Told(begins, ends, reason, summons)
        command.record(told, username=username, password=password)


@outage.command("end")
@click.argument("outage_id", metavar="OUTAGE", type=click.UUID)
@click.option("--ends", type=MOMENT, required=True, help="Local time, such as 2026-04-09T17:00.")
@click.option("--as", "username", required=True, help="User name of an officer.")
@click.password_option(confirmation_prompt=False)
def end(outage_id: UUID, ends: datetime, username: str, password: str) -> None:
    """Record when an outage ended; that waits for a certificate as well."""
    with database():
        from vocatio.entry.commands import outage_command as command

        command.end(outage_id, ends, username=username, password=password)


@outage.command("certify")
@click.argument("outage_id", metavar="OUTAGE", type=click.UUID)
@click.option("--as", "username", required=True, help="User name of a decider: a second person.")
@click.password_option(confirmation_prompt=False)
def certify(outage_id: UUID, username: str, password: str) -> None:
    """Certify an outage as it was recorded: it moves deadlines from now on."""
    with database():
        from vocatio.entry.commands import outage_command as command

        command.certify(outage_id, username=username, password=password)


@outage.command("decline")
@click.argument("outage_id", metavar="OUTAGE", type=click.UUID)
@click.option("--as", "username", required=True, help="User name of a decider: a second person.")
@click.password_option(confirmation_prompt=False)
def decline(outage_id: UUID, username: str, password: str) -> None:
    """Decline to certify an outage: it moves nothing."""
    with database():
        from vocatio.entry.commands import outage_command as command

        command.decline(outage_id, username=username, password=password)


@outage.command("list")
@click.option("--as", "username", required=True, help="Of an officer, decider or overseer.")
@click.password_option(confirmation_prompt=False)
def listed(username: str, password: str) -> None:
    """List the latest outages, and where each stands."""
    with database():
        from vocatio.entry.commands import outage_command as command

        command.show(username=username, password=password)
