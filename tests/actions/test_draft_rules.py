"""An unreviewed draft issues nothing in production: action and database refuse."""

import os
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from tests import database as testing
from tests.actions.world import World
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.release import DraftRules, release
from vocatio.actions.clock import now
from vocatio.actions.law import put_in_force
from vocatio.actions.paper import put_template_in_force
from vocatio.actions.recording import record
from vocatio.domain.callup.stages import Kind
from vocatio.gateways import provision
from vocatio.gateways.profiles import default
from vocatio.project import launch
from vocatio.records.callups.models import CallUpFact
from vocatio.records.summonses.models import Summons


@pytest.fixture
def production(server: launch.Server) -> Iterator[testing.Database]:
    """A production database, with Django connected to it."""
    name = f"vocatio_test_draft_{os.getpid()}"
    database = testing.Database(server, launch.prepare(server, name, "production"))
    try:
        with testing.connected(database):
            yield database
    finally:
        provision.drop(server.admin, name)


def test_a_draft_issues_nothing_in_production(production: testing.Database) -> None:
    world = World()
    world.crowd(1)
    callup_id = world.approved(1)
    with pytest.raises(DraftRules):
        release(callup_id, by=world.approver, at=now())
    # Code that forgot to ask would come this far.
    data = {
        "template": put_template_in_force(default()).version,
        "profile": put_in_force(default()).version,
    }
    with transaction.atomic():
        record(CallUpFact, Kind.RELEASE, callup_id, by=world.approver, at=now(), data=data)
    with pytest.raises(IntegrityError, match="unreviewed draft"):
        carry_out(callup_id)
    assert not Summons.objects.exists()
