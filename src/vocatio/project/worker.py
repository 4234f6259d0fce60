"""The worker: carries out jobs, and takes up those that a killed worker left behind."""

import asyncio
import logging
from typing import cast

from procrastinate import App
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.django_connector import DjangoConnector

logger = logging.getLogger(__name__)

#: A worker says this often that it lives; one that has not for `STALLED` is taken for dead.
HEARTBEAT, STALLED = 2.0, 10.0


def run() -> None:
    """Work until told to stop (SIGTERM, SIGINT); the job at hand is finished first."""
    asyncio.run(_work())


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
            )
        finally:
            rescue.cancel()


async def _rescue(app: App) -> None:
    """Jobs are safe to run again, so one whose worker died is simply queued anew."""
    while True:
        await asyncio.sleep(HEARTBEAT)
        stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED)
        for job in stalled:
            logger.warning("job %s (%s) is taken up again", job.id, job.task_name)
            await app.job_manager.retry_job(job)
