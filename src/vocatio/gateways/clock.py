"""The one clock: the database's own, which in a demo runs ahead of the real one."""

from datetime import UTC, datetime, timedelta
from typing import cast

from django.db import DatabaseError, connection, transaction

from vocatio.domain.errors import Refusal


class ClockFixed(Refusal):
    """Only the clock of a demo can be moved, and only forwards."""

    basis = "F2"


def now() -> datetime:
    """The instant, with zone, by the database's clock."""
    return _ask("SELECT vocatio_now()", [])


def machine() -> datetime:
    """The instant by this machine's clock, to compare with what others outside say theirs is."""
    return datetime.now(UTC)


def advance(step: timedelta) -> datetime:
    """Move the clock of a demo forwards and say what time it is then.

    Raises:
        ClockFixed: this is no demo, or the step is negative.
    """
    try:
        with transaction.atomic():
            seconds = step.total_seconds()
            return _ask("SELECT vocatio_demo_advance(make_interval(secs => %s))", [seconds])
    except DatabaseError as error:
        raise ClockFixed from error


def _ask(query: str, parameters: list[float]) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        (moment,) = cursor.fetchone()
    return cast(datetime, moment)
