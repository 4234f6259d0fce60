"""Carry out a correction that two humans decided."""

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from vocatio.actions.callup import carry_out_correction as correction_of
from vocatio.actions.jobs import told

#: A batch that fails is tried again: facts tell what is left, so nothing is doubled.
RETRY = RetryStrategy(max_attempts=20, linear_wait=5)


@app.task(name=correction_of.JOB, queue="release", retry=RETRY, pass_context=True)
def carry_out(context: JobContext, correction: str) -> None:
    """Correct summons by summons, in batches; record that it is complete."""
    with told(correction_of.JOB, UUID(correction)) as progress:
        correction_of.carry_out_correction(
            UUID(correction), stopped=context.should_abort, progress=progress
        )
