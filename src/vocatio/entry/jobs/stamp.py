"""Time-stamps: at an interval, and soon after each release and decision."""

import os
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from vocatio.actions.ledger import stamp
from vocatio.domain.errors import VocatioError

#: Until it succeeds: nothing adverse takes effect without (F2).
RETRY = RetryStrategy(wait=2, linear_wait=2)


class BadInterval(VocatioError):
    """VOCATIO_STAMP_MINUTES is no number of minutes from 1 to 59."""


def interval(said: str) -> int:
    """Minutes between two stamps of a log that grows.

    Raises:
        BadInterval: the environment says something else.
    """
    if not (said.isdecimal() and 1 <= int(said) <= LONGEST):
        raise BadInterval(f"VOCATIO_STAMP_MINUTES is {said!r}: write minutes, from 1 to {LONGEST}")
    return int(said)


#: What fits into an hour.
LONGEST = 59
EVERY = interval(os.environ.get("VOCATIO_STAMP_MINUTES", "10"))


@app.periodic(cron=f"*/{EVERY} * * * *")
@app.task(
    name="ledger.stamp_last",
    queue="stamps",
    queueing_lock="ledger.stamp_last",
    lock="ledger.stamp",
    retry=RetryStrategy(max_attempts=10, wait=20),
)
def stamp_last(timestamp: int) -> None:  # noqa: ARG001 because procrastinate hands it over
    """Stamp the last checkpoint; tried again until the next interval asks anew."""
    stamp.stamp_last()


@app.task(name="ledger.stamp_record", queue="stamps", retry=RETRY)
def stamp_record(record: str) -> None:
    """Stamp a checkpoint that covers the record."""
    stamp.stamp_record(UUID(record))
