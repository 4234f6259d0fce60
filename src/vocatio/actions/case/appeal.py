"""An appeal suspends by being filed, in the portal or at any counter; somebody fresh decides."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.documents import name_of_body, write_and_deliver
from vocatio.actions.case.file import CaseAtHand
from vocatio.actions.case.lift import lift_measures
from vocatio.actions.case.official import keep_decision, official, sign
from vocatio.actions.case.own import own_case
from vocatio.actions.case.said import just_said
from vocatio.actions.case.whose import at_hand
from vocatio.actions.words import keep_named
from vocatio.domain import permissions
from vocatio.domain.actors import Actor, Party, Staff
from vocatio.domain.consequences.appeals import AGAINST, refuse_appeal_decision
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.kinds import LONGEST_SAID, CaseKind, Cause, Verdict
from vocatio.domain.consequences.obstacles import refuse
from vocatio.domain.errors import InvalidInput, Refusal
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.summons.asking import Channel


class AppealDecided(Refusal):
    """This appeal was decided already."""

    basis = "F14"


def appeal(reference: str, against: UUID, grounds: str, *, by: Party, at: datetime) -> UUID:
    """File an appeal against a finding or a measure; grounds may be empty. Return its fact.

    Raises:
        NotFound: no such case of theirs.
        InvalidInput: there is nothing of that id to appeal against.
    """
    permissions.require("case.appeal", by)
    with transaction.atomic():
        case = own_case(reference, by=by)
        return _file(CaseAtHand.of(case, at), against, grounds, "portal", by=by)


def note_appeal(
    case_id: UUID, against: UUID, grounds: str, channel: Channel, *, by: Staff, at: datetime
) -> UUID:
    """Write down an appeal that was handed in at any office, in any form; it counts the same.

    Raises:
        NotFound, InvalidInput.
    """
    permissions.require("case.note", by)
    with transaction.atomic():
        hand = at_hand(case_id, "case.note", by=by, at=at)
        return _file(hand, against, grounds, channel.value, by=by)


def _file(hand: CaseAtHand, against: UUID, grounds: str, channel: str, *, by: Actor) -> UUID:
    grounds = grounds.strip()
    decision = hand.file.fact(against)
    if decision is None or decision.kind not in AGAINST:
        raise InvalidInput("against", "name a finding or a measure of this case")
    if len(grounds) > LONGEST_SAID:
        raise InvalidInput("grounds", f"at most {LONGEST_SAID} characters")
    data: dict[str, Json] = {"against": str(against), "channel": channel}
    if before := just_said(hand, CaseKind.APPEAL, "grounds", grounds, by=by, **data):
        return before
    if grounds:
        data |= keep_named("grounds", grounds, hand.case.person_id)
    return hand.append(CaseKind.APPEAL, by=by, data=data).id


def decide_appeal(
    case_id: UUID, appeal_id: UUID, outcome: Verdict, reasons: str, *, by: Staff, at: datetime
) -> None:
    """Uphold or dismiss; who does took no part before. Upheld, what it is against is lifted.

    Raises:
        NotAllowed: with everything that stands against it.
        AppealDecided: by somebody before.
        NotFound.
    """
    permissions.require("case.decide_appeal", by)
    with transaction.atomic():
        hand = at_hand(case_id, "case.decide_appeal", by=by, at=at)
        case, file = hand.case, hand.file
        filed = _open_appeal(file, appeal_id)
        who = official(case, file, by, at)
        refuse(refuse_appeal_decision(file, who, reasons))
        fact = write_and_deliver(
            hand,
            f"appeal_{outcome.value}",
            CaseKind.APPEAL_DECISION,
            by=by,
            said={"reasons": reasons.strip(), "body": name_of_body(who)},
            data={
                "appeal": str(filed.id),
                "outcome": outcome.value,
                **keep_decision(case, who, reasons),
            },
        )
        sign(fact, by, at)
        if outcome == Verdict.UPHELD:
            hit = [
                measure
                for measure in file.of(CaseKind.MEASURE)
                if filed.data["against"] in (str(measure.id), measure.data["finding"])
            ]
            lift_measures(hand, hit, Cause.APPEAL, by=by)


def let_go_on(case_id: UUID, appeal_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """Order that a measure goes on while an appeal is open: after filing, with reasons (F14).

    Raises:
        NotAllowed, AppealDecided, NotFound.
    """
    permissions.require("case.decide_appeal", by)
    with transaction.atomic():
        hand = at_hand(case_id, "case.decide_appeal", by=by, at=at)
        case, file = hand.case, hand.file
        filed = _open_appeal(file, appeal_id)
        who = official(case, file, by, at)
        refuse(refuse_appeal_decision(file, who, reasons))
        fact = write_and_deliver(
            hand,
            "enforcement",
            CaseKind.ENFORCEMENT,
            by=by,
            said={"reasons": reasons.strip(), "body": name_of_body(who)},
            data={"appeal": str(filed.id), **keep_decision(case, who, reasons)},
        )
        sign(fact, by, at)


def _open_appeal(file: CaseFile, appeal_id: UUID) -> Fact:
    filed = file.fact(appeal_id)
    if filed is None or filed.kind != CaseKind.APPEAL:
        raise InvalidInput("appeal", "name an appeal of this case")
    if file.answer_to(filed, CaseKind.APPEAL_DECISION, "appeal"):
        raise AppealDecided
    return filed
