"""The health probe every minute, and what follows from a certified outage."""

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from vocatio.actions.clock import now
from vocatio.actions.outage import apply, probe
from vocatio.domain.actors import System

RETRY = RetryStrategy(max_attempts=20, linear_wait=5)


@app.periodic(cron="* * * * *")
@app.task(name=probe.JOB, queue="outage", queueing_lock=probe.JOB, lock=probe.JOB)
def look(timestamp: int) -> None:  # noqa: ARG001 because it is passed
    """Do the portals answer? The next minute asks again."""
    probe.probe(by=System(probe.JOB, UUID(int=0)), at=now())


@app.task(name=apply.JOB, queue="outage", retry=RETRY, pass_context=True)
def bring_up_to_date(context: JobContext) -> None:
    """Derive anew what is cached of summonses that are not over."""
    apply.apply_outages(stopped=context.should_abort)
