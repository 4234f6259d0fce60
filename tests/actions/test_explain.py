"""Counted again from the stored facts: by the rules of the issue, and by others as a what-if."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.actions.world import World, addressee
from tests.domain.builders import dated_profile
from vocatio.actions.clock import now
from vocatio.actions.inspect.service import Explained, explain
from vocatio.actions.law import facts_of, kept_calendar, local_date, version_of
from vocatio.actions.request.file import file
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.evidence.canonical import canonical
from vocatio.domain.law.profile import DatedProfile
from vocatio.domain.summons.kinds import RequestKind
from vocatio.gateways import identity
from vocatio.records.ledger.commitments import Bytes, commit, id_of_version
from vocatio.records.ledger.models import CalendarVersion, ProfileVersion
from vocatio.records.summonses.models import Summons

LATER = {"after": {"fact": "ContentConsignment", "count": 9, "unit": "day"}}


def issued_on(summons: Summons) -> date:
    """The local day of issue."""
    version = version_of(summons.profile_version)
    return local_date(version, facts_of(summons.id)[0].occurred_at)


def asked(world: World, summons: str, on: date, **more: str) -> Explained:
    """What the overseer is told."""
    return explain(summons, on, by=world.overseer, purpose="test", at=now(), **more)


def stored(profile: DatedProfile) -> str:
    """Keep a profile as putting it in force does, and return its version."""
    ProfileVersion.objects.create(
        version=profile.version, code=profile.code, canonical=profile.canonical
    )
    written = Bytes(id_of_version(profile.version), profile.canonical, identity.new_salt())
    commit(ProfileVersion, [written])
    return profile.version


def test_the_rules_in_force_at_issue_govern(world: World) -> None:
    summons = world.summoned()
    on = issued_on(summons)
    found = asked(world, summons.reference, on)
    assert found.governing.served
    assert found.governing.version == summons.profile_version
    assert found.what_if is None
    assert not asked(world, str(summons.id), on - timedelta(days=1)).governing.served
    assert canonical(found.governing.data)
    assert found.governing.data["calendar"] == summons.calendar_version


def test_another_version_is_a_what_if_and_governs_nothing(world: World) -> None:
    summons = world.summoned()
    kinder = stored(dated_profile(inbox=LATER))
    on = issued_on(summons) + timedelta(days=3)
    found = asked(world, summons.reference, on, version=kinder[:12])
    assert found.governing.served
    assert found.what_if
    assert (found.what_if.version, found.what_if.served) == (kinder, False)
    assert found.favours
    same = asked(world, summons.reference, on, version=summons.profile_version)
    assert (same.what_if, same.favours) == (None, False)


def test_service_that_was_undone_shows_on_the_day(world: World) -> None:
    summons = world.summoned()
    file(summons.reference, RequestKind.NON_RECEIPT, "other", by=addressee(summons), at=now())
    on = issued_on(summons)
    assert asked(world, summons.reference, on + timedelta(days=13)).governing.served
    undone = asked(world, summons.reference, on + timedelta(days=14)).governing
    assert not undone.served
    assert undone.data["undone_at"]


def test_it_is_told_in_the_languages_of_the_profile(world: World) -> None:
    summons = world.summoned()
    on = issued_on(summons)
    texts = {
        asked(world, summons.reference, on, language=language).governing.lines
        for language in version_of(summons.profile_version).head.languages
    }
    assert len(texts) == 3


@pytest.mark.parametrize("named", ["NONE-SUCH", "01980000-0000-7000-8000-000000000000"])
def test_what_is_not_there_is_refused(world: World, named: str) -> None:
    with pytest.raises(NotFound, match="there is no summons"):
        asked(world, named, date(2030, 1, 1))


def test_a_version_is_named_well_enough_or_refused(world: World) -> None:
    summons = world.summoned()
    with pytest.raises(InvalidInput, match="8 digits"):
        asked(world, summons.reference, date(2030, 1, 1), version="abc")
    with pytest.raises(NotFound, match="no stored version begins"):
        asked(world, summons.reference, date(2030, 1, 1), version="0" * 64)


def test_the_calendar_of_the_issue_is_kept_whole(world: World) -> None:
    """That of the region of the office; what `holidays` says years later changes nothing."""
    summons = world.summoned()
    kept = CalendarVersion.objects.get(version=summons.calendar_version)
    assert kept.region == "AT-9"
    calendar = kept_calendar(summons.calendar_version)
    assert (calendar.version, calendar.canonical) == (kept.version, bytes(kept.canonical))
    assert calendar.off(date(datetime.now(UTC).year, 12, 25))


def test_an_officer_is_told_about_the_office_of_theirs_alone(world: World) -> None:
    summons = world.summoned()
    elsewhere = world.open("N", "3")
    bound = type(world.officer)(
        world.officer.account_id,
        world.officer.natural_person_id,
        world.officer.name,
        world.officer.roles,
        elsewhere,
    )
    with pytest.raises(NotFound):
        explain(summons.reference, issued_on(summons), by=bound, purpose="test", at=now())
