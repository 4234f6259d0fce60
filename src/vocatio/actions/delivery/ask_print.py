"""Ask for the letters that wait to be printed now, and not with the next round."""

from datetime import datetime

from vocatio.actions.delivery.rounds import JOB
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.gateways import queue


def ask_print(*, by: Staff, at: datetime) -> None:
    """Let a worker go round; a round that waits already does it as well."""
    permissions.require("letters.print", by)
    queue.defer(JOB, once=JOB)
