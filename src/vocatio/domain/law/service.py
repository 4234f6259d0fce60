"""Does a summons count as served: when, by which rule, or what is it still waiting for?

Deemed service is the passing of time, not an event. The answer is derived from facts, profile,
calendar and an instant, every time it is asked, and carries its own derivation.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.domain.facts import Fact
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.derivation import Known, Moment, Setting, derive
from vocatio.domain.law.explanation import ChannelDerivation, Explanation, first_to_serve
from vocatio.domain.law.periods import Outage
from vocatio.domain.law.profile import Profile
from vocatio.domain.law.rules import FACTS
from vocatio.domain.law.undoing import undoings
from vocatio.domain.summons.corrections import dated, of_latest_service, replaces
from vocatio.domain.summons.kinds import Kind


@dataclass(frozen=True, slots=True)
class Served:
    """Served at an instant, through a channel, by an article, because of a fact."""

    at: datetime
    channel: str
    article: str
    fact_id: UUID | None
    because: Explanation = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NotServed:
    """Not served, or no longer.

    Attributes:
        due_at: when it will be, if nothing else happens, or None.
        waits_for: names of the facts that would bring it about, or bring it earlier.
        then: channels that take over, each with when: the earliest first.
    """

    due_at: datetime | None
    waits_for: tuple[str, ...]
    then: tuple[tuple[datetime, str], ...]
    because: Explanation = field(compare=False, repr=False)


Service = Served | NotServed


def decide(
    facts: Sequence[Fact],
    profile: Profile,
    calendar: Calendar,
    *,
    on: datetime,
    outages: Sequence[Outage] = (),
) -> Service:
    """Whether the summons with these facts counts as served at the instant `on`.

    Electronic and paper carry equal force: whichever channel serves first counts, once.

    Args:
        outages: of the whole system; those shown for this person alone are facts.
    """
    zone = ZoneInfo(profile.zone)
    known = [fact for fact in facts if counts_from(fact) <= on]
    undone = max((at for at in undoings(known, zone).values() if at <= on), default=None)
    moments = moments_of(known, undone)
    setting = setting_of(known, zone, calendar, outages)
    channels = tuple(
        ChannelDerivation(channel.code, channel.article, derive(channel.rule, moments, setting))
        for channel in profile.channels
    )
    first = first_to_serve(channels)
    because = Explanation(
        on=on,
        zone=profile.zone,
        profile=profile.version,
        calendar=calendar.version,
        served_by=first[1].channel if first and first[0] <= on else "",
        undone_at=undone,
        channels=channels,
    )
    if first and because.served_by:
        at, by = first
        moment = by.derivation.deciding().moment
        fact_id = moment.fact_id if moment else None
        return Served(at, by.channel, by.article, fact_id, because)
    return _not_served(first[0] if first else None, because)


def moments_of(known: Sequence[Fact], undone: datetime | None) -> Known:
    """What periods count from: the first of each kind that no undoing took away, and the date."""
    latest = of_latest_service(known)
    standing = [fact for fact in latest if undone is None or fact.occurred_at > undone]
    return {**_moments(standing), **_replaced(known, standing), **appointment(known)}


def setting_of(
    known: Sequence[Fact], zone: ZoneInfo, calendar: Calendar, outages: Sequence[Outage]
) -> Setting:
    """What they are counted by; outages of the whole system, and those shown for the person."""
    return Setting(calendar, zone, (*outages, *own_outages(known)))


def counts_from(fact: Fact) -> datetime:
    """F2: nothing that runs against the person starts before the fact was recorded."""
    return max(fact.occurred_at, fact.recorded_at)


def _not_served(due_at: datetime | None, because: Explanation) -> NotServed:
    parts = [part for channel in because.channels for part in channel.derivation.walk()]
    handed = {(part.then_at, part.then) for part in parts if part.then_at}
    waits_for = dict.fromkeys(
        name for channel in because.channels for name in channel.derivation.waits_for
    )
    return NotServed(
        due_at=due_at,
        waits_for=tuple(waits_for),
        then=tuple(sorted(handed)),
        because=because,
    )


def _moments(facts: Sequence[Fact]) -> Mapping[str, Moment]:
    """The first moment of each kind of fact."""
    found: dict[str, Moment] = {}
    for fact in sorted(facts, key=lambda fact: (counts_from(fact), fact.id)):
        found.setdefault(fact.kind, Moment(counts_from(fact), fact.id, _later(fact)))
    return found


def _replaced(known: Sequence[Fact], standing: Sequence[Fact]) -> Known:
    """A replacing notice is issued anew, and lies in the inbox where the first one lay."""
    found = next((fact for fact in standing if replaces(fact)), None)
    if found is None:
        return {}
    kinds = {Kind.ISSUED} | {Kind.AVAILABLE} & {fact.kind for fact in known}
    return {kind.value: Moment(counts_from(found), found.id) for kind in kinds}


def _later(fact: Fact) -> datetime | None:
    """When it really was received, as a proof of other receipt says."""
    return _said(fact, "received_at") if fact.kind == Kind.NON_RECEIPT else None


def appointment(facts: Sequence[Fact]) -> Known:
    """The time to appear is a moment too: periods can be counted back from it."""
    named = dated(facts)
    if not named:
        return {}
    last = max(named, key=lambda fact: (fact.occurred_at, fact.id))
    at = _said(last, "starts_at")
    return {FACTS["appearance"]: Moment(at, last.id)} if at else {}


def own_outages(facts: Sequence[Fact]) -> Iterator[Outage]:
    """Outages shown for this one person, as facts of their summons tell them (F6)."""
    for fact in facts:
        if fact.kind == Kind.OUTAGE:
            begins, ends = (_said(fact, key) for key in ("begins", "ends"))
            yield Outage(begins or fact.occurred_at, ends)


def _said(fact: Fact, key: str) -> datetime | None:
    said = fact.data.get(key)
    return datetime.fromisoformat(str(said)) if said else None
