"""How a person wants to be reached holds at once, and no file brings the old back."""

import pytest

from tests.actions.world import World, row
from vocatio.actions.clock import now
from vocatio.actions.inspect.own import record
from vocatio.actions.register.prefer import Preferences, prefer, preferences
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.kinds import PersonKind
from vocatio.records.register.models import Person, PersonFact

BEFORE = {"language": "en", "email": "old@example.org", "phone": "", "needs": "paper;large_print"}
WANTED = Preferences("ar", "new@example.org", "+43 1 234567", frozenset({"large_print", "braille"}))


def somebody(world: World) -> Addressee:
    """A person of a file that says something of each."""
    world.people(row("a", **BEFORE))
    return Addressee(Person.objects.values_list("id", flat=True).get())


def held(by: Addressee) -> Preferences:
    """What holds now."""
    return preferences(by=by, purpose="test", at=now())


def test_what_is_wanted_holds_at_once(world: World) -> None:
    by = somebody(world)
    assert held(by) == Preferences("en", "old@example.org", "", frozenset({"paper", "large_print"}))
    prefer(WANTED, by=by, at=now())
    assert held(by) == WANTED
    sources = {line.code: line.source for line in record(by=by, purpose="test", at=now()).held}
    assert sources["large_print"] != sources["braille"] == "decision"


def test_the_next_file_does_not_bring_the_old_back(world: World) -> None:
    by = somebody(world)
    prefer(WANTED, by=by, at=now())
    world.people(row("a", **BEFORE | {"given_name": "Adele"}))
    assert held(by).language == "ar"
    assert held(by).email == "new@example.org"


def test_nothing_changed_leaves_no_fact(world: World) -> None:
    by = somebody(world)
    prefer(WANTED, by=by, at=now())
    prefer(WANTED, by=by, at=now())
    facts = PersonFact.objects.filter(subject_id=by.person_id, kind=PersonKind.PREFERENCE)
    assert facts.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "xx"), ("email", "nobody"), ("phone", "call me"), ("needs", frozenset({"x"}))],
)
def test_what_cannot_be_is_told_by_field(world: World, field: str, value: object) -> None:
    by = somebody(world)
    wanted = {"language": "en", "email": "", "phone": "", "needs": frozenset()} | {field: value}
    with pytest.raises(InvalidInput, match=f"^{field}: "):
        prefer(Preferences(**wanted), by=by, at=now())  # type: ignore[arg-type]  # because one is wrong
    assert held(by).email == "old@example.org"
