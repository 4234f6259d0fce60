"""What the cached columns of a summons follow from, so that many are decided by distinct inputs.

Left out is only what `status` cannot see in the columns: who recorded a fact and from which
source, ids, the slot, and facts that neither a rule nor the table of states names (alerts,
letters that were printed). And instants that are over are moved, in their order, to the
beginning of the time that no rule of the profile tells apart: the local day, mostly. So all
who were issued, opened and answered on the same days are decided once.
"""

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.periods import Outage, Period, Unit
from vocatio.domain.law.profile import DatedProfile
from vocatio.domain.law.rules import Rule, facts_in, periods_in
from vocatio.domain.summons.corrections import CORRECTS, EARLIER
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import MOVES, Status, status

#: Keys of the data of facts that are instants.
INSTANTS = ("starts_at", "received_at", "begins", "ends")
#: Keys of the data of facts that a status without its receipt and its slot follows from.
READ = ("kind", "outcome", "request", CORRECTS, EARLIER, *INSTANTS)

#: Kinds whose data are read for it; of others only their instants count.
TELLING = frozenset(
    {
        Kind.ISSUED,
        Kind.APPOINTMENT,
        Kind.REQUEST,
        Kind.DECISION,
        Kind.OUTAGE,
        Kind.NON_RECEIPT,
        Kind.POSTED,
        Kind.DEPOSITED,
        Kind.RECEIVED,
        Kind.RETURNED,
    }
)

#: Kinds that bear on every summons, whatever its profile says.
ALWAYS = MOVES | {Kind.REQUEST, Kind.DECISION, Kind.OUTAGE, Kind.NON_RECEIPT}
NOBODY = UUID(int=0)
#: Stands for every id that is none of the facts'.
NONE_OF_THEM = UUID(int=2**128 - 1)
TICK = timedelta(microseconds=1)


class Cached(NamedTuple):
    """The columns that time alone can change, and whether a request is open."""

    state: str
    next_due_at: datetime | None
    request_open: bool


@dataclass(frozen=True, slots=True)
class Bearing:
    """What of the facts of a summons can bear on service or state by one version, on any day.

    Attributes:
        kinds: of facts.
        zone: in which days are counted.
        marks: local times of day, midnight first, that a rule tells apart from what comes
            before or after; None: it tells every instant apart, since it counts hours.
        turns: when outages of the whole system began and ended, in order.
    """

    kinds: frozenset[str]
    zone: ZoneInfo
    marks: tuple[time, ...] | None
    turns: tuple[datetime, ...] = ()


class Happened(NamedTuple):
    """A fact, reduced to what bears. A summons has them in the order of their ids."""

    kind: str
    occurred_at: datetime
    recorded_at: datetime
    data: tuple[tuple[str, str], ...]


Inputs = tuple[Happened, ...]


def cached(found: Status) -> Cached:
    """What is cached of a status."""
    return Cached(found.state.value, found.next_due_at, found.open_request is not None)


def bearing(version: DatedProfile, outages: Sequence[Outage] = ()) -> Bearing:
    """What can bear on service or state by this version.

    Args:
        outages: of the whole system, by the instant that is asked about.
    """
    rules = [
        dated.value
        for path, several in version.values.items()
        if path.startswith("service.")
        for dated in several
        if isinstance(dated.value, Rule)
    ]
    return Bearing(
        kinds=ALWAYS.union(*map(facts_in, rules)),
        zone=ZoneInfo(version.zone),
        marks=_marks(frozenset[Period]().union(*map(periods_in, rules))),
        turns=tuple(sorted({at for each in outages for at in (each.begins, each.ends) if at})),
    )


def _marks(periods: frozenset[Period]) -> tuple[time, ...] | None:
    """Midnight, cut-offs, and the last instant of the day, at which periods end."""
    if any(period.unit == Unit.HOUR for period in periods):
        return None
    return tuple(sorted({time.min, time.max, *(p.cutoff for p in periods if p.cutoff)}))


