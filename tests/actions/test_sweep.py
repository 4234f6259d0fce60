"""What is written in bulk is what is derived one by one, whatever happened to each summons."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.actions.test_explain import stored
from tests.actions.world import World
from tests.database import Database
from tests.domain.builders import dated_profile
from tests.domain.rules import RULES
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.law import facts_of
from vocatio.actions.recording import record_many
from vocatio.actions.summons.append import refresh, refresh_many, status_at
from vocatio.actions.summons.sweep import sweep_batch, sweep_due
from vocatio.domain.actors import System
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.rules import channels_in, rule_table
from vocatio.domain.summons.inputs import Cached, cached
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.gateways import identity
from vocatio.records.ledger.models import ProfileVersion
from vocatio.records.summonses.models import Summons, SummonsFact

BY = System("test", identity.new_id())
PEOPLE = 4

Govern = Callable[[dict[str, Any]], None]

HOURS = st.integers(0, 24 * 20)
#: Those that more follows from come up more often.
KINDS = st.sampled_from(
    [Kind.REQUEST, Kind.DECISION, Kind.OUTAGE, Kind.NON_RECEIPT, Kind.OPENED]
) | st.sampled_from([*Kind])
#: Rules of the whole grammar: what serves in the inbox, and on paper, which may take over.
BY_RULES = st.tuples(
    RULES.filter(lambda rule: channels_in(rule) <= {"paper"}),
    RULES.filter(lambda rule: not channels_in(rule)),
).map(lambda both: dict(zip(("inbox", "paper"), map(rule_table, both), strict=True)))
NINE_DAYS = {"after": {"fact": "ContentConsignment", "count": 9, "unit": "day"}}
PRESUMED = {"unless_proven": {"presumed": NINE_DAYS, "proof": "NonReceipt"}}
SLOW = {"inbox": {"earliest": [{"fact": "ContentHandover"}, PRESUMED]}}
#: Which summons, how long after the step before, how long ago it occurred, what, and how.
STEPS = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        HOURS,
        st.sampled_from([0, 0, 0, 1, 30]),
        KINDS,
        st.sampled_from([*RequestKind]),
        st.sampled_from([*Outcome]),
    ),
    max_size=8,
)


def columns(summons: Summons) -> Cached:
    """What is cached."""
    return Cached(summons.state, summons.next_due_at, summons.request_open)


@contextmanager
def undone() -> Iterator[None]:
    """What is written within is rolled back: each example starts from the same summonses."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def data_of(kind: Kind, summons: Summons, at: datetime, asks: str, outcome: str) -> dict[str, Json]:
    """Data of a fact of that kind, as far as anything follows from it."""
    match kind:
        case Kind.ISSUED | Kind.APPOINTMENT:
            later = at + timedelta(days=20)
            corrects = {"corrects": "one"} if outcome == Outcome.REFUSED else {}
            return {"slot": str(summons.slot_id), "starts_at": instant(later), **corrects}
        case Kind.REQUEST:
            return {"kind": asks, "ground": "other"}
        case Kind.DECISION:
            asked = [str(f.id) for f in facts_of(summons.id) if f.kind == Kind.REQUEST]
            return {"request": (asked or [str(summons.id)])[-1], "outcome": outcome}
        case Kind.OUTAGE:
            return {"begins": instant(at - timedelta(hours=50)), "ends": instant(at)}
        case Kind.NON_RECEIPT:
            return {"received_at": instant(at - timedelta(hours=3))}
        case _:
            return {}


def happens(summons: Summons, step: tuple[Any, ...]) -> None:
    """One step, with what is cached refreshed as each act does."""
    _, after, ago, kind, asks, outcome = step
    at = advance_to(now() + timedelta(hours=after))
    fact = Fact(
        id=identity.new_id(),
        kind=kind,
        subject=summons.id,
        person_id=summons.person_id,
        occurred_at=at - timedelta(hours=ago),
        recorded_at=at,
        source="system",
        by=BY.reference(),
        data=data_of(kind, summons, at, asks, outcome),
    )
    record_many(SummonsFact, [fact])
    refresh(summons, at)


@pytest.fixture
def summonses(own_database: Database) -> Iterator[tuple[list[Summons], Govern]]:
    """Some, just issued, and what has half of them governed by other rules."""
    world = World()
    world.crowd(PEOPLE)
    found = Summons.objects.filter(callup_id=world.released(PEOPLE)).order_by("id")
    others = [summons.id for summons in found[: PEOPLE // 2]]
    with own_database.connect("migrator") as owner:

        def govern(rules: dict[str, Any]) -> None:
            profile = dated_profile(**rules)
            if not ProfileVersion.objects.filter(version=profile.version).exists():
                with transaction.atomic():
                    stored(profile)
            owner.execute(
                "UPDATE summonses_summons SET profile_version = %s WHERE id = ANY(%s)",
                [profile.version, others],
            )
            owner.commit()

        yield list(found), govern


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rules=BY_RULES,
    steps=STEPS,
    wait=HOURS | HOURS.map(lambda h: 4 * h),
    size=st.sampled_from([1, 3, 20]),
)
@example(
    rules=SLOW,
    steps=[(0, 0, 0, Kind.REQUEST, RequestKind.NON_RECEIPT, Outcome.GRANTED)],
    wait=800,
    size=9,
)
@example(
    rules=SLOW,
    steps=[
        (1, 0, 0, Kind.OUTAGE, RequestKind.DEFERRAL, Outcome.GRANTED),
        (1, 0, 0, Kind.NON_RECEIPT, RequestKind.DEFERRAL, Outcome.GRANTED),
    ],
    wait=800,
    size=9,
)
def test_in_bulk_as_one_by_one(
    summonses: tuple[list[Summons], Govern],
    rules: dict[str, Any],
    steps: list[tuple[Any, ...]],
    wait: int,
    size: int,
) -> None:
    found, govern = summonses
    govern(rules)
    with undone():
        refresh_many([summons.id for summons in found], now())
        for step in steps:
            happens(Summons.objects.get(id=found[step[0]].id), step)
        before = {s.id: columns(s) for s in Summons.objects.all()}
        at = now() + timedelta(hours=wait)
        due = {i for i, was in before.items() if was.next_due_at and was.next_due_at <= at}
        taken = 0
        while some := sweep_batch(size, by=BY, at=at):
            taken += some
        assert taken == len(due)
        for summons in Summons.objects.all():
            one = cached(status_at(summons, at)) if summons.id in due else before[summons.id]
            assert columns(summons) == one


def test_once_seen_to_nothing_is_due_until_time_changes_something(world: World) -> None:
    world.on_the_day(world.summoned())
    told: list[int] = []
    assert sweep_due(stopped=lambda: True) == 0
    assert sweep_due(progress=told.append) == 1
    assert sweep_due(progress=told.append) == 0
    assert told == [1]


def test_what_another_holds_is_left_to_it(own_database: Database) -> None:
    world = World()
    world.crowd(2)
    held, free = Summons.objects.filter(callup_id=world.released(2)).order_by("id")
    world.on_the_day(max(held, free, key=lambda s: s.slot.starts_at))
    with psycopg.connect(own_database.access.dsn("app")) as other:
        other.execute("SELECT FROM summonses_summons WHERE id = %s FOR UPDATE", [held.id])
        assert sweep_due() == 1
    assert sweep_due() == 1
    assert sweep_due() == 0
