"""Carry out a release that a human decided."""

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from vocatio.actions.callup import carry_out as release
from vocatio.actions.jobs import told

#: A batch that fails is tried again: the entries tell what is left, so nothing is doubled.
RETRY = RetryStrategy(max_attempts=20, linear_wait=5)


@app.task(name=release.JOB, queue="release", retry=RETRY, pass_context=True)
def carry_out(context: JobContext, callup: str) -> None:
    """Write the manifest, issue batch by batch, record that it is complete."""
    with told(release.JOB, UUID(callup)):
        release.carry_out(UUID(callup), stopped=context.should_abort)
