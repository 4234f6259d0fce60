"""Does everything agree? Numbers only, about nobody in particular."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from vocatio.actions.law import outage_facts, status_of
from vocatio.domain.facts import Fact
from vocatio.domain.law.outages import certified
from vocatio.domain.summons.receipt import evidenced_receipt
from vocatio.records.callups.invariants import offenders
from vocatio.records.cases.invariants import offenders as cases
from vocatio.records.deliveries.invariants import receipts
from vocatio.records.documents.envelopes import confided
from vocatio.records.ledger import facts as ledger
from vocatio.records.summonses.models import Summons, SummonsFact
from vocatio.records.work.models import Item

CHUNK = 2_000

CACHE = "cached states are what the facts say"
QUEUE = "each open request stands in the queue"
RECEIPT = "evidenced receipt is the same by the domain and by SQL"


# house: authorship because it returns numbers about nobody, to whoever runs the machine
def broken(*, at: datetime) -> dict[str, int]:
    """Rule -> how many break it: the rules between tables, and what is derived from facts."""
    return offenders() | cases() | _derived(at)


def _derived(at: datetime) -> dict[str, int]:
    """Summonses whose cached columns differ from what is derived from their facts.

    A summons whose time has come since its last fact is not counted: time needs no job. And
    those whose evidenced receipt the domain and SQL of its own do not agree about.
    """
    counts = dict.fromkeys((CACHE, QUEUE, RECEIPT), 0)
    down = outage_facts()
    found = Summons.objects.order_by("id").iterator(CHUNK)
    while chunk := list(islice(found, CHUNK)):
        facts = ledger.of_many(SummonsFact, [summons.id for summons in chunk])
        counts[CACHE] += sum(not _agrees(one, facts[one.id], down, at) for one in chunk)
        counts[QUEUE] += _unqueued([one for one in chunk if one.request_open], facts, down, at)
        by_sql = receipts(facts)
        counts[RECEIPT] += sum(by_sql.get(i) != _receipt(known) for i, known in facts.items())
    return counts


def _unqueued(
    asking: list[Summons], facts: Mapping[UUID, list[Fact]], down: list[Fact], at: datetime
) -> int:
    """How many requests wait by the facts that nobody finds in the queue."""
    outages = certified(down, on=at)
    found = (status_of(one, facts[one.id], outages=outages, on=at) for one in asking)
    waiting = {one.id for each in found for one in each.requests if one.outcome is None}
    waiting -= confided(waiting)
    queued = Item.objects.filter(id__in=waiting, closed_at=None)
    return len(waiting) - queued.count()


def _receipt(facts: list[Fact]) -> datetime | None:
    found = evidenced_receipt(facts)
    return found.at if found else None


def _agrees(summons: Summons, facts: list[Fact], down: list[Fact], at: datetime) -> bool:
    due = summons.next_due_at
    on = min(at, due - timedelta.resolution) if due else at
    on = max(on, facts[-1].recorded_at)
    status = status_of(summons, facts, outages=certified(down, on=on), on=on)
    return (
        summons.state == status.state
        and summons.slot_id == status.slot_id
        and summons.request_open == (status.open_request is not None)
    )
