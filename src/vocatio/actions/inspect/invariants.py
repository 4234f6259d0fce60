"""Does everything agree? Numbers only, about nobody in particular."""

from datetime import datetime
from itertools import islice

from vocatio.actions.law import status_of
from vocatio.domain.facts import Fact
from vocatio.records.callups.invariants import offenders
from vocatio.records.ledger import facts as ledger
from vocatio.records.summonses.models import Summons, SummonsFact

CHUNK = 2_000

CACHE = "cached states are what the facts say"


# house: authorship because it returns numbers about nobody, to whoever runs the machine
def broken(*, at: datetime) -> dict[str, int]:
    """Rule -> how many break it: the rules between tables, and the caches of summonses."""
    return offenders() | {CACHE: _stale(at)}


def _stale(at: datetime) -> int:
    """Summonses whose cached columns differ from what is derived from their facts.

    A summons whose time has come since its last fact is not counted: time needs no job.
    """
    stale = 0
    found = Summons.objects.order_by("id").iterator(CHUNK)
    while chunk := list(islice(found, CHUNK)):
        facts = ledger.of_many(SummonsFact, [summons.id for summons in chunk])
        stale += sum(not _agrees(summons, facts[summons.id], at) for summons in chunk)
    return stale


def _agrees(summons: Summons, facts: list[Fact], at: datetime) -> bool:
    on = min(at, summons.next_due_at) if summons.next_due_at else at
    status = status_of(summons, facts, on=max(on, facts[-1].recorded_at))
    return (
        summons.state == status.state
        and summons.slot_id == status.slot_id
        and summons.request_open == (status.open_request is not None)
    )
