"""Deliveries go round every minute, and right after a release."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from vocatio.actions.delivery.rounds import JOB, go_round
from vocatio.actions.jobs import told

#: The next round comes in a minute anyway.
RETRY = RetryStrategy(max_attempts=2, wait=30)


@app.periodic(cron="* * * * *")
@app.task(name=JOB, queue="deliveries", queueing_lock=JOB, lock=JOB, retry=RETRY, pass_context=True)
def deliver(context: JobContext, timestamp: int = 0) -> None:  # noqa: ARG001 because it is passed
    """See to what is due, send alerts, print letters."""
    with told(JOB):
        go_round(stopped=context.should_abort)
