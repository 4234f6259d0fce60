"""On how many days was a measure in force that should not have been?

A measure is known to have been wrong once an appeal against it was upheld, it was lifted as an
error, it was taken back, or what it rested on fell away: receipt undone, or never possible as it
was decided. That it ended early because the person appeared makes it no wrong one.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.force import Answer, effect_at, force, refuse_force
from vocatio.domain.consequences.kinds import CaseKind, Cause
from vocatio.domain.consequences.measures import moment
from vocatio.domain.facts import Fact

#: Names of obstacles that say that it rested on nothing.
BASELESS = frozenset(
    {
        *("retracted", "appeal_upheld"),
        *("summons_not_received", "notice_not_received", "notice_too_short", "no_such_appointment"),
    }
)
WRONG_CAUSES = (Cause.ERROR, Cause.APPEAL)


def wrong(file: CaseFile, measure: Fact) -> bool:
    """Whether it is known by now that the measure should not have been."""
    if any(obstacle.name in BASELESS for obstacle in refuse_force(file, measure)):
        return True
    return any(
        lift.data["measure"] == str(measure.id) and lift.data["cause"] in WRONG_CAUSES
        for lift in file.of(CaseKind.LIFT)
    )


def wrong_days(file: CaseFile) -> int:
    """Local days on which a measure of this case was in force that is known to be wrong by now.

    Asked of each day at noon, of the file as it stood then. Two wrong measures on one day are one
    day of one person.
    """
    return len({day for m in _measures(file) if wrong(file, m) for day in _in_force(file, m)})


def _measures(file: CaseFile) -> list[Fact]:
    """Those that were decided, and were taken back since."""
    known = (f for f in file.facts if f.recorded_at <= file.on)
    return [fact for fact in known if fact.kind == CaseKind.MEASURE]


def _in_force(file: CaseFile, measure: Fact) -> Iterator[date]:
    began = effect_at(file, measure) or moment(measure, "from")
    day, last = _local(file, began), _local(file, min(file.on, moment(measure, "until")))
    while day <= last:
        noon = datetime.combine(day, time(12), file.terms.zone)
        # How the person stood in the register on that day is not asked: it is known of today.
        then = replace(file, on=noon, gate={})
        if noon <= file.on and force(then, measure).answer == Answer.IN_FORCE:
            yield day
        day += timedelta(days=1)


def _local(file: CaseFile, at: datetime) -> date:
    return at.astimezone(file.terms.zone).date()
