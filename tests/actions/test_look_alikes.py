"""Look-alikes are listed for a human with reasons and doubts, and never merged (F1)."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.actions.world import World, row
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.clock import now
from vocatio.actions.inspect.look_alikes import LookAlikeLine, open_look_alikes
from vocatio.actions.register.look_alikes import (
    Searched,
    decide_look_alike,
    find_look_alikes,
    merge_look_alike,
)
from vocatio.actions.register.merging import undo_merge
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.register.rows import Row, parse
from vocatio.entry.commands.sample import shipped_plan
from vocatio.entry.commands.sample.people import People
from vocatio.gateways import keys
from vocatio.records.callups.models import PoolMember, SetAside
from vocatio.records.register.models import LookAlike, Merge, PersonFact, SourceRecord

WHY = "to decide it"


def _find(world: World) -> Searched:
    return find_look_alikes(by=world.planner, at=now(), progress=lambda _: None)


def _open(world: World) -> tuple[LookAlikeLine, ...]:
    return open_look_alikes(by=world.decider, purpose=WHY, at=now())


def _two(world: World, **differs: str) -> tuple[LookAlikeLine, ...]:
    """Two records that are alike but for what is said, among others."""
    world.people(
        row("a", given_name="Anna", family_name="Gruber", birth_date="2003-05-07", sex="f"),
        row(
            "b",
            **{
                "given_name": "Anna",
                "family_name": "Gruber",
                "birth_date": "2003-05-07",
                "sex": "f",
                "number": "",
                **differs,
            },
        ),
        *(
            row(
                f"o{n}",
                given_name=f"Ka{chr(97 + n)}l",
                family_name=f"Hu{chr(97 + n)}er",
                birth_date=f"19{60 + n}-0{1 + n % 9}-1{n % 9}",
                street=f"Other Street {n}",
            )
            for n in range(20)
        ),
    )
    _find(world)
    return _open(world)


@pytest.mark.parametrize(
    ("differs", "trait", "how"),
    [
        ({}, "number", "unknown"),
        ({"family_name": "Grubber"}, "family", "sound"),
        ({"given_name": "Ана"}, "given", "sound"),
        ({"birth_date": "2003-07-05"}, "born", "swapped"),
        ({"birth_date": "2003-05-01"}, "born", "one_digit"),
        ({"birth_date": "2003"}, "born", "partly"),
        ({"family_name": "Leitner", "birth_name": "Gruber"}, "family", "part"),
        ({"family_name": "Leitner"}, "family", "different"),
        ({"street": "Elsewhere 5", "postcode": "9020"}, "home", "different"),
        ({"number": "Nb"}, "number", "one_digit"),
    ],
)
def test_one_person_in_two_records_is_listed_with_the_reason(
    world: World, differs: dict[str, str], trait: str, how: str
) -> None:
    (line,) = _two(world, **differs)
    assert line.compared[trait] == how
    assert line.doubts
    assert not Merge.objects.exists()


def test_twins_are_two_people_or_the_list_says_so(world: World) -> None:
    for line in _two(world, given_name="Maria"):
        assert "twins" in line.doubts


def test_father_and_son_of_one_name_are_two_people_or_the_list_says_so(world: World) -> None:
    for line in _two(world, birth_date="1975-11-30", number="N77"):
        assert {"parent_and_child", "birth_differs", "numbers_differ"} <= set(line.doubts)


def test_found_again_nothing_is_new_and_what_is_mended_is_gone(world: World) -> None:
    _two(world)
    assert _find(world) == Searched(new=0, known=1, gone=0)
    world.people(row("b", given_name="Zita", family_name="Wolf", birth_date="2003-05-07"))
    assert _find(world) == Searched(new=0, known=0, gone=1)
    assert _open(world) == ()


def test_until_a_human_decides_neither_is_called(world: World) -> None:
    (line,) = _two(world, number="N77")
    callup = world.order(2)
    fill_pool(callup, by=world.planner, at=now())
    both = {line.one.person_id, line.other.person_id}
    aside = SetAside.objects.filter(callup_id=callup, code="look_alike", basis="F1")
    assert set(aside.values_list("person_id", flat=True)) == both
    _decided(world, line.id, "different")
    again = world.order(2)
    fill_pool(again, by=world.planner, at=now())
    pool = PoolMember.objects.filter(callup_id=again).values_list("person_id", flat=True)
    assert both <= set(pool)


def test_the_same_are_not_called_until_they_are_merged(world: World) -> None:
    (line,) = _two(world, number="N77")
    _decided(world, line.id, "same")
    callup = world.order(2)
    fill_pool(callup, by=world.planner, at=now())
    aside = SetAside.objects.filter(callup_id=callup, code="look_alike")
    assert aside.count() == 2


def test_merged_at_once_one_of_them_is_called_and_undone_both_wait_again(world: World) -> None:
    (line,) = _two(world, number="N77")
    into, reasons = line.other.person_id, "One passport, seen at the counter today."
    with pytest.raises(InvalidInput, match="into"):
        merge_look_alike(line.id, uuid4(), reasons, by=world.decider, at=now())
    gone = merge_look_alike(line.id, into, reasons, by=world.decider, at=now())
    assert gone == line.one.person_id
    assert _called(world) == {into}
    undo_merge(gone, "Two passports after all, both seen.", by=world.decider, at=now())
    assert _called(world) == set()


def _called(world: World) -> set[UUID]:
    callup = world.order(2)
    fill_pool(callup, by=world.planner, at=now())
    return set(PoolMember.objects.filter(callup_id=callup).values_list("person_id", flat=True))


def _decided(world: World, pair: UUID, outcome: str) -> None:
    decide_look_alike(pair, outcome, by=world.decider, at=now())


def test_a_decision_is_a_fact_about_both_and_stands(world: World) -> None:
    (line,) = _two(world)
    _decided(world, line.id, "different")
    facts = PersonFact.objects.filter(kind="LookAlikeDecided")
    assert {f.person_id for f in facts} == {line.one.person_id, line.other.person_id}
    assert _open(world) == ()
    assert _find(world) == Searched(new=0, known=1, gone=0)
    assert _open(world) == ()
    with pytest.raises(NotFound):
        _decided(world, line.id, "same")


def test_only_two_answers_are_taken(world: World) -> None:
    (line,) = _two(world)
    with pytest.raises(InvalidInput, match="outcome"):
        _decided(world, line.id, "merge")


def test_different_comes_up_again_when_what_was_compared_changes(world: World) -> None:
    (line,) = _two(world)
    _decided(world, line.id, "different")
    world.people(row("b", given_name="Anna", family_name="Grubber", birth_date="2003-05-07"))
    assert _find(world).new == 1


def test_recall_and_precision_on_a_sample_whose_truth_is_known(
    world: World,
) -> None:
    """Most second records are listed; whoever is listed wrongly is listed with a doubt."""
    on = date(2026, 1, 1)
    supply = People(shipped_plan("arrival"), 5, "people", on, first=1)
    parsed = [parse(each, today=on) for each in supply.rows(6_000)]
    world.people(*(each for each in parsed if isinstance(each, Row)))
    _find(world)
    ring = keys.ring()
    ids = dict(SourceRecord.objects.values_list("keyed_hash", "person_id"))
    by_hash = {bytes(hashed): person for hashed, person in ids.items()}
    source = SourceRecord.objects.values_list("source", flat=True)[0]
    truth = {
        frozenset(by_hash[ring.lookup(source, record)] for record in pair) for pair in supply.same
    }
    listed = {frozenset((p.one_id, p.other_id)): p for p in LookAlike.objects.all()}
    right = truth & set(listed)
    recall, precision = len(right) / len(truth), len(right) / len(listed)
    print(f"{len(truth)} true, {len(listed)} listed: {recall=:.3f} {precision=:.3f}")  # noqa: T201 because the numbers are what a failure must show
    assert recall >= 0.9
    assert precision >= 0.8
    assert all(p.doubts for p in listed.values())
    assert not Merge.objects.exists()
