"""The letter of a summons as a file, and the template of a jurisdiction, by command."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.actions.conftest import world
from tests.actions.world import PASSWORD, World
from vocatio.actions.law import facts_of
from vocatio.domain.actors import Role
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.summons.kinds import Kind
from vocatio.entry.commands import letters_command, template_command
from vocatio.gateways.profiles import UnknownJurisdiction
from vocatio.records.access.models import Reading

__all__ = ["world"]


def test_the_letter_is_written_logged_and_the_reading_recorded(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summons, file = world.summoned(), tmp_path / "summons.pdf"
    world.hire("clerk", Role.OFFICER)
    letters_command.render(
        summons.reference.lower(), file, large=False, username="clerk", password=PASSWORD
    )
    copies = [fact for fact in facts_of(summons.id) if fact.kind == Kind.COPIED]
    assert [fact.data["pdf"] for fact in copies] == [sha256(file.read_bytes()).hexdigest()]
    assert summons.reference in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [file]
    assert Reading.objects.filter(person_id=summons.person_id, what="letter").count() == 1
    with pytest.raises(NotFound):
        letters_command.render("NONE", file, large=False, username="clerk", password=PASSWORD)


def test_what_cannot_be_written_is_not_handed_out(world: World, tmp_path: Path) -> None:
    summons = world.summoned()
    world.hire("clerk", Role.OFFICER)
    with pytest.raises(InvalidInput, match="cannot be written to"):
        letters_command.render(
            summons.reference,
            tmp_path / "nowhere" / "x.pdf",
            large=False,
            username="clerk",
            password=PASSWORD,
        )
    assert not [fact for fact in facts_of(summons.id) if fact.kind == Kind.COPIED]


def test_a_template_is_drawn_in_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    template_command.check("arrival")
    said = capsys.readouterr().out
    assert [line.split(":")[0] for line in said.splitlines()[:-1]] == [
        f"arrival {language} {kind}"
        for language in ("en", "de", "ar")
        for kind in ("notice", "withdrawal")
    ]
    assert "whole; a release would name version" in said
    with pytest.raises(UnknownJurisdiction):
        template_command.check("nowhere")
