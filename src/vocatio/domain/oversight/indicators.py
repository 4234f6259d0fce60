"""The ten indicators, computed from what was observed. docs/reference/indicators.md defines each.

They say how the state keeps its side: nothing here scores, ranks or predicts a person.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from vocatio.domain.oversight.observed import Groups, Observed, Step
from vocatio.domain.oversight.small import LEAST_COUNT, Share, shown, small

#: How many summonses came to the same.
Tally = Mapping[Observed, int]

MEDIAN, LOW = 50, 5


class Column(StrEnum):
    """What is told apart by group. The shares among them are compared between groups."""

    PEOPLE = "people"
    UNEVIDENCED = "unevidenced"
    NOTICE_MEDIAN = "notice_median"
    NOTICE_LOW = "notice_low"
    UNDONE = "undone"
    LATE = "late"
    ABSENT = "absent"
    CASE = "case"
    NOTICE = "notice"
    FINDING = "finding"
    MEASURE = "measure"
    UPHELD = "upheld"
    WRONG_DAYS = "wrong_days"


C = Column
#: The funnel from absence to measure, as columns.
FUNNEL: Mapping[Column, Step] = {
    C.ABSENT: Step.ABSENT,
    C.CASE: Step.CASE,
    C.NOTICE: Step.NOTICE,
    C.FINDING: Step.FINDING,
    C.MEASURE: Step.MEASURE,
}
#: Columns that are days, not shares.
DAYS = frozenset({C.NOTICE_MEDIAN, C.NOTICE_LOW, C.WRONG_DAYS})
#: Columns whose shares are compared between groups.
COMPARED = tuple(c for c in Column if c not in DAYS | {C.PEOPLE})

#: A share, a number of days, or None: withheld, or there is nothing to count.
Figure = Share | int | None


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one group; `withheld` are the columns in which it is too small to show."""

    group: str
    figures: Mapping[Column, Figure]
    withheld: frozenset[Column] = frozenset()


class Disparity(NamedTuple):
    """Between the groups with the lowest and the highest share; `points` are percentage points."""

    column: Column
    lowest: str
    highest: str
    points: float


@dataclass(frozen=True, slots=True)
class Table:
    """The indicators by one way of telling groups apart."""

    rows: tuple[Row, ...]
    disparities: tuple[Disparity, ...]


class Decided(NamedTuple):
    """A decision about somebody: who took it, when, and its reasons; None once erased."""

    human: str
    at: datetime
    reasons: str | None


class Pace(NamedTuple):
    """How decisions were taken.

    Attributes:
        identical: those whose reasons are word for word those of another one, of all with reasons.
        busiest: the most that one human took within an hour by the clock.
    """

    identical: Share
    busiest: int


def overall(tally: Tally) -> Row:
    """All together: nothing is withheld, since no total can be taken apart by itself."""
    return Row("", _figures(tally))


def by_group(tally: Tally, of: Callable[[Groups], str]) -> Table:
    """The same for each group, small counts withheld, and the widest gaps between what is shown."""
    apart: dict[str, Counter[Observed]] = {}
    for observed, count in tally.items():
        apart.setdefault(of(observed.groups), Counter())[observed] += count
    figures = {group: _figures(apart[group]) for group in sorted(apart)}
    hidden = {column: _hidden(column, apart, figures) for column in Column}
    rows = tuple(
        Row(
            group,
            {c: None if group in hidden[c] else figure for c, figure in found.items()},
            frozenset(c for c in Column if group in hidden[c]),
        )
        for group, found in figures.items()
    )
    return Table(rows, tuple(_disparities(rows)))


def quantile(counts: Mapping[int, int], percent: int) -> int | None:
    """The least value that so many percent do not exceed (nearest rank); None of nothing."""
    rank = ceil(sum(counts.values()) * percent / 100)
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= max(rank, 1):
            return value
    return None


def pace(decisions: Iterable[Decided]) -> Pace:
    """Identical reasons and decisions per hour; letter case and spacing aside."""
    found = list(decisions)
    told = Counter(" ".join(d.reasons.casefold().split()) for d in found if d.reasons)
    copies = sum(count for count in told.values() if count > 1)
    hours = Counter((d.human, d.at.replace(minute=0, second=0, microsecond=0)) for d in found)
    return Pace(Share(copies, sum(told.values())), max(hours.values(), default=0))


def _figures(tally: Tally) -> dict[Column, Figure]:
    everybody = sum(tally.values())
    days = _notice(tally)
    return {
        C.PEOPLE: Share(everybody, everybody),
        C.UNEVIDENCED: Share(
            _sum(tally, lambda o: o.served and not o.received), _sum(tally, lambda o: o.served)
        ),
        C.NOTICE_MEDIAN: quantile(days, MEDIAN),
        C.NOTICE_LOW: quantile(days, LOW),
        C.UNDONE: Share(_sum(tally, lambda o: o.undone), everybody),
        C.LATE: Share(_sum(tally, lambda o: o.late), _sum(tally, lambda o: o.requests)),
        **{column: Share(_reached(tally, step), everybody) for column, step in FUNNEL.items()},
        C.UPHELD: Share(_sum(tally, lambda o: o.upheld), _sum(tally, lambda o: o.appeals)),
        C.WRONG_DAYS: _sum(tally, lambda o: o.wrong_days),
    }


def _sum(tally: Tally, of: Callable[[Observed], int]) -> int:
    return sum(of(observed) * count for observed, count in tally.items())


def _reached(tally: Tally, step: Step) -> int:
    return _sum(tally, lambda observed: observed.step >= step)


def _notice(tally: Tally) -> Counter[int]:
    days: Counter[int] = Counter()
    for observed, count in tally.items():
        if observed.notice is not None:
            days[observed.notice] += count
    return days


def _hidden(
    column: Column,
    apart: Mapping[str, Tally],
    figures: Mapping[str, Mapping[Column, Figure]],
) -> frozenset[str]:
    """The groups that are withheld in a column.

    Days are withheld by how many people they are counted of: medians do not add up to a total.
    """
    if column in (C.NOTICE_MEDIAN, C.NOTICE_LOW):
        counts = {group: _notice(tally).total() for group, tally in apart.items()}
        return frozenset(group for group, n in counts.items() if small(n))
    cells: dict[str, Share] = {}
    for group, tally in apart.items():
        figure = figures[group][column]
        if isinstance(figure, Share):
            cells[group] = figure
        else:
            people = _sum(tally, lambda o: o.wrong_days > 0)
            cells[group] = Share(people, sum(tally.values()))
    return frozenset(group for group, share in shown(cells).items() if share is None)


def _disparities(rows: Iterable[Row]) -> Iterable[Disparity]:
    """Of each share, between groups of at least five that are shown; none without two of them."""
    found = list(rows)
    for column in COMPARED:
        ratios = {
            row.group: share.ratio or 0.0
            for row in found
            if isinstance(share := row.figures[column], Share) and share.whole >= LEAST_COUNT
        }
        if len(ratios) > 1:
            lowest, *_, highest = sorted(ratios, key=lambda group: (ratios[group], group))
            yield Disparity(column, lowest, highest, 100 * (ratios[highest] - ratios[lowest]))
