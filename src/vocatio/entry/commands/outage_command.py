"""`vocatio outage`: record, end, certify, decline, list."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import click
from django.utils.timezone import get_default_timezone

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.inspect.outages import OutageLine, outages
from vocatio.actions.outage import certify as certifying
from vocatio.actions.outage.record import end_outage, record_outage

PURPOSE = "to certify outages"


class Told(NamedTuple):
    """What an officer says of an outage; times are local, without a zone."""

    begins: datetime
    ends: datetime | None
    reason: str
    summons: str | None


def record(told: Told, *, username: str, password: str) -> None:
    """Record it, and say how it goes on."""
    by = sign_in(username, password, at=now())
    ends = _local(told.ends) if told.ends else None
    outage_id = record_outage(
        _local(told.begins), ends, told.reason, by=by, at=now(), summons=told.summons
    )
    click.echo(f"Recorded as {outage_id}. It counts once a second person certifies it:")
    click.echo(f"  vocatio outage certify {outage_id} --as USERNAME")


def end(outage_id: UUID, ends: datetime, *, username: str, password: str) -> None:
    """Record its end."""
    by = sign_in(username, password, at=now())
    end_outage(outage_id, _local(ends), by=by, at=now())
    click.echo("Recorded. Until a second person certifies it, the outage goes on for the law.")


def certify(outage_id: UUID, *, username: str, password: str) -> None:
    """Certify it."""
    by = sign_in(username, password, at=now())
    certifying.certify(outage_id, by=by, at=now())
    click.echo("Certified: every day that it touched is added to the deadlines it overlaps (F6).")


def decline(outage_id: UUID, *, username: str, password: str) -> None:
    """Decline it."""
    by = sign_in(username, password, at=now())
    certifying.decline(outage_id, by=by, at=now())
    click.echo("Declined: it is kept as it was recorded, and moves no deadline.")


def show(*, username: str, password: str) -> None:
    """One outage a line."""
    by = sign_in(username, password, at=now())
    found = outages(by=by, purpose=PURPOSE, at=now())
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("No outage was recorded.")


def _line(one: OutageLine) -> str:
    ends = _written(one.ends) if one.ends else "goes on"
    whom = "everybody" if one.everybody else "one person"
    said = f" {one.words}" if one.words else ""
    times = f"{_written(one.begins)} – {ends}"
    return f"{one.id} {one.stage:9} {times} {whom}, by {one.source}.{said}"


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=get_default_timezone())


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(get_default_timezone()):%Y-%m-%d %H:%M}"
