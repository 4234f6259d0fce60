"""The appeal: it suspends by being filed, at any office, in any form (F14)."""

from collections.abc import Iterator

from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.kinds import CaseKind, Verdict
from vocatio.domain.consequences.obstacles import Effect, Obstacle
from vocatio.domain.consequences.officials import (
    Official,
    refuse_office,
    refuse_reasons,
    refuse_stale,
    refuse_unread,
)
from vocatio.domain.facts import Fact

#: Decisions that one can appeal against.
AGAINST = (CaseKind.FINDING, CaseKind.MEASURE)


def refuse_appeal_decision(file: CaseFile, by: Official, reasons: str) -> Iterator[Obstacle]:
    """Everything that stands against this human deciding an appeal in this file."""
    yield from refuse_office(file, by.body, by.realm)
    yield from refuse_stale(file, by)
    yield from refuse_unread(file, by)
    yield from refuse_reasons(by, reasons)


def refuse_appealed(file: CaseFile, measure: Fact) -> Iterator[Obstacle]:
    """F14: what an appeal against a measure, or the finding it rests on, does to it.

    It suspends until its dismissal has reached the person, unless an order that was made after
    filing, by somebody who took no part, says otherwise and has reached them. Once dismissed,
    the same appeal does not suspend again.
    """
    for target in (str(measure.id), str(measure.data["finding"])):
        if any(_dismissed(file, appeal) for appeal in _against(file, target)):
            continue
        for appeal in _against(file, target):
            if _decided(file, appeal) == Verdict.UPHELD:
                yield Obstacle("F14", "appeal_upheld", appeal.id, effect=Effect.ENDS)
            elif not _enforceable(file, appeal):
                yield Obstacle("F14", "appeal_suspends", appeal.id, effect=Effect.SUSPENDS)


def _against(file: CaseFile, target: str) -> list[Fact]:
    return [appeal for appeal in file.of(CaseKind.APPEAL) if appeal.data["against"] == target]


def _decided(file: CaseFile, appeal: Fact) -> Verdict | None:
    decision = file.answer_to(appeal, CaseKind.APPEAL_DECISION, "appeal")
    if decision is None or not file.uninvolved(decision):
        return None
    return Verdict(str(decision.data["outcome"]))


def _dismissed(file: CaseFile, appeal: Fact) -> bool:
    decision = file.answer_to(appeal, CaseKind.APPEAL_DECISION, "appeal")
    return (
        decision is not None
        and _decided(file, appeal) == Verdict.DISMISSED
        and _by_the_body(file, decision)
        and file.received(decision.data["document"]) is not None
    )


def _enforceable(file: CaseFile, appeal: Fact) -> bool:
    order = file.answer_to(appeal, CaseKind.ENFORCEMENT, "appeal")
    return (
        order is not None
        and order.recorded_at > appeal.recorded_at
        and file.uninvolved(order)
        and _by_the_body(file, order)
        and file.received(order.data["document"]) is not None
    )


def _by_the_body(file: CaseFile, decision: Fact) -> bool:
    """Whether it was signed, alone, by a member of an independent body, who came in there (F11)."""
    signed = file.signed.get(decision.id)
    return (
        signed is not None
        and signed.with_it == 1
        and not any(refuse_office(file, signed.body, signed.realm))
    )
