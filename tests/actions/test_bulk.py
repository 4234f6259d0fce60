"""One at a time and a million at a time: the bulk path says what the rule says one by one."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.world import World, row
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.clock import now
from vocatio.actions.law import facts_of, profile_of, status_of
from vocatio.domain.callup.liability import decide
from vocatio.domain.register.rows import STATUSES, Row
from vocatio.records.callups.models import CallUp, PoolMember, SetAside
from vocatio.records.register import standings
from vocatio.records.register.models import Person
from vocatio.records.summonses.models import Summons

STATUS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(STATUSES), st.sampled_from(["", ":2026-01-01", ":2099-01-01", "=unknown"])
    ),
)
ROWS = st.fixed_dictionaries(
    {
        "number": st.sampled_from(["", "own"]),
        "birth_date": st.sampled_from(["", "2004-05-17", "2012-01-01", "1950-01-01", "1990-06-01"]),
        "sex": st.sampled_from(["f", "m", "x", ""]),
        "address_source": st.sampled_from(["post", "number"]),
        "category": st.sampled_from(["conscript", "other", "", "elsewhere"]),
        "status": st.lists(STATUS, max_size=3).map(";".join),
    }
)


def _row(number: int, values: dict[str, str]) -> Row:
    own = {"number": f"N{number}" if values["number"] else ""}
    return row(f"p{number}", **(values | own))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=st.lists(ROWS, min_size=1, max_size=40))
def test_the_pool_is_what_the_rule_says_of_each(world: World, people: list[dict[str, str]]) -> None:
    first = Person.objects.count()
    world.people(*(_row(first + n, values) for n, values in enumerate(people)))
    callup_id = world.order(1, categories=("conscript", "other"))
    fill_pool(callup_id, by=world.planner, at=now())

    callup = CallUp.objects.select_related("order").get(id=callup_id)
    profile = profile_of(callup.profile_version, callup.order.reference_date)
    on, wanted = callup.order.reference_date, frozenset(callup.order.categories)
    everybody = list(Person.objects.values_list("id", flat=True))
    one_by_one = {
        person: decide(standing, wanted, profile, on)
        for person, standing in standings.of_people(everybody, on).items()
    }
    assert set(one_by_one) == set(everybody)
    pool = PoolMember.objects.filter(callup_id=callup_id).values_list("person_id", flat=True)
    assert set(pool) == {person for person, a in one_by_one.items() if a.outcome == "liable"}
    aside = SetAside.objects.filter(callup_id=callup_id).values_list("person_id", "code", "basis")
    assert set(aside) == {
        (person, a.code, a.basis) for person, a in one_by_one.items() if a.outcome == "unknown"
    }


def test_a_status_that_is_listed_twice_loses_nobody(world: World) -> None:
    world.people(row("a", status="dead=unknown;dead:2099-01-01=unknown"))
    callup_id = world.order(1)
    fill_pool(callup_id, by=world.planner, at=now())
    assert SetAside.objects.filter(callup_id=callup_id, code="dead").count() == 1


def test_what_a_release_caches_is_what_the_facts_say(world: World) -> None:
    world.crowd(60)
    for summons in Summons.objects.filter(callup_id=world.released(45)):
        found = status_of(summons, facts_of(summons.id), outages=(), on=now())
        assert summons.state == found.state
        assert summons.next_due_at == found.next_due_at
        assert summons.slot_id == found.slot_id
