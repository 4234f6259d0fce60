"""The worker: carries out jobs, and takes up those that a killed worker left behind."""

import asyncio
import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import cast

from django.db import close_old_connections
from procrastinate import App, JobContext
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.worker import Worker

from vocatio.domain.errors import VocatioError

logger = logging.getLogger(__name__)

#: A worker says this often that it lives; one that has not for `STALLED` is taken for dead.
HEARTBEAT, STALLED = 2.0, 10.0
#: How long a job may go on after the worker was told to stop, before it is asked to end early.
FINISH = 1.0


class DatabaseLost(VocatioError):
    """The database went away: start the worker again once it is back; no job is lost."""


def run() -> None:
    """Work until told to stop (SIGTERM, SIGINT).

    A job that still runs then ends where it can be taken up again, and is queued anew.

    Raises:
        DatabaseLost: nothing can be done for now.
    """
    try:
        asyncio.run(_work())
    except ConnectorException as error:
        raise DatabaseLost from error


async def _work() -> None:
    connector = cast(DjangoConnector, django_app.connector)
    app = django_app.with_connector(connector.get_worker_connector())
    async with app.open_async():
        rescue = asyncio.create_task(_rescue(app))
        try:
            await app.run_worker_async(
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=STALLED,
                fetch_job_polling_interval=1.0,
                shutdown_graceful_timeout=FINISH,
                task_middleware=[carried_out],
            )
        finally:
            rescue.cancel()


def carried_out(call: Callable[[], object], context: JobContext, _: Worker) -> object:
    """Let no job inherit a connection that broke under an earlier one; say what failed, and where.

    Jobs are tried again without a word. The first line of an error is enough: what follows it can
    name a person, as the details of a refused row do.
    """
    close_old_connections()
    try:
        return call()
    except Exception as error:
        said = (str(error) or "no reason given").splitlines()[0]
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        job, times = context.job, context.job.attempts + 1
        logger.warning(
            "job %s (%s) failed, attempt %s: %s: %s [%s]",
            *(job.id, job.task_name, times, type(error).__name__, said, where),
        )
        raise


async def _rescue(app: App) -> None:
    """Jobs are safe to run again, so one whose worker died is simply queued anew."""
    while True:
        await asyncio.sleep(HEARTBEAT)
        try:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
                await _queue_anew(app, job)
        except ConnectorException as error:
            # Another worker was there first, or the database is away; either shows in a moment.
            logger.warning("stalled jobs could not be taken up: %s", error.__cause__ or error)


async def _queue_anew(app: App, job: Job) -> None:
    logger.warning("job %s (%s) is taken up again", job.id, job.task_name)
    await app.job_manager.retry_job(job)
