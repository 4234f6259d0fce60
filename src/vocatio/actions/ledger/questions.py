"""Questions of other authorities lie beside their batch, which the log knows: are they still those?

They are compared by their hashes alone: whoever verifies learns nothing about anyone.
"""

import json
from collections.abc import Iterator

from vocatio.actions.ledger.findings import Finding
from vocatio.domain.law.floor import NOTHING_KEPT
from vocatio.gateways.clock import now
from vocatio.records.agencies import replay
from vocatio.records.agencies.replay import BatchRow

BATCHES, QUERIES = "agencies_batch", "agencies_query"


# house: authorship because it tells of rows by hash alone, to whoever runs the machine
def questions() -> Iterator[Finding]:
    """Every question that is gone before its time, or that its batch does not name."""
    shredded_until = now() - NOTHING_KEPT
    for row in replay.batches():
        yield from _batch(row, kept=row.at > shredded_until)
    for stray in replay.strays():
        yield Finding(QUERIES, str(stray), "no batch names it: it was inserted beside the ledger")


def _batch(row: BatchRow, *, kept: bool) -> Iterator[Finding]:
    try:
        said = json.loads(row.canonical)
        nothing, other = frozenset(said["nothing"]), frozenset(said["other"])
    except (ValueError, KeyError, TypeError):
        yield Finding(BATCHES, str(row.id), "its bytes are not the JSON of such a row")
        return
    for leaf in sorted(row.held - nothing - other):
        yield Finding(QUERIES, leaf, f"batch {row.id} does not name it")
    # A “nothing” of more than 30 days ago was shredded, or waits for it: either is right (F19).
    for leaf in sorted((nothing | other if kept else other) - row.held):
        yield Finding(QUERIES, leaf, f"gone, or changed; batch {row.id} names it")
