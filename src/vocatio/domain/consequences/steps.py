"""What can be done in a case next, what stands against it, and what falls due: for who works on it.

The actions ask the deciders again; this tells beforehand, so that nobody is offered what the law
does not have.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vocatio.domain.consequences.appeals import AGAINST
from vocatio.domain.consequences.common import refuse_stay
from vocatio.domain.consequences.file import CaseFile, newest
from vocatio.domain.consequences.finding import refuse_unfindable
from vocatio.domain.consequences.force import force
from vocatio.domain.consequences.hearing import hearing_ends, refuse_notice, refuse_unheard
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.measures import moment, refuse_unfounded, tried
from vocatio.domain.consequences.obstacles import Effect, Obstacle
from vocatio.domain.consequences.states import (
    BEFORE_FINDING,
    TABLE,
    CaseEvent,
    CaseState,
    case_state,
)
from vocatio.domain.facts import Fact
from vocatio.domain.law.floor import MEASURE_KINDS
from vocatio.domain.law.undoing import undoings
from vocatio.domain.summons.kinds import Kind

#: What asks for a stay of a case, and what answers that (F26).
ABOUT_STAYS = (CaseKind.STAY_ASKED, CaseKind.STAY, CaseKind.STAY_REFUSED)


class Step(StrEnum):
    """Something that can be done in a case, by whoever has the role for it."""

    ANSWER = "answer"
    EXCUSE = "excuse"
    NEW_DATE = "new_date"
    DROP = "drop"
    NOTICE = "notice"
    PROPOSE = "propose"
    FIND = "find"
    MEASURE = "measure"
    KEEP = "keep"
    LIFT = "lift"
    APPEAL = "appeal"
    DECIDE_APPEAL = "decide_appeal"
    GO_ON = "go_on"
    CLAIM = "claim"
    STAY = "stay"
    REFUSE_STAY = "refuse_stay"


class Due(StrEnum):
    """Why an instant matters."""

    HEARING = "hearing"
    CLAIM = "claim"
    STAY = "stay"
    EFFECT = "effect"
    REVIEW = "review"
    END = "end"


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant that the law attaches something to."""

    what: Due
    at: datetime


#: States in which there is a case that is not over.
OPEN = (*BEFORE_FINDING, CaseState.FOUND, CaseState.DECIDED)

_BY_EVENT = {
    Step.EXCUSE: CaseEvent.EXCUSED,
    Step.NEW_DATE: CaseEvent.NEW_DATE,
    Step.DROP: CaseEvent.DROPPED,
    Step.NOTICE: CaseEvent.NOTIFIED,
    Step.PROPOSE: CaseEvent.PROPOSED,
    Step.FIND: CaseEvent.FOUND,
    Step.MEASURE: CaseEvent.DECIDED,
}


def steps(file: CaseFile) -> tuple[Step, ...]:
    """What the state allows, whoever it is that may do it."""
    return tuple(step for step in Step if step in set(_steps(file)))


def _steps(file: CaseFile) -> Iterator[Step]:
    state = case_state(file)
    yield from (step for step, event in _BY_EVENT.items() if (state, event) in TABLE)
    if file.of(CaseKind.FINDING):
        # Another measure has a notice and a hearing of its own, without moving the case (F15).
        yield from (Step.NOTICE, Step.PROPOSE)
    if state in BEFORE_FINDING:
        yield Step.ANSWER
    if state in OPEN:
        yield Step.STAY
    if stay_asked(file):
        yield Step.REFUSE_STAY
    if standing(file):
        yield from (Step.LIFT, Step.KEEP)
    if file.of(*AGAINST):
        yield Step.APPEAL
    if any(waiting(file, CaseKind.APPEAL)):
        yield from (Step.DECIDE_APPEAL, Step.GO_ON)
    if any(waiting(file, CaseKind.DISPUTE)) or any(claims(file)):
        yield Step.CLAIM


