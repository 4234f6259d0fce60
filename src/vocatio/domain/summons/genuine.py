"""Whether a document is what it claims to be, and whether it still holds: from facts alone."""

from collections.abc import Sequence
from enum import StrEnum

from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import Kind

#: Each of these names the hash of a content. The withdrawal is a notice as well: it is genuine.
NOTICES = (Kind.ISSUED, Kind.APPOINTMENT, Kind.RECALLED)


class Standing(StrEnum):
    """What is said about a document to anybody who asks, without a name."""

    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


def standing(facts: Sequence[Fact], content: str) -> Standing:
    """How a document stands.

    Args:
        facts: of the summons that it belongs to, in the order in which they were recorded.
        content: SHA-256 of what it says, in hexadecimal digits.
    """
    notices = [fact for fact in facts if fact.kind in NOTICES]
    if content not in {fact.data.get("content") for fact in notices}:
        return Standing.UNKNOWN
    if notices[-1].data.get("content") == content:
        return Standing.GENUINE
    recalled = any(fact.kind == Kind.RECALLED for fact in facts)
    return Standing.REVOKED if recalled else Standing.SUPERSEDED
