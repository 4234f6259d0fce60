"""F6: an outage is recorded, certified by a second person, and counts as it was certified.

By hand or by a probe, whoever records one states when it began and, once it is over, when it
ended. Nothing of that moves a deadline until another human has certified it: by one person alone
nobody's time is stopped, and by one person alone nobody's time runs on. An outage that was
certified while it went on goes on, for the law, until its end is certified as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from vocatio.domain.errors import InvalidInput, Refusal
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.periods import Outage


class Kind(StrEnum):
    """Names of the facts of an outage."""

    RECORDED = "Outage"
    ENDED = "OutageEnd"
    CERTIFIED = "Certification"
    DECLINED = "Declination"


class Stage(StrEnum):
    """Where an outage stands."""

    WAITS = "waits"
    CERTIFIED = "certified"
    DECLINED = "declined"


class SecondPerson(Refusal):
    """Whoever recorded an outage, or its end, cannot certify it: it takes a second person."""

    basis = "F6"


class OutageDecided(Refusal):
    """Nothing about this outage waits for a decision."""

    basis = "F6"


class OutageOver(Refusal):
    """The end of this outage was recorded already, or it was declined."""

    basis = "F6"


@dataclass(frozen=True, slots=True)
class Account:
    """One outage as its facts tell it.

    Attributes:
        begins, ends: as they were recorded last; `ends` is None while it goes on.
        by: the humans who recorded either since the last decision.
        certified: what counts; None while nothing was certified.
    """

    begins: datetime
    ends: datetime | None
    by: frozenset[str]
    stage: Stage
    certified: Outage | None


def account(facts: Sequence[Fact]) -> Account:
    """What the facts of one outage tell, in the order in which they were recorded."""
    told = Account(facts[0].occurred_at, None, frozenset(), Stage.WAITS, None)
    for fact in facts:
        told = _then(told, fact)
    return told


def _then(told: Account, fact: Fact) -> Account:
    recorders = told.by | ({fact.by["human"]} if "human" in fact.by else frozenset())
    match fact.kind:
        case Kind.RECORDED | Kind.ENDED:
            ends = _said(fact, "ends")
            return Account(told.begins, ends, recorders, Stage.WAITS, told.certified)
        case Kind.CERTIFIED:
            counts = Outage(told.begins, told.ends)
            return Account(told.begins, told.ends, frozenset(), Stage.CERTIFIED, counts)
        case _:
            return Account(told.begins, told.ends, frozenset(), Stage.DECLINED, told.certified)


def certified(facts: Iterable[Fact], *, on: datetime) -> tuple[Outage, ...]:
    """The outages that count, as far as it was recorded by the instant `on`.

    Args:
        facts: of any number of outages, in any order.
    """
    known = sorted(
        (fact for fact in facts if fact.recorded_at <= on),
        key=lambda fact: (fact.subject, fact.recorded_at, fact.id),
    )
    told = (account(list(own)) for _, own in groupby(known, key=lambda fact: fact.subject))
    counts = (one.certified for one in told if one.certified)
    return tuple(sorted(counts, key=lambda outage: outage.begins))


def check_times(begins: datetime, ends: datetime | None, *, at: datetime) -> None:
    """Refuse times that an outage cannot have.

    Raises:
        InvalidInput: naming the one that is wrong.
    """
    if begins > at:
        raise InvalidInput("begins", "lies in the future: record an outage once it has begun")
    if ends is not None and ends <= begins:
        raise InvalidInput("ends", "must be later than when it began")
    if ends is not None and ends > at:
        raise InvalidInput("ends", "lies in the future: leave it out while the outage goes on")


def refuse_end(told: Account) -> None:
    """Refuse to end what is over.

    Raises:
        OutageOver: it has an end, or was declined.
    """
    if told.ends is not None or told.stage == Stage.DECLINED:
        raise OutageOver


def refuse_decision(told: Account, human: UUID) -> None:
    """Refuse a decision by whoever recorded it, or about nothing.

    Raises:
        OutageDecided: it was certified or declined as it stands.
        SecondPerson: the same human recorded it.
    """
    if told.stage != Stage.WAITS:
        raise OutageDecided
    if str(human) in told.by:
        raise SecondPerson


def stated(begins: datetime, ends: datetime | None) -> Mapping[str, Json]:
    """How a fact states the times of an outage."""
    return {"begins": instant(begins), **({"ends": instant(ends)} if ends else {})}


def _said(fact: Fact, key: str) -> datetime | None:
    said = fact.data.get(key)
    return datetime.fromisoformat(str(said)) if said else None