def standing(file: CaseFile) -> list[Fact]:
    """Measures that were neither lifted nor have come to their end."""
    return [m for m in file.of(CaseKind.MEASURE) if not _ended(file, m)]


def _ended(file: CaseFile, measure: Fact) -> bool:
    return any(o.effect == Effect.ENDS for o in force(file, measure).obstacles)


_ANSWERS: dict[str, tuple[str, str]] = {
    CaseKind.APPEAL: (CaseKind.APPEAL_DECISION, "appeal"),
    CaseKind.DISPUTE: (CaseKind.DISPUTE_DECISION, "dispute"),
    Kind.REQUEST: (Kind.DECISION, "request"),
}


def waiting(file: CaseFile, kind: str) -> Iterator[Fact]:
    """Appeals, disputes or requests that nobody has decided."""
    answer, key = _ANSWERS[kind]
    return (fact for fact in file.of(kind) if file.answer_to(fact, answer, key) is None)


def stay_asked(file: CaseFile) -> Fact | None:
    """The request for a stay that no overseer has answered yet."""
    return unanswered(file.of(*ABOUT_STAYS))


def unanswered(stays: Iterable[Fact]) -> Fact | None:
    """The same, where the standing facts about stays alone are known; any later stay answers it."""
    last = newest(stays)
    return last if last and last.kind == CaseKind.STAY_ASKED else None


def claims(file: CaseFile) -> Iterator[Fact]:
    """Undecided accounts that a document of the case did not come; others are decided elsewhere."""
    return (fact for fact in waiting(file, Kind.REQUEST) if "document" in fact.data)


def against(file: CaseFile, step: Step) -> tuple[Obstacle, ...]:
    """What stands in the file itself against a step, whoever it is that takes it."""
    return tuple(_against(file, step))


def _against(file: CaseFile, step: Step) -> Iterator[Obstacle]:
    match step:
        case Step.NOTICE:
            # Giving the notice is a review of its own, so that an earlier one is no matter.
            yield from (o for o in refuse_notice(file) if o.name not in _REVIEWS)
        case Step.PROPOSE if not file.of(CaseKind.FINDING):
            yield from refuse_unfindable(file)
        case Step.FIND:
            yield from refuse_unfindable(file)
        case Step.MEASURE:
            yield from refuse_notice(file)
            yield from refuse_unheard(file)
            yield from refuse_unfounded(file)
        case _:
            pass


_REVIEWS = frozenset({"not_reviewed", "review_closed"})


def untried(file: CaseFile) -> tuple[str, ...]:
    """Lighter steps that were not taken: a heavier one cites evidence for each (F12)."""
    ladder = sorted(file.terms.ladder, key=lambda rung: rung.severity)
    codes = [rung.code for rung in ladder if rung.kind in MEASURE_KINDS]
    # The heaviest has nothing heavier that could come before its turn.
    return tuple(step for step in ("reminder", "new_date", *codes[:-1]) if not tried(file, step))


def deadlines(file: CaseFile) -> tuple[Deadline, ...]:
    """What is yet to come, the nearest first."""
    return tuple(sorted(_deadlines(file), key=lambda deadline: deadline.at))


def _deadlines(file: CaseFile) -> Iterator[Deadline]:
    ends = hearing_ends(file)
    if ends and case_state(file) == CaseState.HEARING:
        yield Deadline(Due.HEARING, ends)
    silence = undoings(file.of(Kind.REQUEST), file.terms.zone)
    for claim in file.accounts():
        yield Deadline(Due.CLAIM, silence[claim.id])
    for stay in refuse_stay(file):
        if stay.ends_at:
            yield Deadline(Due.STAY, stay.ends_at)
    for measure in standing(file):
        for what, key in ((Due.EFFECT, "from"), (Due.REVIEW, "review_on"), (Due.END, "until")):
            if file.on < moment(measure, key):
                yield Deadline(what, moment(measure, key))
