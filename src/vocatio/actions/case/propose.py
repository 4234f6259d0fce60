"""An officer hands a case to the body that decides, with the measure that is proposed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.official import keep_reasons
from vocatio.actions.case.whose import at_hand
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.finding import refuse_unfindable
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.obstacles import refuse
from vocatio.domain.consequences.states import CaseEvent, after, case_state
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.law.reasons import require_reasons


def propose(
    case_id: UUID,
    measure: str,
    scope: str,
    reasons: str,
    skips: Mapping[str, str] | None = None,
    *,
    by: Staff,
    at: datetime,
) -> None:
    """Propose a measure; nothing follows from it but that the body sees the case.

    Args:
        measure: code of the profile's ladder.
        skips: step that was left out -> the evidence about this person why (F12).

    Raises:
        NotAllowed: the time to answer is not over, or something else stands against a finding.
        InvalidInput: no such measure, no scope, or reasons that say too little.
        NotFound, CaseOutOfTurn.
    """
    permissions.require("case.propose", by)
    if not scope.strip():
        raise InvalidInput("scope", "say what exactly would be limited")
    require_reasons(reasons)
    with transaction.atomic():
        hand = at_hand(case_id, "case.propose", by=by, at=at)
        case, file = hand.case, hand.file
        found = file.of(CaseKind.FINDING)
        if not found:
            after(case_state(file), CaseEvent.PROPOSED)
            refuse(refuse_unfindable(file))
        known = {rung.code for rung in file.terms.ladder}
        if measure not in known:
            raise InvalidInput("measure", f"choose one of: {', '.join(sorted(known))}")
        evidence: dict[str, Json] = {}
        for step, words in (skips or {}).items():
            said: dict[str, Json] = {"about": step, **keep_reasons(case, words)}
            evidence[step] = str(hand.append(CaseKind.EVIDENCE, by=by, data=said).id)
        data: dict[str, Json] = {
            "measure": measure,
            "scope": scope.strip(),
            "skips": evidence,
            "rests_on": _rests_on(hand.file.standing),
            **keep_reasons(case, reasons),
        }
        hand.append(CaseKind.PROPOSAL, by=by, data=data)


def _rests_on(facts: tuple[Fact, ...]) -> list[Json]:
    """The evidence that was collected: the ids of every fact of the file (F20)."""
    return [str(fact.id) for fact in facts]
