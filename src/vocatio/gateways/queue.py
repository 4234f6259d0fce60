"""Jobs, deferred by name inside the transaction of the act that asks for them."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued


def defer(job: str, *, once: str, **arguments: str) -> None:
    """Enqueue a job; a second one with the same `once` that still waits is not added."""
    try:
        # A savepoint: the refusal of the database would undo the act that asks, without a word.
        with transaction.atomic():
            app.configure_task(job, queueing_lock=once, lock=once).defer(**arguments)
    except AlreadyEnqueued:
        # The job that waits will do the work: it looks at the rows, not at its arguments.
        return


def held(once: str) -> bool:
    """Whether a job that was deferred with this `once` waits, or is being done."""
    return ProcrastinateJob.objects.filter(lock=once, status__in=("todo", "doing")).exists()


def waits(job: str) -> bool:
    """Whether a job of that name waits, or is being done."""
    return ProcrastinateJob.objects.filter(task_name=job, status__in=("todo", "doing")).exists()
