"""The pool of a call-up in numbers: they agree with the fact, and tell of nobody."""

import pytest

from tests.actions.world import World, row
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.clock import now
from vocatio.actions.inspect.callups import callup
from vocatio.actions.inspect.pool import DistrictLine, ReasonLine, pool
from vocatio.domain.errors import NotPermitted
from vocatio.records.access.models import Reading
from vocatio.records.callups.models import CallUpFact
from vocatio.records.ledger import facts as ledger

WHY = "to test it"


def test_counts_by_district_and_reason_leave_nobody_to_be_told(world: World) -> None:
    world.people(
        *(row(f"a{n}") for n in range(9)),
        *(row(f"b{n}", district="1") for n in range(7)),
        row("alone", district="4"),
        *(row(f"young{n}", birth_date="2015-01-01") for n in range(6)),
        *(row(f"one{n}", number="", district="1") for n in range(8)),
        row("unclear", birth_date=""),
    )
    callup_id = world.order(5)
    empty = pool(callup_id, by=world.planner, purpose=WHY, at=now())
    assert (empty.districts, empty.reasons) == ((), ())
    fill_pool(callup_id, by=world.planner, at=now())
    found = pool(callup_id, by=world.planner, purpose=WHY, at=now())
    assert found.totals == (17, 9, 6)
    # The one who is liable in district 4 would follow from the total without another district,
    # and so would the one in district 9 whose birth nobody knows.
    assert found.districts == (
        DistrictLine("1", (None, None, 0)),
        DistrictLine("4", (None, 0, 0)),
        DistrictLine("9", (9, None, 6)),
    )
    assert found.reasons == (
        ReasonLine("unknown", "birth_date", None),
        ReasonLine("unknown", "no_number", None),
        ReasonLine("not_liable", "minor", 6),
    )
    page = callup(callup_id, by=world.planner, purpose=WHY, at=now())
    assert dict(page.set_aside) == {"birth_date": None, "no_number": None}
    assert Reading.objects.filter(what="pool", purpose=WHY).count() == 2


def test_a_single_reason_that_is_too_small_takes_its_total_along(world: World) -> None:
    world.people(*(row(f"a{n}") for n in range(9)), row("young", birth_date="2015-01-01"))
    callup_id = world.order(5)
    fill_pool(callup_id, by=world.planner, at=now())
    found = pool(callup_id, by=world.planner, purpose=WHY, at=now())
    assert found.totals == (9, 0, None)
    assert found.reasons == (ReasonLine("not_liable", "minor", None),)
    fact = ledger.of(CallUpFact, callup_id)[-1]
    assert fact.data == {"liable/conscript": 9, "not_liable/minor": 1}


def test_an_officer_sees_no_pool(world: World) -> None:
    with pytest.raises(NotPermitted):
        pool(world.order(1), by=world.officer, purpose=WHY, at=now())
