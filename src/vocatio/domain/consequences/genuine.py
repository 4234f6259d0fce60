"""Whether a document of a case is genuine, and whether it still holds: from facts alone."""

from collections.abc import Sequence

from vocatio.domain.consequences.file import not_retracted
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.facts import Fact
from vocatio.domain.summons.genuine import Standing


def document_standing(facts: Sequence[Fact], content: str) -> Standing:
    """How a document stands; that of a measure which was lifted holds no longer (F16).

    Args:
        facts: of its case.
        content: SHA-256 of what it says, in hexadecimal digits.
    """
    named = [fact for fact in facts if fact.data.get("content") == content]
    if not named:
        return Standing.UNKNOWN
    standing = not_retracted(facts)
    lifted = {f.data.get("measure") for f in standing if f.kind == CaseKind.LIFT}
    holds = any(fact in standing and str(fact.id) not in lifted for fact in named)
    return Standing.GENUINE if holds else Standing.REVOKED
