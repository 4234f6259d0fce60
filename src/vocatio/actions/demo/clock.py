"""Move the clock of a demo forwards."""

from datetime import datetime, timedelta

from vocatio.actions.demo.guard import require_demo
from vocatio.gateways import clock


# house: authorship because it makes the time that acts take as theirs
def advance_to(moment: datetime) -> datetime:
    """Move the clock to `moment`, or leave it where it is when that lies behind; say the time.

    Raises:
        NotADemo: this is no demo.
    """
    require_demo()
    step = moment - clock.now()
    return clock.advance(step) if step > timedelta(0) else clock.now()
