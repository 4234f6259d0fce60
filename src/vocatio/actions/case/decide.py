"""One human of an independent body decides: a finding, a measure. One signature, one decision."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.documents import name_of_body, spoken, write_and_deliver
from vocatio.actions.case.official import keep_decision, official, sign
from vocatio.actions.case.review import titles
from vocatio.actions.case.whose import at_hand
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.finding import refuse_finding
from vocatio.domain.consequences.hearing import notice
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.measures import Proposal, refuse_measure
from vocatio.domain.consequences.obstacles import refuse
from vocatio.domain.consequences.states import CaseEvent, after, case_state
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact
from vocatio.records.cases.models import Case, Finding, Measure


def find(case_id: UUID, reasons: str, *, by: Staff, at: datetime) -> UUID:
    """Find that a duty was refused; return the id of the fact.

    Raises:
        NotAllowed: with everything that stands against it.
        NotFound, CaseOutOfTurn.
    """
    permissions.require("case.decide", by)
    with transaction.atomic():
        hand = at_hand(case_id, "case.decide", by=by, at=at)
        case, file = hand.case, hand.file
        after(case_state(file), CaseEvent.FOUND)
        who = official(case, file, by, at)
        refuse(refuse_finding(file, who, reasons))
        received = _notice(file)
        fact = write_and_deliver(
            hand,
            "finding",
            CaseKind.FINDING,
            by=by,
            said={"reasons": reasons.strip(), "body": name_of_body(who)},
            data={"notice": str(received), **keep_decision(case, who, reasons)},
        )
        Finding.objects.create(
            fact_id=fact.id,
            case=case,
            notice=received,
            signature_id=sign(fact, by, at),
        )
        return fact.id


def decide_measure(
    case_id: UUID, proposal: Proposal, reasons: str, *, by: Staff, at: datetime
) -> UUID:
    """Decide a measure; return the id of the fact.

    It takes effect by itself, at the earliest 14 days after its own receipt (F13).

    Raises:
        NotAllowed: with everything that stands against it.
        NotFound, CaseOutOfTurn.
    """
    permissions.require("case.decide", by)
    with transaction.atomic():
        hand = at_hand(case_id, "case.decide", by=by, at=at)
        case, file = hand.case, hand.file
        after(case_state(file), CaseEvent.DECIDED)
        who = official(case, file, by, at)
        refuse(refuse_measure(file, who, reasons, proposal))
        said, rules = _said(file, proposal), hand.rules
        fact = write_and_deliver(
            hand,
            "measure",
            CaseKind.MEASURE,
            by=by,
            said={
                "measure": titles([proposal.code], rules),
                "scope": proposal.scope,
                "from": spoken(proposal.starts, rules),
                "until": spoken(proposal.until, rules),
                "review": spoken(proposal.review_on, rules),
                "reasons": reasons.strip(),
                "body": name_of_body(who),
            },
            data={**said, **keep_decision(case, who, reasons)},
        )
        _row(case, file, fact, proposal, sign(fact, by, at))
        return fact.id


def _said(file: CaseFile, proposal: Proposal) -> dict[str, Json]:
    return {
        "measure": proposal.code,
        "scope": proposal.scope,
        "from": instant(proposal.starts),
        "until": instant(proposal.until),
        "review_on": instant(proposal.review_on),
        "skips": {step: str(fact) for step, fact in proposal.skips.items()},
        "notice": str(_notice(file)),
        "finding": str(file.of(CaseKind.FINDING)[-1].id),
    }


def _row(case: Case, file: CaseFile, fact: Fact, proposal: Proposal, signature: UUID) -> None:
    """The row that the database holds to the floor; it repeats what the fact says."""
    rung = next(rung for rung in file.terms.ladder if rung.code == proposal.code)
    Measure.objects.create(
        fact_id=fact.id,
        case=case,
        finding_id=UUID(str(fact.data["finding"])),
        signature_id=signature,
        code=rung.code,
        kind=rung.kind,
        scope=proposal.scope,
        document=UUID(str(fact.data["document"])),
        notice=UUID(str(fact.data["notice"])),
        starts=proposal.starts,
        until=proposal.until,
        review_on=proposal.review_on,
    )


def _notice(file: CaseFile) -> UUID:
    found = notice(file)
    assert found is not None  # noqa: S101 because the decider refuses without
    return UUID(str(found.data["document"]))
