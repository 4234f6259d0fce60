"""What an overseer sees and does: indicators over real facts, samples, a stay."""

from uuid import UUID

import pytest

from tests.actions.world import World, addressee
from vocatio.actions.callup.sample import draw_sample
from vocatio.actions.clock import now
from vocatio.actions.inspect.indicators import indicators
from vocatio.actions.inspect.sample import sample, sampled_file, samples
from vocatio.actions.summons.open import open_summons
from vocatio.domain.errors import InvalidInput, NotFound, NotPermitted
from vocatio.domain.oversight.indicators import Column
from vocatio.domain.oversight.observed import Groups
from vocatio.domain.oversight.sample import LARGEST_SAMPLE
from vocatio.domain.oversight.small import Share
from vocatio.records.access.models import Reading
from vocatio.records.summonses.models import Summons

WHY = "to test it"


def test_indicators_of_a_call_up(world: World) -> None:
    world.crowd(8)
    callup_id = world.released(8)
    for summons in Summons.objects.filter(callup_id=callup_id).order_by("id")[:6]:
        open_summons(summons.reference, by=addressee(summons), at=now())
    found = indicators(callup_id, by=world.overseer, purpose=WHY, at=now())
    figures = found.overall.figures
    assert figures[Column.PEOPLE] == Share(8, 8)
    assert figures[Column.UNEVIDENCED] == Share(2, 8), "two were served by arrival alone"
    assert figures[Column.ABSENT] == Share(0, 8)
    notice = figures[Column.NOTICE_LOW]
    assert isinstance(notice, int)
    assert notice >= 14
    assert set(found.tables) == set(Groups._fields)
    (row,) = found.tables["age"].rows
    assert row.group in ("18-24", "25-34")
    assert Reading.objects.filter(what="indicators", purpose=WHY).exists()


def test_only_an_overseer_sees_them(world: World) -> None:
    world.crowd(1)
    callup_id = world.released(1)
    with pytest.raises(NotPermitted):
        indicators(callup_id, by=world.planner, purpose=WHY, at=now())
    with pytest.raises(NotPermitted):
        draw_sample(callup_id, 1, by=world.officer, at=now())


def test_a_sample_can_be_drawn_again_and_each_file_is_a_reading(world: World) -> None:
    world.crowd(9)
    callup_id = world.released(9)
    one = draw_sample(callup_id, 3, by=world.overseer, at=now(), seed=bytes(32))
    other = draw_sample(callup_id, 3, by=world.overseer, at=now(), seed=bytes(32))
    drawn = sample(one, by=world.overseer, purpose=WHY, at=now())
    again = sample(other, by=world.overseer, purpose=WHY, at=now())
    assert drawn.files == again.files
    assert (drawn.line.size, drawn.line.of, drawn.seed) == (3, 9, "00" * 32)
    assert [line.id for line in samples(callup_id, by=world.overseer, purpose=WHY, at=now())] == [
        other,
        one,
    ]
    person = Summons.objects.get(id=drawn.files[0].id).person_id
    before = Reading.objects.filter(person_id=person).count()
    page = sampled_file(one, drawn.files[0].id, by=world.overseer, purpose=WHY, at=now())
    assert page.reference == drawn.files[0].reference
    assert Reading.objects.filter(person_id=person).count() == before + 1
    outside = Summons.objects.exclude(id__in=[line.id for line in drawn.files]).first()
    assert outside
    with pytest.raises(NotFound):
        sampled_file(one, outside.id, by=world.overseer, purpose=WHY, at=now())


@pytest.mark.parametrize("size", [0, LARGEST_SAMPLE + 1])
def test_a_sample_has_a_size(world: World, size: int) -> None:
    with pytest.raises(InvalidInput):
        draw_sample(UUID(int=0), size, by=world.overseer, at=now())


def test_a_sample_larger_than_the_call_up_is_all_of_it(world: World) -> None:
    world.crowd(2)
    drawn = draw_sample(world.released(2), 10, by=world.overseer, at=now())
    assert len(sample(drawn, by=world.overseer, purpose=WHY, at=now()).files) == 2
