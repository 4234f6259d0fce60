"""Every jurisdiction that is shipped can be read, and says all that the floor asks."""

from datetime import date
from importlib.resources import files

import pytest

from vocatio.domain.law.floor import MINIMUM_AGE_YEARS
from vocatio.domain.summons.content import PARTS
from vocatio.entry.commands.sample import offices, shipped_plan
from vocatio.gateways import profiles
from vocatio.gateways.profiles import UnknownJurisdiction, default, load

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
