"""Does everything agree? Numbers only, about nobody in particular."""

from datetime import datetime, timedelta
from itertools import islice

from vocatio.actions.law import outage_facts, status_of
from vocatio.domain.facts import Fact
from vocatio.domain.law.outages import certified
from vocatio.domain.summons.receipt import evidenced_receipt
from vocatio.records.callups.invariants import offenders
from vocatio.records.cases.invariants import offenders as cases
from vocatio.records.deliveries.invariants import receipts
from vocatio.records.ledger import facts as ledger
from vocatio.records.summonses.models import Summons, SummonsFact

CHUNK = 2_000

CACHE = "cached states are what the facts say"
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
    counts = dict.fromkeys((CACHE, RECEIPT), 0)
    down = outage_facts()
    found = Summons.objects.order_by("id").iterator(CHUNK)
    while chunk := list(islice(found, CHUNK)):
        facts = ledger.of_many(SummonsFact, [summons.id for summons in chunk])
        counts[CACHE] += sum(not _agrees(one, facts[one.id], down, at) for one in chunk)
        by_sql = receipts(facts)
        counts[RECEIPT] += sum(by_sql.get(i) != _receipt(known) for i, known in facts.items())
    return counts


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
