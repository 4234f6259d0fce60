"""One round of deliveries: see to what is due, send alerts, print letters."""

from collections.abc import Callable
from uuid import UUID

from vocatio.actions.clock import now
from vocatio.actions.delivery.due import see_to_due
from vocatio.actions.delivery.print import BATCH as LETTERS
from vocatio.actions.delivery.print import print_waiting
from vocatio.actions.delivery.send import send_waiting
from vocatio.domain.actors import System

JOB = "delivery.rounds"
#: Summonses in one transaction.
BATCH = 500
NOBODY = UUID(int=0)


# house: authorship because each fact names who released its call-up, and each step reads the clock
def go_round(*, stopped: Callable[[], bool] = lambda: False, letters: int = LETTERS) -> None:
    """See to everything that is due now. However many are due, it is one job.

    Args:
        letters: the most that one file for the printer holds.

    Raises:
        AlertsLeft: the mail server was gone; run it again.
        FolderUnusable: letters wait until the print folder is mended.
    """
    by = System(JOB, NOBODY)
    while not stopped() and see_to_due(BATCH, by=by, at=now()):
        pass
    # Letters first: a mail server that is away holds up no printer.
    print_waiting(stopped=stopped, size=letters)
    send_waiting(stopped=stopped)
