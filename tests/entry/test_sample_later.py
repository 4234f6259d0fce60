"""A sample, and how it looks later, imported one after the other: nothing is lost."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.actions.world import World
from tests.database import Database
from vocatio.entry.commands.register_import import Wish, import_file
from vocatio.entry.commands.sample import SampleSummary, shipped_plan, write_later, write_sample
from vocatio.project.main import cli
from vocatio.records.register.models import Identifier, LiabilityStatus, Name, Person

ON = date(2026, 4, 1)
PEOPLE = 1_500


@pytest.fixture
def world(db: Database) -> World:
    """A world of the test's own."""
    return World()


def written(path: Path, *, later: bool) -> SampleSummary:
    """The sample, or the same people later."""
    write = write_later if later else write_sample
    plan = shipped_plan("arrival")
    return write(path, plan, people=PEOPLE, seed=7, on=ON, progress=lambda _: None)


def loaded(world: World, path: Path) -> Counter[str]:
    """Import a file."""
    errors, wish = path.with_suffix(".errors"), Wish("test", "full")
    done = import_file(path, errors, wish, by=world.planner, progress=lambda *_: None)
    return Counter({what: count for what, count in done.counts.items() if count})


def test_what_changed_is_in_the_register_with_its_history(world: World, tmp_path: Path) -> None:
    first, then = tmp_path / "first.csv", tmp_path / "then.csv"
    before, after = written(first, later=False), written(then, later=True)
    changes = after.hard_cases
    assert set(changes) == {
        *("replaced_number", "given_number", "moved_since", "married", "died", "death_undone"),
    }
    assert loaded(world, first) == {"new": before.people}
    numbers = Identifier.objects.count()
    assert loaded(world, then) == {
        "changed": sum(changes.values()),
        "unchanged": PEOPLE - sum(changes.values()),
    }
    assert loaded(world, then) == {"unchanged": PEOPLE}
    assert Person.objects.count() == PEOPLE
    held = Identifier.objects.filter(superseded_at=None)
    ended = held.exclude(valid_until=None)
    assert ended.count() == changes["replaced_number"]
    new = changes["replaced_number"] + changes["given_number"]
    assert held.filter(valid_until=None).count() == numbers + changes["given_number"]
    assert held.values("keyed_hash").distinct().count() == numbers + new
    names = Name.objects.filter(kind="civil", superseded_at=None)
    assert names.exclude(valid_until=None).count() == changes["married"]
    dead = LiabilityStatus.objects.filter(kind="dead", holds=True, superseded_at=None)
    assert dead.exclude(valid_until=None).count() == changes["death_undone"]


def test_the_first_file_cannot_be_overwritten_by_the_later_one(tmp_path: Path) -> None:
    file = str(tmp_path / "r.csv")
    said = CliRunner().invoke(
        cli, ["sample", file, "--on=2026-04-01", "--people=5", "--then", file]
    )
    assert said.exit_code
    assert not Path(file).exists()
