"""Is a measure in force at this instant, why, and what would end it?

Asked anew each time, of the facts alone: it lapses, is suspended and lifted though no job ran.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from vocatio.domain.consequences.appeals import refuse_appealed
from vocatio.domain.consequences.common import (
    refuse_absence_without_notice,
    refuse_cured,
    refuse_gate,
    refuse_identity,
    refuse_non_receipt,
    refuse_stay,
)
from vocatio.domain.consequences.file import Body, CaseFile, human
from vocatio.domain.consequences.finding import refuse_unfindable
from vocatio.domain.consequences.hearing import absence, refuse_unnoticed
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.measures import moment, proposal_of, refuse_proposal
from vocatio.domain.consequences.obstacles import Effect, Obstacle
from vocatio.domain.consequences.officials import refuse_hand, refuse_office
from vocatio.domain.facts import Fact
from vocatio.domain.law.floor import ANSWER_LIVES, DECISIONS_A_DAY, MEASURE_WAITS


class Answer(StrEnum):
    """What may be said. On any doubt: unknown, which is no basis to stop anyone (F18)."""

    IN_FORCE = "in force"
    NOT_IN_FORCE = "nothing in force"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Force:
    """The answer and its reasons; nobody may rely on it after `stale_at` (F18).

    Attributes:
        since: None while it cannot be said (F13).
        until: its last moment, which each measure has (F15).
        obstacles: why it is not, or not certain; empty while it is in force.
    """

    answer: Answer
    since: datetime | None
    until: datetime
    obstacles: tuple[Obstacle, ...]
    stale_at: datetime


def force(file: CaseFile, measure: Fact) -> Force:
    """Whether a measure is in force when the file is asked."""
    obstacles = tuple(refuse_force(file, measure))
    since = effect_at(file, measure)
    if any(o.effect != Effect.DOUBT for o in obstacles):
        answer = Answer.NOT_IN_FORCE
    elif obstacles:
        answer = Answer.UNKNOWN
    else:
        answer = Answer.IN_FORCE
    return Force(answer, since, moment(measure, "until"), obstacles, file.on + ANSWER_LIVES)


def together(forces: Iterable[Force]) -> Answer:
    """Of all measures of one kind about one person: any doubt outweighs what is in force (F18)."""
    answers = {force.answer for force in forces}
    ranked = (Answer.UNKNOWN, Answer.IN_FORCE)
    return next((answer for answer in ranked if answer in answers), Answer.NOT_IN_FORCE)


def refuse_force(file: CaseFile, measure: Fact) -> Iterator[Obstacle]:
    """Everything that stands against a measure having effect now."""
    if measure not in file.standing:
        yield Obstacle("F16", "retracted", measure.id, effect=Effect.ENDS)
        return
    yield from refuse_identity(file)
    yield from refuse_gate(file)
    yield from refuse_non_receipt(file)
    yield from refuse_stay(file)
    yield from refuse_baseless(file, measure)
    yield from refuse_early(file, measure)
    yield from refuse_unstamped(file, measure)
    yield from refuse_void(file, measure)
    yield from refuse_appealed(file, measure)
    yield from refuse_over(file, measure)
    yield from refuse_lifted(file, measure)


def effect_at(file: CaseFile, measure: Fact) -> datetime | None:
    """F13: once 14 days after evidenced receipt of its own decision are over.

    None without receipt, and while an outage goes on.
    """
    received = file.received(measure.data["document"])
    waits = file.deadline(received, MEASURE_WAITS) if received else None
    return max(moment(measure, "from"), waits + timedelta.resolution) if waits else None


def refuse_baseless(file: CaseFile, measure: Fact) -> Iterator[Obstacle]:
    """F4, F9, F16: absence and notice still carry it, after all that was undone since."""
    if found := absence(file):
        yield from refuse_absence_without_notice(file, found)
        yield from refuse_cured(file, found)
    if finding := file.fact(measure.data["finding"]):
        yield from refuse_unnoticed(file, finding)
    if file.received(measure.data["notice"]) is None:
        yield Obstacle("F9", "notice_not_received")


def refuse_void(file: CaseFile, measure: Fact) -> Iterator[Obstacle]:
    """Whether it could have been decided at all, by whoever decided it, as the file stood then.

    Asked again here, since what is in the tables may have come there past every action.
    """
    finding = file.fact(measure.data["finding"])
    against = list(
        refuse_proposal(file.before(measure), _body(file, measure), proposal_of(measure))
    )
    against += refuse_signed(file, measure)
    if finding is not None:
        against += [*refuse_unfindable(file.before(finding)), *refuse_signed(file, finding)]
    for obstacle in against:
        yield replace(obstacle, effect=Effect.ENDS, ends_at=None)


def _body(file: CaseFile, decision: Fact) -> Body | None:
    signed = file.signed.get(decision.id)
    return signed.body if signed else None


def refuse_signed(file: CaseFile, decision: Fact) -> Iterator[Obstacle]:
    """F10, F11: one uninvolved human of the body, one signature, one decision.

    A signature that carries more than one carries none.
    """
    signed = file.signed.get(decision.id)
    if human(decision) is None or signed is None or signed.with_it != 1:
        yield Obstacle("F10", "signed_in_bulk", decision.id)
        return
    if signed.that_day > DECISIONS_A_DAY:
        yield Obstacle("F10", "daily_ceiling", decision.id)
    yield from refuse_office(file, signed.body, signed.realm)
    yield from refuse_hand(file.before(decision), human(decision))


def refuse_early(file: CaseFile, measure: Fact) -> Iterator[Obstacle]:
    """F13: its own decision, received, and 14 days since."""
    starts = effect_at(file, measure)
    if file.received(measure.data["document"]) is None:
        yield Obstacle("F13", "decision_not_received", measure.id)
    elif starts is None or file.on < starts:
        yield Obstacle("F13", "not_yet", measure.id, starts)


def refuse_unstamped(file: CaseFile, measure: Fact) -> Iterator[Obstacle]:
    """F2: an external time-stamp covers the decision and the finding that it rests on."""
    for fact in (measure, file.fact(measure.data["finding"])):
        stamp = file.stamped.get(fact.id) if fact else None
        if stamp is None or file.on < stamp:
            yield Obstacle("F2", "not_stamped", fact.id if fact else None)


def refuse_over(file: CaseFile, measure: Fact) -> Iterator[Obstacle]:
    """F15: it lapses on its last day, at the longest, and when its review was missed."""
    if file.on >= moment(measure, "until"):
        yield Obstacle("F15", "lapsed", measure.id, effect=Effect.ENDS)
    reviewed = [f for f in file.of(CaseKind.MEASURE_REVIEW) if f.data["measure"] == str(measure.id)]
    if file.on >= moment(measure, "review_on") and not reviewed:
        yield Obstacle("F15", "review_missed", measure.id, effect=Effect.SUSPENDS)


def refuse_lifted(file: CaseFile, measure: Fact) -> Iterator[Obstacle]:
    """F16: lifted, or its cause is disputed: then the answer is “unknown”."""
    for lift in file.of(CaseKind.LIFT):
        if lift.data["measure"] == str(measure.id):
            yield Obstacle("F16", "lifted", lift.id, effect=Effect.ENDS)
    for dispute in file.of(CaseKind.DISPUTE):
        decided = file.answer_to(dispute, CaseKind.DISPUTE_DECISION, "dispute")
        if decided is None or not file.uninvolved(decided):
            yield Obstacle("F16", "cause_disputed", dispute.id, effect=Effect.DOUBT)
