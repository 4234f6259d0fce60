"""By which summons and which rules a case goes on, and what these rules say about cases."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.domain.actors import OFFICE_REALM
from vocatio.domain.consequences.file import CaseFile, Rung, Terms
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.facts import Fact
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.floor import LONGEST_MEASURE, MEASURE_KINDS
from vocatio.domain.law.periods import Period, Unit
from vocatio.domain.law.profile import Measure, Profile, Window, days
from vocatio.domain.law.rules import AfterRule
from vocatio.domain.summons.kinds import Kind

#: The body that decides where the profile names none that is independent (F11).
COURT = "court"

#: The shortest that each unit can be: a measure is never longer than its profile has it.
_SHORTEST = {
    Unit.HOUR: timedelta(hours=1),
    Unit.DAY: timedelta(days=1),
    Unit.WORKING_DAY: timedelta(days=1),
    Unit.WEEK: timedelta(weeks=1),
    Unit.MONTH: timedelta(days=28),
    Unit.YEAR: timedelta(days=365),
}


def governing(summonses: Sequence[UUID], facts: Iterable[Fact]) -> UUID:
    """The summons by whose rules all goes on (F21): the one whose absence opened the case.

    Before that, the one that was missed last; while none was, the newest.

    Args:
        summonses: all to one duty, the newest last.
        facts: of the case and of these summonses.
    """
    known = {str(fact.id): fact for fact in facts}
    absences = [fact for fact in known.values() if fact.kind == Kind.ABSENCE]
    opened = [fact for fact in known.values() if fact.kind == CaseKind.OPENED]
    named = [known[str(f.data["absence"])] for f in opened if str(f.data["absence"]) in known]
    chosen = max(named or absences, key=lambda fact: fact.recorded_at, default=None)
    return chosen.subject if chosen and chosen.subject in summonses else summonses[-1]


def body_of(file: CaseFile) -> str:
    """The body that a case was handed to, by the measure proposed last; empty before that."""
    proposals = file.of(CaseKind.PROPOSAL)
    measure = str(proposals[-1].data["measure"]) if proposals else ""
    return next((rung.body for rung in file.terms.ladder if rung.code == measure), "")


def terms_of(rules: Profile, calendar: Calendar) -> Terms:
    """What the profile says, as far as the floor lets it: its ladder decides what there is."""
    rungs = tuple(rung for measure in rules.measures if (rung := _rung(measure)))
    own = [one.window for one in rules.remedies if one.against == "decision"]
    return Terms(
        ZoneInfo(rules.zone),
        rungs,
        OFFICE_REALM,
        hearing=_longest_of([rules.windows.hearing]),
        remedy=_longest_of(own) or _longest_of([rules.windows.remedy]),
        calendar=calendar,
    )


def _longest_of(windows: Iterable[Window | None]) -> Period | None:
    """Counted from receipt, whatever the profile counts them from: nothing runs before (F2, F9)."""
    periods = [window.period for window in windows if isinstance(window, AfterRule)]
    return max(periods, key=days, default=None)


def _rung(measure: Measure) -> Rung | None:
    """None for what the law does not say, and for kinds that are never taken."""
    if measure.kind not in MEASURE_KINDS or measure.severity is None:
        return None
    body = measure.decided_by if measure.independent and measure.decided_by else COURT
    return Rung(measure.code, measure.kind, measure.severity, body, _longest(measure.longest))


def _longest(length: Period | str | None) -> timedelta:
    if not isinstance(length, Period):
        return LONGEST_MEASURE
    return min(LONGEST_MEASURE, length.count * _SHORTEST[length.unit])
