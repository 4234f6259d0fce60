"""F5: a specific account of not having received it undoes service, unless it is refused in time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.domain.facts import Fact
from vocatio.domain.law.deadlines import days_after
from vocatio.domain.law.floor import NON_RECEIPT_DECIDED
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind


def undoings(facts: Sequence[Fact], zone: ZoneInfo) -> Mapping[UUID, datetime]:
    """For each account of non-receipt, when it undoes what was served before.

    Granted: from the decision. Not answered within 14 days: from then, and a later answer
    comes too late. Refused in time: it is not listed.
    """
    answers = {f.data["request"]: f for f in facts if f.kind == Kind.DECISION}
    found = {
        fact.id: _undone(fact, answers.get(str(fact.id)), zone)
        for fact in facts
        if fact.kind == Kind.REQUEST and fact.data.get("kind") == RequestKind.NON_RECEIPT
    }
    return {claim: at for claim, at in found.items() if at}


def _undone(claim: Fact, answer: Fact | None, zone: ZoneInfo) -> datetime | None:
    silence = days_after(claim.occurred_at, NON_RECEIPT_DECIDED.days, zone)
    if answer is None or answer.occurred_at > silence:
        return silence
    return answer.occurred_at if answer.data["outcome"] == Outcome.GRANTED else None
