"""Does a summons count as served: when, by which rule, or what is it still waiting for?

Deemed service is the passing of time, not an event. The answer is derived from
facts, profile, calendar and an instant, every time it is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.domain.errors import VocatioError
from vocatio.domain.facts import Fact
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.periods import Period, Unit
from vocatio.domain.law.profile import Channel, Profile
from vocatio.domain.law.rules import AfterRule, EarliestRule, FactRule, Rule


class NotYet(VocatioError):
    """This rule can be written down, but the engine does not decide by it yet."""


@dataclass(frozen=True, slots=True)
class Served:
    """Served at an instant, through a channel, by an article, because of a fact."""

    at: datetime
    channel: str
    article: str
    fact_id: UUID


@dataclass(frozen=True, slots=True)
class NotServed:
    """Not served yet; `due_at` is when it will be, if nothing else happens, or None."""

    due_at: datetime | None


Service = Served | NotServed


def decide(facts: Sequence[Fact], profile: Profile, calendar: Calendar, *, on: datetime) -> Service:
    """Whether the summons with these facts counts as served at the instant `on`.

    Electronic and paper carry equal force: whichever channel serves first counts, once.
    """
    moments = [
        Served(moment, channel.code, channel.article, fact_id)
        for channel in profile.channels
        for moment, fact_id in _moments(channel, facts, profile, calendar)
    ]
    first = min(moments, key=lambda served: served.at, default=None)
    if first is None:
        return NotServed(None)
    return first if first.at <= on else NotServed(first.at)


def _moments(
    channel: Channel, facts: Sequence[Fact], profile: Profile, calendar: Calendar
) -> list[tuple[datetime, UUID]]:
    zone = ZoneInfo(profile.zone)
    return [
        (moment, fact.id) for fact in facts for moment in _at(channel.rule, fact, calendar, zone)
    ]


def _at(rule: Rule, fact: Fact, calendar: Calendar, zone: ZoneInfo) -> list[datetime]:
    match rule:
        case FactRule(fact=kind):
            return [fact.occurred_at] if fact.kind == kind else []
        case AfterRule(fact=kind):
            return [_after(rule, fact, calendar, zone)] if fact.kind == kind else []
        case EarliestRule(any=rules):
            return [moment for part in rules for moment in _at(part, fact, calendar, zone)]
        case _:
            raise NotYet


def _after(rule: AfterRule, fact: Fact, calendar: Calendar, zone: ZoneInfo) -> datetime:
    """The first instant of the local day on which the period has run."""
    start = fact.occurred_at.astimezone(zone).date()
    period = rule.period
    if period == Period(period.count, Unit.WORKING_DAY):
        day = calendar.add_working_days(start, period.count)
    elif period == Period(period.count, Unit.DAY):
        day = start + timedelta(days=period.count)
    else:
        raise NotYet
    return datetime.combine(day, time.min, zone)