def inputs_of(facts: str, bears: Bearing, on: datetime) -> Inputs:
    """What is decided on: the same for all summonses that cannot be told apart at `on`.

    Args:
        facts: JSON list of [kind, occurred_at, recorded_at, data, id] in the order of ids, where
            data has the keys of `READ`, and an id stands where one fact can name another.
    """
    rows = json.loads(facts)
    places = {fact_id: str(UUID(int=n)) for n, (*_, fact_id) in enumerate(rows) if fact_id}
    said = {at for _, occurred, recorded, *_ in rows for at in (occurred, recorded)}
    said |= {data[key] for *_, data, _ in rows for key in INSTANTS if key in data}
    moved = _moved({at: datetime.fromisoformat(at) for at in said}, bears, on)
    return tuple(
        Happened(
            kind,
            moved[occurred],
            moved[recorded],
            tuple((key, _plain(key, value, moved, places)) for key, value in data.items()),
        )
        for kind, occurred, recorded, data, _ in rows
    )


def _plain(key: str, value: str, moved: dict[str, datetime], places: dict[str, str]) -> str:
    if key in INSTANTS:
        return instant(moved[value])
    return places.get(value, str(NONE_OF_THEM)) if key == "request" else value


def _moved(said: dict[str, datetime], bears: Bearing, on: datetime) -> dict[str, datetime]:
    """Each instant that is over, moved back to just after its mark; order and equality stay.

    An instant is compared with other instants and with marks, and the day counts on which it
    lies: all that comes out as before. What lies ahead stays exact, as it may be what is due.
    """
    found, last, behind = dict[datetime, datetime](), None, 0
    for at in sorted(set(said.values())):
        mark = _mark(at, bears) if at <= on else at
        behind = 0 if mark == at else behind + 1 if mark == last else 1
        found[at] = mark + behind * TICK
        last = mark
    return {text: found[at] for text, at in said.items()}


def _mark(at: datetime, bears: Bearing) -> datetime:
    """The last mark that is not after it; itself on a day that the clocks change."""
    local = at.astimezone(bears.zone)
    if bears.marks is None or not _even(local.date(), bears.zone):
        return at
    of_day = bears.marks[bisect_right(bears.marks, local.time()) - 1]
    mark = datetime.combine(local.date(), of_day, bears.zone).astimezone(UTC)
    turns = bears.turns[: bisect_right(bears.turns, at)]
    return max((mark, *turns[-1:]))


@lru_cache(maxsize=10_000)
def _even(day: date, zone: ZoneInfo) -> bool:
    """Whether all of the day has one distance from UTC."""
    ends = (datetime.combine(d, time.min, zone) for d in (day, day + timedelta(days=1)))
    return len({end.utcoffset() for end in ends}) == 1


def decide(
    inputs: Inputs,
    version: DatedProfile,
    calendar: Calendar,
    *,
    on: datetime,
    outages: Sequence[Outage] = (),
) -> Cached:
    """What is cached of each summons with these inputs, by the rules in force at issue (F21)."""
    facts = _facts(inputs)
    issued = min(facts, key=lambda fact: (fact.recorded_at, fact.id)).occurred_at
    rules = version.on(issued.astimezone(ZoneInfo(version.zone)).date())
    return cached(status(facts, rules, calendar, on=on, outages=outages))


def _facts(inputs: Inputs) -> list[Fact]:
    """Facts that stand for those of each; their ids are places, and keep the order of ids."""
    blank: dict[str, Json] = {"slot": str(NOBODY), "ground": ""}
    return [
        Fact(
            id=UUID(int=number),
            kind=one.kind,
            subject=NOBODY,
            person_id=None,
            occurred_at=one.occurred_at,
            recorded_at=one.recorded_at,
            source="",
            by={},
            data=blank | dict(one.data),
        )
        for number, one in enumerate(inputs)
    ]
