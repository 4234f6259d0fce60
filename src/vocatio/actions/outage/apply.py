"""After a certification: what is cached of every summons that is not over is derived anew.

No deadline hangs on it, since each is derived when it is asked for. Each batch is one
transaction that makes summonses due for the sweep, which derives them; killed at any moment, the
next run makes due again what is not over, and nothing is doubled.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.clock import now
from vocatio.actions.summons.sweep import BATCH, sweep_due
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.summons.states import OVER

JOB = "outage.apply"
NOBODY = UUID(int=0)

MARK = """
WITH batch AS (SELECT id FROM summonses_summons WHERE id > %s AND NOT state = ANY(%s)
               ORDER BY id LIMIT %s FOR NO KEY UPDATE),
     marked AS (UPDATE summonses_summons s SET next_due_at = %s FROM batch WHERE s.id = batch.id)
SELECT id FROM batch ORDER BY id DESC LIMIT 1
"""


# house: authorship because a job writes no fact here, and each batch reads the clock
def apply_outages(*, stopped: Callable[[], bool] = lambda: False) -> None:
    """Make every summons that is not over due, batch by batch, and see to all of them."""
    by, last = System(JOB, NOBODY), NOBODY
    while not stopped() and (found := mark_due(last, BATCH, by=by, at=now())):
        last = found
    sweep_due(stopped=stopped)


def mark_due(after: UUID, size: int, *, by: System, at: datetime) -> UUID | None:
    """Make up to `size` summonses due whose ids follow; return the last id, None at the end."""
    permissions.require("outage.apply", by)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MARK, [after, sorted(OVER), size, at])
        found = cursor.fetchone()
    return found[0] if found else None
