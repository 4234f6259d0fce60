"""Keep the sequencer of this database at work."""

from collections.abc import Callable

from vocatio.actions.ledger.opening import make_log, of_this_database, sequencer
from vocatio.gateways.clock import now


# house: authorship because it integrates what others committed, and decides nothing
def run(go_on: Callable[[bool], bool], tell: Callable[[str], None]) -> None:
    """Integrate until told to stop.

    Args:
        go_on: says whether to, after a pause when it is told that nothing waits (True).
        tell: gets a line when the log was opened, and when it was closed.

    Raises:
        VocatioError: whatever the sequencer refuses; nothing was signed over it.
    """
    at = of_this_database()
    make_log(at)
    running = sequencer(at)
    running.open(at=now())
    tell(f"the log in {at.files} has {running.size} entries")
    nothing_waits = False
    try:
        while go_on(nothing_waits):
            nothing_waits = not running.step(at=now())
    finally:
        running.close()
    tell(f"stopped at {running.size} entries")
