"""Is this file what it seems? Judged as a whole, before anything of it is applied.

Two-digit years once drafted the dead: each row looked sound, all of them together did not. So
the ages in a file, what it would change, and its totals by district are compared with what a
population and this register look like. A doubt stops the file until a second person says why
it is right. The thresholds stand here and nowhere else.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from vocatio.domain.errors import Refusal
from vocatio.domain.register.partial_date import age_on
from vocatio.domain.register.rows import Row

#: People of more than so many years are rare: 2 in 10,000 even in the oldest populations
#: (United Nations, World Population Prospects 2024); more than that are a wrong century.
OLD_YEARS, OLD_SHARE, OLD_FEW = 100, 0.001, 1
#: So many on one day of birth are a placeholder: by chance it is 1 in 365 even in one cohort.
DAY_SHARE, DAY_FEW = 0.03, 50
#: A file that changes more of those it knows is another kind of file, or has shifted columns.
CHANGED_SHARE, CHANGED_FEW = 0.20, 50
#: A district that gains so much of what it had, or a full file that lacks so much of it.
DISTRICT_SHARE, DISTRICT_FEW = 0.20, 100
#: Absent from a full file, of all whom the source knew.
ABSENT_SHARE, ABSENT_FEW = 0.05, 20


class Implausible(Refusal):
    """The file is not plausible as a whole; nothing of it was applied."""

    basis = "plausibility"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the register knows from this source: people, and people by district."""

    people: int = 0
    districts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not plausible: `found` where no more than `most` was expected."""

    code: str
    about: str
    found: int
    most: int

    def __str__(self) -> str:
        about = f" ({self.about})" if self.about else ""
        return f"{self.code}{about}: {self.found:,}, where at most {self.most:,} are plausible"


class Tally:
    """What a file holds, counted row by row; its size does not grow with the file."""

    def __init__(self, on: date) -> None:
        self.rows = self.known = self.changed = 0
        self.ages: Counter[int] = Counter()
        self._on = on
        self._days: Counter[date] = Counter()
        self._districts: Counter[str] = Counter()
        self._new: Counter[str] = Counter()

    def add(self, row: Row, *, known: bool = False, changed: bool = False) -> None:
        """Count one row that could be applied."""
        self.rows += 1
        self.known += known
        self.changed += changed
        self._districts[row.district] += 1
        if not known:
            self._new[row.district] += 1
        if row.birth is None:
            return
        self.ages[age_on(row.birth.earliest, self._on)] += 1
        if row.birth.exact:
            self._days[row.birth.earliest] += 1

    def judge(self, baseline: Baseline, *, full: bool) -> tuple[Doubt, ...]:
        """Every doubt about the file as a whole."""
        return (*self._ages(), *self._changes(baseline, full=full), *self._totals(baseline, full))

    def _ages(self) -> Iterator[Doubt]:
        old = sum(count for age, count in self.ages.items() if age > OLD_YEARS)
        if old > (most := OLD_FEW + int(OLD_SHARE * self.rows)):
            yield Doubt("too_old", f"over {OLD_YEARS} years", old, most)
        for day, count in self._days.most_common(1):
            if count > (most := DAY_FEW + int(DAY_SHARE * self.rows)):
                yield Doubt("one_birthday", day.isoformat(), count, most)

    def _changes(self, baseline: Baseline, *, full: bool) -> Iterator[Doubt]:
        if self.changed > (most := CHANGED_FEW + int(CHANGED_SHARE * self.known)):
            yield Doubt("changes", f"of {self.known:,} known", self.changed, most)
        absent = baseline.people - self.known
        if full and absent > (most := ABSENT_FEW + int(ABSENT_SHARE * baseline.people)):
            yield Doubt("absent", f"of {baseline.people:,} known", absent, most)

    def _totals(self, baseline: Baseline, full: bool) -> Iterator[Doubt]:  # noqa: FBT001 because it is told on
        if not baseline.people:
            return
        for district in sorted({*baseline.districts, *self._districts}):
            had = baseline.districts.get(district, 0)
            most = DISTRICT_FEW + int(DISTRICT_SHARE * had)
            if self._new[district] > most:
                yield Doubt("district_gains", district, self._new[district], most)
            if full and (lost := had - self._districts[district]) > most:
                yield Doubt("district_loses", district, lost, most)
