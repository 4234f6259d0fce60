"""Every jurisdiction that is shipped can be read, and says all that the floor asks."""

import json
from datetime import date
from importlib.resources import files

import pytest

from vocatio.domain.law.audit import audit
from vocatio.domain.law.floor import MINIMUM_AGE_YEARS
from vocatio.domain.law.profile import parse
from vocatio.domain.summons.asking import OTHER, grounds
from vocatio.domain.summons.content import PARTS
from vocatio.domain.summons.kinds import RequestKind
from vocatio.entry.commands.sample import offices, shipped_plan
from vocatio.gateways import profiles
from vocatio.gateways.profiles import UnknownJurisdiction, default, load
from vocatio.portals.words import TABLES

#: A day on which every shipped profile has rules in force.
TODAY = date(2026, 11, 24)

SHIPPED = sorted(
    folder.name
    for folder in files("vocatio.jurisdictions").iterdir()
    if (folder / "profile.toml").is_file()
)


def test_the_default_is_shipped() -> None:
    assert default() in SHIPPED


@pytest.mark.parametrize("code", SHIPPED)
def test_it_reads_and_its_notice_is_whole(code: str) -> None:
    found = load(code)
    profile = found.profile.on(TODAY)
    assert profile.code == code
    assert profile.channels
    for language in profile.languages:
        assert set(found.notice[language]) == set(PARTS)
        assert all(category.title[language] for category in profile.categories)


@pytest.mark.parametrize("code", SHIPPED)
def test_it_calls_no_minors(code: str) -> None:
    found = load(code).profile.on(TODAY).categories
    assert all(each.age and each.age.first >= MINIMUM_AGE_YEARS for each in found)


@pytest.mark.parametrize("code", SHIPPED)
def test_its_sample_has_an_office_for_each_district(code: str) -> None:
    found = offices(shipped_plan(code))
    assert found
    assert len({office.district for office in found}) == len(found)


def test_one_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownJurisdiction, match=SHIPPED[0]):
        profiles.load("atlantis")


@pytest.mark.parametrize("code", SHIPPED)
def test_every_ground_that_it_offers_has_words_on_the_pages(code: str) -> None:
    profile = load(code).profile.on(TODAY)
    offered = {ground for kind in RequestKind for ground in grounds(profile, kind)}
    assert offered <= set(TABLES["ground"])
    assert OTHER in offered


@pytest.mark.parametrize("code", SHIPPED)
def test_a_stored_version_of_it_can_be_read_again(code: str) -> None:
    shipped = load(code).profile
    assert parse(json.loads(shipped.canonical)).on(TODAY) == shipped.on(TODAY)


@pytest.mark.parametrize("code", SHIPPED)
def test_it_is_a_draft_and_the_audit_says_so(code: str) -> None:
    assert audit(load(code).profile, TODAY).draft


@pytest.mark.parametrize("code", SHIPPED)
def test_the_order_of_its_demo_calls_categories_that_there_are(code: str) -> None:
    categories = {category.code for category in load(code).profile.on(TODAY).categories}
    assert set(shipped_plan(code).order.categories) <= categories
