"""Are the triggers there that keep anybody from changing what was recorded?

Whoever takes one away has not changed a row yet; the next one to write can, or can write what the
floor forbids and have it committed like anything else.
"""

from collections.abc import Iterator

from vocatio.actions.ledger.findings import Finding
from vocatio.records.ledger import guards as stored


# house: authorship because it tells of tables alone, to whoever runs the machine
def guards() -> Iterator[Finding]:
    """Every trigger of the migrations that is gone, switched off, or does something else now."""
    for guard in sorted(stored.made() - stored.there()):
        what = "this trigger is gone, switched off, or does not do what it was made to do"
        yield Finding(guard.table, guard.name, what)
