"""A paper for an employer or a school: that somebody has an appointment, and nothing about why."""

from collections.abc import Sequence
from datetime import datetime

from vocatio.domain.errors import Refusal
from vocatio.domain.facts import Fact
from vocatio.domain.summons.corrections import dated
from vocatio.domain.summons.genuine import Standing
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import State, Status

#: States in which there is no appointment that somebody has to keep, or kept.
NOTHING_TO_ATTEST = frozenset({State.ABSENT, State.EXCUSED, State.RECALLED})


class NothingToAttest(Refusal):
    """There is no appointment that could be confirmed."""

    basis = "states"


def may_attest(found: Status) -> bool:
    """Whether there is one: read by the person, and neither missed, excused nor withdrawn."""
    return found.opened and found.state not in NOTHING_TO_ATTEST


def attestation_standing(facts: Sequence[Fact], content: str, appointment: datetime) -> Standing:
    """How such a paper stands: it holds until the summons is withdrawn or has another date.

    Args:
        facts: of the summons, in the order in which they were recorded.
        content: SHA-256 of what the paper says, in hexadecimal digits.
        appointment: when to appear, as the paper says.
    """
    if content not in {f.data.get("content") for f in facts if f.kind == Kind.ATTESTED}:
        return Standing.UNKNOWN
    if any(fact.kind == Kind.RECALLED for fact in facts):
        return Standing.REVOKED
    latest = datetime.fromisoformat(str(dated(facts)[-1].data["starts_at"]))
    return Standing.GENUINE if latest == appointment else Standing.SUPERSEDED
