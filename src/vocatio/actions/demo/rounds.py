"""Have the worker of a demo make a round of deliveries now, rather than at the next minute."""

from time import sleep

from vocatio.actions.delivery.rounds import JOB
from vocatio.actions.demo.guard import require_demo
from vocatio.gateways import queue

#: Seconds between two looks at whether it is done.
PAUSE = 0.1


# house: authorship because each fact of a round names who released its call-up
def have_round_made() -> None:
    """Ask the worker for a round, and wait until it was made.

    Drawing letters takes some hundred megabytes, which the worker has and gives nobody else.

    Raises:
        NotADemo: anywhere else the minutes are real, and nobody waits.
    """
    require_demo()
    queue.defer(JOB, once=JOB)
    while queue.waits(JOB):
        sleep(PAUSE)
