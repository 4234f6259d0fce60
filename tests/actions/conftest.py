"""The world of these tests, on a real PostgreSQL; what they write is rolled back."""

from dataclasses import replace

import pytest

from tests.actions.world import Ship, World
from tests.database import Database
from vocatio.domain.law.profile import DatedProfile
from vocatio.gateways import profiles


@pytest.fixture
def world(db: Database) -> World:
    """A world of the test's own."""
    return World()


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Ship:
    """Install another version of the rules of this jurisdiction, as a new release of ours would."""
    shipped = profiles.load(profiles.default())

    def install(profile: DatedProfile) -> None:
        other = replace(shipped, profile=profile)
        monkeypatch.setattr(profiles, "load", lambda _: other)

    return install
