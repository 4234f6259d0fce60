"""What the cached columns of a summons follow from, so that many are decided by distinct inputs.

Left out is only what `status` cannot see in the columns: who recorded a fact and from which
source, ids, the slot, and facts that neither a rule nor the table of states names (alerts,
letters that were printed). And instants that are over are moved, in their order, to the
beginning of the time that no rule of the profile tells apart: the local day, mostly. So all
who were issued, opened and answered on the same days are decided once.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
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
#: Stands for every id that is none of a request.
NO_REQUEST = UUID(int=2**128 - 1)

#: Instants are counted in microseconds from here: a million times over, that is much quicker.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1) // TICK


class Cached(NamedTuple):
    """The columns that time alone can change, and whether a request is open."""

    state: str
    next_due_at: datetime | None
    request_open: bool


class Happened(NamedTuple):
    """A fact, reduced to what bears; those of a summons keep the order of their ids.

    Attributes:
        occurred_at, recorded_at: in microseconds, as `micros` counts them.
        data: with the keys of `READ`, instants in microseconds as well.
    """

    kind: str
    occurred_at: int
    recorded_at: int
    data: tuple[tuple[str, Json], ...]


Inputs = tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class Bearing:
    """What of the facts of a summons can bear on service or state by one version, on any day.

    Attributes:
        kinds: of facts.
        zone: in which days are counted.
        marks: local times of day, midnight first, that a rule tells apart from what comes
            before or after; None: it tells every instant apart, since it counts hours.
        turns: when outages of the whole system began and ended, in microseconds.
    """

    kinds: frozenset[str]
    zone: ZoneInfo
    marks: tuple[time, ...] | None
    turns: frozenset[int]
    _days: dict[int, tuple[list[int], frozenset[int]]] = field(default_factory=dict, repr=False)

    def mark(self, at: int) -> int:
        """The last mark that is not after it; itself on a day that the clocks change."""
        if self.marks is None:
            return at
        day = at // DAY
        if day not in self._days:
            self._days[day] = self._marks_around(EPOCH.date() + timedelta(days=day), self.marks)
        marks, uneven = self._days[day]
        mark = marks[bisect_right(marks, at) - 1]
        return at if mark in uneven else mark

    def _marks_around(self, day: date, times: tuple[time, ...]) -> tuple[list[int], frozenset[int]]:
        """All marks of the local days that share hours with a day of UTC, and the uneven ones.

        A local day is uneven when not all of it has one distance from UTC.
        """
        found, uneven = set(self.turns), set[int]()
        for n in (-1, 0, 1):
            local = day + timedelta(days=n)
            begin, end = (self._local(local + timedelta(days=m), time.min) for m in (0, 1))
            found |= {micros(self._local(local, at)) for at in times}
            if begin.utcoffset() != end.utcoffset():
                ends = micros(begin), micros(end)
                uneven |= {at for at in found if ends[0] <= at < ends[1]}
        return sorted(found), frozenset(uneven)

    def _local(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone)


def micros(at: datetime) -> int:
    """Microseconds since 1970."""
    return (at - EPOCH) // TICK


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
        turns=frozenset(micros(at) for one in outages for at in (one.begins, one.ends) if at),
    )


def _marks(periods: frozenset[Period]) -> tuple[time, ...] | None:
    """Midnight, cut-offs, and the last instant of the day, at which periods end."""
    if any(period.unit == Unit.HOUR for period in periods):
        return None
    return tuple(sorted({time.min, time.max, *(p.cutoff for p in periods if p.cutoff)}))


def inputs_of(facts: str, bears: Bearing, on: datetime) -> Inputs:
    """What is decided on: the same for all summonses that cannot be told apart at `on`.

    Args:
        facts: JSON list of [kind, occurred_at, recorded_at, data, id], those of one summons of
            the kinds that bear, in the order of their ids: instants in microseconds, `data` with
            the keys of `READ` or null, an id where it is a request, which its answer names.
    """
    rows = json.loads(facts)
    moved = _moved(set(_instants(rows)), bears, micros(on))
    places = {fact_id: str(UUID(int=n)) for n, (*_, fact_id) in enumerate(rows) if fact_id}
    return tuple(
        Happened(
            kind,
            moved[occurred],
            moved[recorded],
            tuple((key, _plain(key, said, moved, places)) for key, said in data.items())
            if data
            else (),
        )
        for kind, occurred, recorded, data, _ in rows
    )


def _instants(rows: Sequence[Any]) -> Iterator[int]:
    for _, occurred, recorded, data, _ in rows:
        yield occurred
        yield recorded
        if data:
            yield from (_read(data[key]) for key in INSTANTS if key in data)


def _plain(key: str, said: str, moved: Mapping[int, int], places: Mapping[str, str]) -> str | int:
    if key in INSTANTS:
        return moved[_read(said)]
    return places.get(said, str(NO_REQUEST)) if key == "request" else said


@lru_cache(maxsize=10_000)
def _read(said: str) -> int:
    return micros(datetime.fromisoformat(said))


def _moved(said: set[int], bears: Bearing, on: int) -> dict[int, int]:
    """Each instant that is over, moved back to just after its mark; order and equality stay.

    An instant is compared with other instants and with marks, and the day counts on which it
    lies: all that comes out as before. What lies ahead stays exact, as it may be what is due.
    """
    found, last, behind = dict[int, int](), None, 0
    for at in sorted(said):
        mark = bears.mark(at) if at <= on else at
        behind = 0 if mark == at else behind + 1 if mark == last else 1
        found[at] = mark + behind
        last = mark
    return found


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
            occurred_at=_instant(one.occurred_at),
            recorded_at=_instant(one.recorded_at),
            source="",
            by={},
            data=blank | {key: _said(key, value) for key, value in one.data},
        )
        for number, one in enumerate(inputs)
    ]


def _instant(at: int) -> datetime:
    return EPOCH + at * TICK


def _said(key: str, value: Any) -> Json:
    return instant(_instant(value)) if key in INSTANTS else value
