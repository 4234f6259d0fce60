"""Long work tells how far it is and what went wrong, beside the transaction it goes on in."""

import pytest
from django.db import transaction

from tests import database as testing
from tests.actions.world import World
from vocatio.actions.callup.ask import JOB, ask_step, under_way
from vocatio.actions.clock import now
from vocatio.actions.delivery.postal_files import take, taken
from vocatio.actions.inspect.jobs import RunLine, runs
from vocatio.actions.inspect.letters import RefusedLine, letters, postal_file
from vocatio.actions.jobs import told
from vocatio.domain.callup.draw import PoolTooSmall
from vocatio.domain.callup.stages import OutOfOrder
from vocatio.domain.errors import InvalidInput
from vocatio.entry.jobs.post import read
from vocatio.entry.jobs.steps import take as take_step
from vocatio.records.deliveries.models import PostalFile

WHY = "to test it"
HEADER = "reference,event,reason,occurred_at,place,evidence,evidence_reference\n"


def last(world: World) -> RunLine:
    """The run that began last."""
    return runs(by=world.planner, purpose=WHY, at=now())[0]


@pytest.fixture
def alone(own_database: testing.Database) -> World:
    """A world that commits: what is told is written beside the transaction."""
    return World()


def test_progress_is_seen_before_the_work_is_committed(alone: World) -> None:
    alone.planner  # noqa: B018 because it is hired
    with transaction.atomic(), told("test.job") as progress:
        progress(3, 7)
        run = last(alone)
        assert (run.job, run.done, run.whole, run.ended_at) == ("test.job", 3, 7, None)
    assert last(alone).ended_at


def test_what_was_refused_and_what_nobody_foresaw(alone: World) -> None:
    alone.planner  # noqa: B018 because it is hired
    with pytest.raises(PoolTooSmall), told("test.job"):
        raise PoolTooSmall("9 are to be called, 7 are in the pool")
    run = last(alone)
    assert (run.fault, run.basis) == ("9 are to be called, 7 are in the pool", "F25")
    with pytest.raises(ZeroDivisionError), told("test.job"):
        _ = 1 // 0
    run = last(alone)
    assert (run.fault, run.unforeseen) == ("", True)
    with told("test.job"):
        pass
    run = last(alone)
    assert (run.fault, run.unforeseen) == ("", False)


def test_a_step_is_asked_for_once_and_says_why_it_failed(alone: World) -> None:
    alone.crowd(2)
    callup_id = alone.order(3)
    with pytest.raises(OutOfOrder):
        ask_step(callup_id, "draw", by=alone.planner, at=now())
    ask_step(callup_id, "pool", by=alone.planner, at=now())
    ask_step(callup_id, "pool", by=alone.planner, at=now())
    assert under_way(callup_id)
    account = str(alone.planner.account_id)
    take_step(callup=str(callup_id), act="pool", account=account)
    take_step(callup=str(callup_id), act="draw", account=account)
    (run,) = runs(callup_id, by=alone.approver, purpose=WHY, at=now())
    assert (run.job, run.basis, run.fault) == (
        *(JOB, "F25"),
        "3 are to be called, 2 are in the pool",
    )


def test_a_file_of_the_post_is_read_by_a_job(alone: World) -> None:
    world = alone
    with pytest.raises(InvalidInput, match="nothing in it"):
        take("post.csv", b" ", "post-at", by=world.officer, at=now())
    with pytest.raises(InvalidInput, match="small letters"):
        take("post.csv", b"x", "Post AT", by=world.officer, at=now())
    line = "0000-0000-0000-0000,posted,,2026-01-01T10:00:00+01:00,,,\n"
    content = (HEADER + line + "x,posted,,yesterday,,,\n").encode()
    kept = take("post.csv", content, "post-at", by=world.officer, at=now())
    waiting = postal_file(kept, by=world.officer, purpose=WHY, at=now())
    assert (waiting.line.read_at, waiting.refused) == (None, ())
    read(file=str(kept))
    found = postal_file(kept, by=world.officer, purpose=WHY, at=now())
    assert found.line.read_at
    assert (found.line.recorded, found.line.known, found.line.refused) == (0, 0, 2)
    assert found.refused == (
        RefusedLine("2", "0000-0000-0000-0000", (("reference", "unknown_letter"),)),
        RefusedLine(
            "3",
            "x",
            (("reference", "no_reference"), ("occurred_at", "not_a_moment_with_zone")),
        ),
    )
    assert PostalFile.objects.get(id=kept).content == b""
    assert taken(kept, now()) is None
    (run,) = runs(kept, by=world.planner, purpose=WHY, at=now())
    assert (run.job, run.done, run.whole, run.fault) == ("post.read", 3, 3, "")
    assert run.ended_at


def test_a_file_that_cannot_be_read_says_why_in_its_own_name(alone: World) -> None:
    world = alone
    kept = take("post.csv", b"reference,event\n", "post-at", by=world.planner, at=now())
    read(file=str(kept))
    fault = postal_file(kept, by=world.planner, purpose=WHY, at=now()).line.fault
    assert fault.startswith("post.csv, line 1: columns missing: evidence")
    assert letters(by=world.planner, purpose=WHY, at=now()).files[0].fault == fault
