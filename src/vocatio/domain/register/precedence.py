"""Which source is believed where two disagree.

What a human decided about a person stands until a human decides otherwise: the next file of
the source, which does not know of the decision, would only bring the old mistake back. While
a correction is pending, nobody's file changes the field that it is about.
"""

#: Source of a claim that a human decided.
DECIDED = "decision"

#: Fields that a correction can be about, named like the claims that they change.
FIELDS = (
    *("name", "particulars", "language", "identifier", "address", "registration", "contact"),
    *("need", "liability", "status", "guardianship"),
)


def import_may_change(source_of_claim: str, *, pending: bool) -> bool:
    """Whether an import may end, or write beside, a claim that has this source."""
    return not pending and source_of_claim != DECIDED
