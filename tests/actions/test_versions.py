"""F21: of several versions of the rules the one at issue governs, and what was kinder since."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.actions.world import Ship, World, addressee
from tests.domain.builders import dated, tables
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect import own as inspect
from vocatio.actions.inspect.service import explain
from vocatio.actions.law import facts_of, rules_of, version_of
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import file
from vocatio.actions.summons.append import status_at
from vocatio.actions.summons.open import open_summons
from vocatio.domain.errors import InvalidInput
from vocatio.domain.law.profile import DatedProfile, parse
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.records.callups.models import ManifestEntry
from vocatio.records.summonses.models import Summons

REASONS = "Studies end next summer, as the certificate of the university shows."


def version(**sections: dict[str, Any]) -> DatedProfile:
    """The shipped profile with other values, by section and table.key."""
    found = tables()
    for section, values in sections.items():
        for key, value in values.items():
            table = found[section]
            *way, last = key.split(".")
            for name in way:
                table = table[name]
            table[last] = dated(value)
    return parse(found)


PLAIN = version()
LATER_SERVICE = version(
    service={"inbox": {"after": {"fact": "ContentConsignment", "count": 7, "unit": "day"}}}
)
KINDER = version(grounds={"study.lasts": {"count": 36, "unit": "month"}})
HARSHER = version(grounds={"study.lasts": {"count": 1, "unit": "month"}})


def until(summons: Summons, world: World) -> date:
    """Until when a deferral lasts that is asked for and granted now."""
    request = file(
        summons.reference, RequestKind.DEFERRAL, "study", by=addressee(summons), at=now()
    )
    decide(request, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    (decision,) = (fact for fact in facts_of(summons.id) if fact.kind == Kind.DECISION)
    return date.fromisoformat(str(decision.data["until"]))


def test_the_version_of_the_release_governs_and_not_that_of_the_order(
    world: World, ship: Ship
) -> None:
    world.crowd(1)
    ship(PLAIN)
    callup_id = world.approved(1)
    ship(LATER_SERVICE)
    release(callup_id, by=world.approver, at=now())
    ship(PLAIN)
    carry_out(callup_id)
    summons = Summons.objects.get(callup_id=callup_id)
    assert summons.profile_version == LATER_SERVICE.version
    issued = facts_of(summons.id)[0]
    assert issued.data["profile"] == LATER_SERVICE.version
    assert status_at(summons, now()).state == "available"
    found = explain(summons.reference, now().date(), by=world.officer, purpose="test", at=now())
    assert found.governing.version == LATER_SERVICE.version


def test_whom_the_rules_at_issue_no_longer_call_is_withheld(world: World, ship: Ship) -> None:
    world.crowd(1)
    ship(PLAIN)
    callup_id = world.approved(1)
    ship(version(liability={"conscript.age": {"from": 30, "to": 31, "counted": "birthday"}}))
    release(callup_id, by=world.approver, at=now())
    carry_out(callup_id)
    (entry,) = ManifestEntry.objects.filter(manifest_id=callup_id)
    assert (entry.outcome, entry.code) == ("withheld", "age")


@pytest.mark.parametrize(
    ("later", "months"),
    [((KINDER,), 36), ((HARSHER,), 12), ((KINDER, HARSHER), 36), ((HARSHER, KINDER, PLAIN), 36)],
)
def test_a_later_version_counts_only_where_it_favours_the_person(
    world: World, ship: Ship, later: tuple[DatedProfile, ...], months: int
) -> None:
    """Each comes into force by an order of its own; what was kinder for a while stays."""
    ship(PLAIN)
    summons = world.summoned()
    for profile in later:
        ship(profile)
        advance_to(now() + timedelta(hours=1))
        world.order(1)
    today = now().date()
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    lasts = until(summons, world)
    assert (lasts.year, lasts.month) == (year, month + 1)
    assert rules_of(summons, at=now()).version == PLAIN.version


def test_a_ground_that_came_later_is_offered_and_can_be_named(world: World, ship: Ship) -> None:
    ship(PLAIN)
    summons = world.summoned()
    person = addressee(summons)
    found = tables()
    found["grounds"]["farm"] = found["grounds"]["study"]
    with pytest.raises(InvalidInput):
        file(summons.reference, RequestKind.DEFERRAL, "farm", by=person, at=now())
    ship(parse(found))
    open_summons(summons.reference, by=person, at=now())
    page = inspect.summons(summons.reference, by=person, purpose="test", at=now())
    assert "farm" in page.grounds[RequestKind.DEFERRAL]
    file(summons.reference, RequestKind.DEFERRAL, "farm", by=person, at=now())


def test_service_stays_as_it_was_at_issue(world: World, ship: Ship) -> None:
    ship(LATER_SERVICE)
    summons = world.summoned()
    ship(PLAIN)
    advance_to(now() + timedelta(hours=1))
    assert (
        rules_of(summons, at=now()).channels
        == version_of(LATER_SERVICE.version).on(now().date()).channels
    )
    assert status_at(summons, now()).state == "available"
