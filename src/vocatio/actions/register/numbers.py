"""Find a person by their number in the civil register. A step, no act: whoever calls it reads."""

from uuid import UUID

from vocatio.gateways import keys
from vocatio.records.register.models import Identifier


# house: authorship because whoever calls it leaves the reading
def by_number(number: str, issuer: str) -> UUID | None:
    """The person who has it, or had it and nobody has since; None where nobody does."""
    hashes = keys.ring().lookups(f"number\0{issuer}", number)
    found = Identifier.objects.filter(scheme="number", keyed_hash__in=hashes, superseded_at=None)
    return found.values_list("person_id", flat=True).first()
