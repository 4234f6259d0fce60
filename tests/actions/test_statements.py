"""How many statements an act takes: the days of a call-up are as many acts as people are called.

The bounds are what the acts take now: whoever adds a statement or saves one changes them here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.actions.world import World, addressee
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.summons.attendance import DayClosed, close_day, record_appearance
from vocatio.actions.summons.open import open_summons
from vocatio.actions.summons.reply import confirm
from vocatio.records.cases.models import Document, Standing
from vocatio.records.summonses.models import Summons

OPENING, REPLY, APPEARANCE, LATE = 11, 10, 16, 26
CASE, REMINDER = 28, 35
#: Of closing a day at all, however many are settled already.
DAY = 5


@contextmanager
def at_most(statements: int) -> Iterator[None]:
    """What is known anyway, such as rules and calendars, was read before."""
    with CaptureQueriesContext(connection) as taken:
        yield
    done = "\n".join(query["sql"][:120] for query in taken.captured_queries)
    assert len(taken) <= statements, f"{len(taken)} statements, over {statements}:\n{done}"


@pytest.fixture
def called(world: World) -> list[Summons]:
    """Three who are to appear on one day; the first one opened, and what is cached is known."""
    world.crowd(3)
    callup_id = world.released(3)
    found = list(Summons.objects.filter(callup_id=callup_id).order_by("id"))
    open_summons(found[0].reference, by=addressee(found[0]), at=now())
    assert len({summons.slot.starts_at.date() for summons in found}) == 1
    return found


def test_opening_replying_and_appearing_take_few_statements(
    world: World, called: list[Summons]
) -> None:
    person, at = addressee(called[1]), now()
    with at_most(OPENING):
        open_summons(called[1].reference, by=person, at=at)
    with at_most(REPLY):
        confirm(called[1].reference, by=person, at=at)
    world.on_the_day(called[1])
    by, at = world.officer, now()
    with at_most(APPEARANCE):
        record_appearance(called[1].id, by=by, at=at)
    called[1].refresh_from_db()
    assert called[1].state == "appeared"


def test_an_absence_takes_few_statements_whatever_follows(
    world: World, called: list[Summons]
) -> None:
    missed, unread = called[0], called[1]
    world.on_the_day(missed)
    by, at = world.officer, now()
    record_appearance(called[2].id, by=by, at=at)
    with at_most(DAY + CASE + REMINDER):
        closed = close_day(world.office, missed.slot.starts_at.date(), by=by, at=at)
    assert closed == DayClosed(appeared=1, absent=2, held_back=0)
    assert _standing(missed) == "opened"
    assert Document.objects.get(case__person_id=unread.person_id).kind == "reminder"
    advance_to(now() + timedelta(hours=1))
    at = now()
    with at_most(LATE):
        record_appearance(missed.id, by=by, at=at)
    assert _standing(missed) == "closed"


def _standing(summons: Summons) -> str:
    return Standing.objects.get(case__person_id=summons.person_id).state
