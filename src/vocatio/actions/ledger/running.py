"""Keep the sequencer of this database at work."""

from collections.abc import Callable

from vocatio.actions.ledger.opening import make_log, of_this_database, sequencer
from vocatio.actions.ledger.sequencer import BATCH
from vocatio.gateways.clock import now


# house: authorship because it integrates what others committed, and decides nothing
def run(go_on: Callable[[bool], bool], tell: Callable[[str], None]) -> None:
    """Integrate until told to stop.

    Args:
        go_on: says whether to, after a pause when it is told that the log has caught up (True):
            what comes meanwhile waits, so that many entries share a signature and its files.
        tell: gets a line when the log was opened, and when it was closed.

    Raises:
        VocatioError: whatever the sequencer refuses; nothing was signed over it.
    """
    at = of_this_database()
    make_log(at)
    running = sequencer(at)
    running.open(at=now())
    tell(f"the log in {at.files} has {running.size} entries")
    caught_up = False
    try:
        while go_on(caught_up):
            caught_up = running.step(at=now()) < BATCH
    finally:
        running.close()
    tell(f"stopped at {running.size} entries")
