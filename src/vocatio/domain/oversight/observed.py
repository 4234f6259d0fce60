"""One summons as the indicators see it: who it is about stays behind, what happened remains.

Many summonses come to the same, so that they can be counted instead of kept.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vocatio.domain.consequences.file import not_retracted
from vocatio.domain.consequences.kinds import CaseKind, Verdict
from vocatio.domain.facts import Fact
from vocatio.domain.law.deadlines import days_after
from vocatio.domain.law.service import Served
from vocatio.domain.law.undoing import undoings
from vocatio.domain.register.partial_date import PartialDate
from vocatio.domain.summons.kinds import Kind, Way
from vocatio.domain.summons.states import Status
from vocatio.domain.summons.urgency import WAITS

#: The first year of age of each group, at issue: wide enough that few people stand alone in one.
AGES = (18, 25, 35, 50)
UNKNOWN = "unknown"


class Step(IntEnum):
    """How far it went, from the summons to a measure; who went further went through all before."""

    ISSUED = 0
    ABSENT = 1
    CASE = 2
    NOTICE = 3
    FINDING = 4
    MEASURE = 5


_STEPS = {
    CaseKind.OPENED: Step.CASE,
    CaseKind.NOTICE: Step.NOTICE,
    CaseKind.FINDING: Step.FINDING,
    CaseKind.MEASURE: Step.MEASURE,
}


class Groups(NamedTuple):
    """By what the indicators are told apart.

    Attributes:
        district: of the office, never of the home: that of a sealed address stays unknown (F23).
        age: such as “18-24”, or “unknown”.
        language: in which the summons is written.
        channel: “inbox” for whoever has one, else “paper”.
    """

    district: str
    age: str
    language: str
    channel: str


class Observed(NamedTuple):
    """What happened to one summons.

    Attributes:
        served: it counts as served; `received`: and receipt is evidenced.
        notice: local days from when they had notice to the appointment; None without receipt.
        undone: its service was undone.
        requests: those made 14 days ago or longer; `late`: of these, without a decision by then.
        step: how far it went.
        appeals: those decided; `upheld`: of these.
        wrong_days: days on which a measure was in force that should not have been.
    """

    groups: Groups
    served: bool
    received: bool
    notice: int | None
    undone: bool
    requests: int
    late: int
    step: Step
    appeals: int
    upheld: int
    wrong_days: int


def age_group(birth: PartialDate | None, on: date) -> str:
    """The group of somebody born then, on a day; “unknown” for who may be in two of them."""
    found = {_group(age) for age in birth.ages(on)} if birth else set[str]()
    return found.pop() if len(found) == 1 else UNKNOWN


def _group(age: int) -> str:
    at_least = [first for first in AGES if age >= first]
    if not at_least:
        return f"0-{AGES[0] - 1}"
    number = len(at_least)
    return f"{AGES[number - 1]}-{AGES[number] - 1}" if number < len(AGES) else f"{AGES[-1]}+"


def channel(facts: Iterable[Fact]) -> str:
    """Whether it was put into an inbox, or could come on paper and by hand alone."""
    return (Way.INBOX if any(f.kind == Kind.AVAILABLE for f in facts) else Way.PAPER).value


def observe(
    groups: Groups,
    facts: Sequence[Fact],
    case: Sequence[Fact],
    found: Status,
    *,
    on: datetime,
    zone: ZoneInfo,
    wrong_days: int = 0,
) -> Observed:
    """What the facts of a summons, and those of its case, come to at the instant `on`.

    Args:
        case: of the folder of that duty; empty where there is none.
        found: the status at that instant.
        wrong_days: as `wrong.wrong_days` counts them.
    """
    known = [fact for fact in facts if fact.occurred_at <= on]
    standing = not_retracted(fact for fact in case if fact.recorded_at <= on)
    requests, late = _requests(known, on, zone)
    decided = [str(f.data["outcome"]) for f in standing if f.kind == CaseKind.APPEAL_DECISION]
    return Observed(
        groups=groups,
        served=isinstance(found.service, Served),
        received=found.receipt is not None,
        notice=_days(found.noticed_at, found.appointment, zone),
        undone=any(at <= on for at in undoings(known, zone).values()),
        requests=requests,
        late=late,
        step=_step(known, standing),
        appeals=len(decided),
        upheld=decided.count(Verdict.UPHELD),
        wrong_days=wrong_days,
    )


def _step(facts: Iterable[Fact], case: Iterable[Fact]) -> Step:
    """What was done in the case counts for a summons that was missed, for no other one."""
    if not any(fact.kind == Kind.ABSENCE for fact in facts):
        return Step.ISSUED
    return max((_STEPS[CaseKind(f.kind)] for f in case if f.kind in _STEPS), default=Step.ABSENT)


def _days(begin: datetime | None, end: datetime, zone: ZoneInfo) -> int | None:
    """Whole local days between; none are left once the appointment has come."""
    if begin is None:
        return None
    return max(0, (end.astimezone(zone).date() - begin.astimezone(zone).date()).days)


def _requests(facts: Sequence[Fact], on: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """How many were made long enough ago, and how many of these had no decision in time."""
    decided: dict[str, datetime] = {}
    for fact in facts:
        if fact.kind == Kind.DECISION:
            decided.setdefault(str(fact.data["request"]), fact.recorded_at)
    ends = {
        str(fact.id): days_after(fact.occurred_at, WAITS.days, zone)
        for fact in facts
        if fact.kind == Kind.REQUEST
    }
    old = {request: end for request, end in ends.items() if end < on}
    late = sum(decided.get(request, on) > end for request, end in old.items())
    return len(old), late
