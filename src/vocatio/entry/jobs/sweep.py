"""What is cached of summonses whose time has come, a few minutes after each hour."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from vocatio.actions.jobs import told
from vocatio.actions.summons.sweep import JOB, sweep_due

#: The next run takes up what is left.
RETRY = RetryStrategy(max_attempts=3, wait=60)


@app.periodic(cron="5 * * * *")
@app.task(name=JOB, queue="sweep", queueing_lock=JOB, lock=JOB, retry=RETRY, pass_context=True)
def sweep(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 because it is passed
    """Derive anew the cached columns of those due: it costs by those due, not by those stored."""
    with told(JOB) as progress:
        sweep_due(stopped=context.should_abort, progress=lambda done: progress(done, None))
