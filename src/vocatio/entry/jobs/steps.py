"""Steps of a call-up that look at the whole register."""

from collections.abc import Callable
from types import MappingProxyType
from uuid import UUID

from procrastinate.contrib.django import app

from vocatio.actions.access.sign_in import staff
from vocatio.actions.callup.allocate import allocate_places
from vocatio.actions.callup.ask import JOB
from vocatio.actions.callup.draw import draw_people
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.clock import now
from vocatio.actions.jobs import told
from vocatio.domain.errors import Refusal

ACTS: MappingProxyType[str, Callable[..., None]] = MappingProxyType(
    {"pool": fill_pool, "draw": draw_people, "allocate": allocate_places}
)


@app.task(name=JOB, queue="release")
def take(callup: str, act: str, account: str) -> None:
    """Take the step for whoever asked; what is refused, the page of the call-up says."""
    try:
        with told(JOB, UUID(callup)):
            ACTS[act](UUID(callup), by=staff(UUID(account), at=now()), at=now())
    except Refusal:
        return  # It was told: trying again changes nothing until a human has mended it.
