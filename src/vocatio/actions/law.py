"""Which rules govern: the profile version that was in force at issue (F21), and its calendar."""

import json
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.domain.evidence.canonical import canonical
from vocatio.domain.facts import Fact
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.profile import Profile, parse
from vocatio.domain.summons.states import Status, status
from vocatio.gateways import calendars, identity, profiles
from vocatio.records.ledger import facts as ledger
from vocatio.records.ledger.commitments import Bytes, commit, id_of_version
from vocatio.records.ledger.models import ProfileVersion
from vocatio.records.summonses.models import Summons, SummonsFact


def put_in_force(code: str) -> Profile:
    """The shipped profile of a jurisdiction, kept and committed under its version."""
    jurisdiction = profiles.load(code)
    version, content = jurisdiction.profile.version, canonical(jurisdiction.tables)
    _, new = ProfileVersion.objects.get_or_create(
        version=version, defaults={"code": code, "canonical": content}
    )
    if new:
        commit(ProfileVersion, [Bytes(id_of_version(version), content, identity.new_salt())])
    return jurisdiction.profile


@lru_cache(maxsize=64)
def profile_of(version: str) -> Profile:
    """The profile with that version, as it was when it was put in force."""
    stored = ProfileVersion.objects.get(version=version)
    return parse(json.loads(bytes(stored.canonical)))


def calendar_of(profile: Profile, on: date, subdivision: str = "") -> Calendar:
    """The days off around a date."""
    return calendars.compile_calendar(profile.country, subdivision, profile.weekend, on.year)


def local_date(profile: Profile, moment: datetime) -> date:
    """The date in the zone of the jurisdiction."""
    return moment.astimezone(ZoneInfo(profile.zone)).date()


def status_of(summons: Summons, facts: tuple[Fact, ...] | list[Fact], *, on: datetime) -> Status:
    """The status of a summons, derived from its facts."""
    profile = profile_of(summons.profile_version)
    calendar = calendar_of(profile, local_date(profile, on))
    return status(facts, profile, calendar, on=on)


def facts_of(summons_id: UUID) -> tuple[Fact, ...]:
    """The facts of a summons, in the order in which they were recorded."""
    return ledger.of(SummonsFact, summons_id)
