"""Which rules govern: the profile version in force at issue (F21), its calendar, outages (F6)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.domain.callup.stages import Kind as CallUpKind
from vocatio.domain.facts import Fact
from vocatio.domain.facts import parse as parse_fact
from vocatio.domain.law.calendar import Calendar, read_calendar
from vocatio.domain.law.compare import Since, governing
from vocatio.domain.law.outages import certified
from vocatio.domain.law.periods import Outage
from vocatio.domain.law.profile import DatedProfile, Profile, parse
from vocatio.domain.summons.states import Status, status
from vocatio.gateways import calendars, identity, profiles
from vocatio.records.callups.models import CallUpFact
from vocatio.records.deliveries.models import OutageFact
from vocatio.records.ledger import facts as ledger
from vocatio.records.ledger.commitments import Bytes, commit, id_of_version
from vocatio.records.ledger.models import CalendarVersion, ProfileVersion
from vocatio.records.summonses.models import Summons, SummonsFact

#: Facts of a call-up that put the rules in force that are shipped then, and name their version.
IN_FORCE_BY = (CallUpKind.ORDER, CallUpKind.RELEASE)

#: When a version came into force, None for now, and the version.
_Later = tuple[datetime | None, Since]


def put_in_force(code: str) -> DatedProfile:
    """The shipped profile of a jurisdiction, kept and committed under its version."""
    profile = profiles.load(code).profile
    if not ProfileVersion.objects.filter(version=profile.version).exists():
        _keep_profile(code, profile)
    return profile


@transaction.atomic
def _keep_profile(code: str, profile: DatedProfile) -> None:
    version, content = profile.version, profile.canonical
    # Another process may keep it meanwhile.
    _, new = ProfileVersion.objects.get_or_create(
        version=version, defaults={"code": code, "canonical": content}
    )
    if new:
        commit(ProfileVersion, [Bytes(id_of_version(version), content, identity.new_salt())])


@lru_cache(maxsize=64)
def version_of(version: str) -> DatedProfile:
    """The profile with that version, as it was when it was put in force."""
    stored = ProfileVersion.objects.get(version=version)
    return parse(json.loads(bytes(stored.canonical)))


def profile_of(version: str, on: date) -> Profile:
    """What was in force on a day, by that version."""
    return version_of(version).on(on)


def calendar_of(profile: Profile, on: date, *, office: str = "", home: str = "") -> Calendar:
    """The days off around a date, compiled anew: for what is decided now.

    Args:
        office, home: where the office is, and where the addressee is registered; the profile
            says which of them governs, or that the whole country does. Somebody whose home has
            no holidays of its own that anybody knows is judged by those of the office.
    """
    at_home = home if calendars.has_part(profile.country, home) else office
    part = {"addressee": at_home, "office": office}.get(profile.days.region, "")
    return calendars.compile_calendar(profile.days, part, on.year)


def calendar_now(summons: Summons, rules: Profile, on: date) -> Calendar:
    """The days off around a date where those of the summons were compiled for, compiled anew."""
    region = kept_calendar(summons.calendar_version).region
    return calendars.compile_calendar(rules.days, region.partition("-")[2], on.year)


@transaction.atomic
def keep_calendar(calendar: Calendar) -> None:
    """Keep and commit what something is decided by, so that it can be counted again."""
    version, content = calendar.version, calendar.canonical
    _, new = CalendarVersion.objects.get_or_create(
        version=version, defaults={"region": calendar.region, "canonical": content}
    )
    if new:
        commit(CalendarVersion, [Bytes(id_of_version(version), content, identity.new_salt())])


@lru_cache(maxsize=256)
def kept_calendar(version: str) -> Calendar:
    """The calendar with that version, as it was when it was kept."""
    return read_calendar(bytes(CalendarVersion.objects.get(version=version).canonical))


def local_date(profile: DatedProfile | Profile, moment: datetime) -> date:
    """The date in the zone of the jurisdiction."""
    return moment.astimezone(ZoneInfo(profile.zone)).date()


def today(moment: datetime) -> date:
    """The date in the zone of this installation's jurisdiction."""
    return local_date(profiles.load(profiles.default()).profile, moment)


def outages(on: datetime) -> tuple[Outage, ...]:
    """Those of the whole system that count (F6), as they were certified by the instant `on`."""
    return certified(outage_facts(), on=on)


def outage_facts() -> list[Fact]:
    """The facts of every outage of the whole system; one person's stand with their summonses."""
    stored = OutageFact.objects.filter(subject__person=None).values_list("canonical", flat=True)
    return [parse_fact(bytes(content)) for content in stored]


def status_of(
    summons: Summons, facts: Sequence[Fact], *, outages: Sequence[Outage], on: datetime
) -> Status:
    """The status of a summons, derived from its facts by the rules in force at its issue (F21).

    Args:
        outages: of the whole system, as `outages` says at the instant `on`.
    """
    profile = _at_issue(summons, facts[0])
    calendar = kept_calendar(summons.calendar_version)
    return status(facts, profile, calendar, on=on, outages=outages)


def rules_of(summons: Summons, *, at: datetime, issued: Fact | None = None) -> Profile:
    """The rules for a summons: those at its issue, and of later ones what favours the person.

    F21. Service and state follow from the rules at issue alone, as `status_of` has them:
    of those nobody can say beforehand whom a change favours.

    Args:
        issued: the first fact of the summons, where whoever asks has read it.
    """
    issued = issued or facts_of(summons.id)[0]
    return RulesAt(at, issued.recorded_at).of(summons, issued)


@dataclass(frozen=True)
class RulesAt:
    """The same for many summonses, asked at one instant: what came since is read once for all.

    Attributes:
        earliest: no summons that is asked about was issued before.
    """

    at: datetime
    earliest: datetime
    _since: dict[str, list[_Later]] = field(default_factory=dict)
    _found: dict[tuple[object, ...], Profile] = field(default_factory=dict)

    def of(self, summons: Summons, issued: Fact) -> Profile:
        """The rules for one whose first fact is given."""
        version = version_of(summons.profile_version)
        if version.code not in self._since:
            self._since[version.code] = list(_since(version.code, self.earliest, self.at))
        known, issue = self._since[version.code], issued.recorded_at
        later = [one for moment, one in known if moment is None or moment > issue]
        day, today = local_date(version, issued.occurred_at), local_date(version, self.at)
        same = (version.version, day, *((one.day, one.version.version) for one in later))
        if same not in self._found:
            self._found[same] = governing(version, later, issued=day, today=today)
        return self._found[same]


def _since(code: str, earliest: datetime, at: datetime) -> Iterator[_Later]:
    """The versions that came into force since: by each order, by each release, and now.

    Facts tell, since a version that was taken back and came again has one row and two times.
    """
    facts = CallUpFact.objects.filter(
        kind__in=IN_FORCE_BY,
        subject__jurisdiction=code,
        recorded_at__gt=earliest,
        recorded_at__lte=at,
    )
    for content in facts.order_by("recorded_at", "id").values_list("canonical", flat=True):
        fact = parse_fact(bytes(content))
        version = version_of(str(fact.data["profile"]))
        yield fact.recorded_at, Since(local_date(version, fact.recorded_at), version)
    now = put_in_force(code)
    yield None, Since(local_date(now, at), now)


def _at_issue(summons: Summons, issued: Fact) -> Profile:
    version = version_of(summons.profile_version)
    return version.on(local_date(version, issued.occurred_at))


def facts_of(summons_id: UUID) -> tuple[Fact, ...]:
    """The facts of a summons, in the order in which they were recorded."""
    return ledger.of(SummonsFact, summons_id)
