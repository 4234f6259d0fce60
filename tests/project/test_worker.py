"""A job that fails is tried again, and the log of the worker says what failed."""

import logging
from typing import cast

import pytest
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from procrastinate.worker import Worker

from vocatio.domain.errors import NotFound
from vocatio.project.worker import carried_out


def test_a_job_that_fails_says_what_failed_and_names_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job = Job(id=7, lock=None, queueing_lock=None, task_name="release.carry_out", queue="release")
    context = JobContext(start_timestamp=0.0, app=app, job=job, abort_reason=lambda: None)

    def failing() -> object:
        raise NotFound("there is no call-up 17\nDETAIL: Key (name)=(Ada Invented)")

    with caplog.at_level(logging.WARNING), pytest.raises(NotFound):
        carried_out(failing, context, cast(Worker, None))
    (said,) = caplog.messages
    assert said.startswith(
        "job 7 (release.carry_out) failed, attempt 1: NotFound: there is no call-up 17 [test_"
    )
    assert "Ada" not in said
