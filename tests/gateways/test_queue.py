"""Jobs that were deferred and are not done yet."""

from procrastinate.contrib.django.models import ProcrastinateJob

from tests.database import Database
from vocatio.gateways import queue


def test_a_job_waits_until_it_is_done(db: Database) -> None:
    assert not queue.waits("delivery.rounds")
    queue.defer("delivery.rounds", once="delivery.rounds")
    queue.defer("delivery.rounds", once="delivery.rounds")
    (job,) = ProcrastinateJob.objects.filter(task_name="delivery.rounds")
    for status, waits in (("todo", True), ("doing", True), ("succeeded", False), ("failed", False)):
        _now(job, status)
        assert queue.waits("delivery.rounds") is waits
    assert not queue.waits("summons.sweep")


def _now(job: ProcrastinateJob, status: str) -> None:
    ProcrastinateJob.objects.filter(id=job.id).update(status=status)
