"""What was typed and never sent is erased when its days are over, by time alone."""

from procrastinate.contrib.django import app

from vocatio.actions.clock import now
from vocatio.actions.request import drafts


@app.periodic(cron="35 * * * *")
@app.task(name=drafts.JOB, queue="drafts", queueing_lock=drafts.JOB, lock=drafts.JOB)
def forget(timestamp: int) -> None:  # noqa: ARG001 because it is passed
    """Erase drafts that were kept long enough; the next hour takes up what a failure left."""
    drafts.forget(at=now())
