"""The tutorial of a first profile, followed to the letter."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from vocatio.domain.law.profile import BadProfile
from vocatio.gateways import profiles
from vocatio.project.main import cli

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "first-profile.md"
BLOCKS = re.findall(r"```toml\n# (.+)\n((?:.*\n)*?)```", PAGE.read_text(encoding="utf-8"))
#: A day after all of it is in force, whenever this test runs.
ON = ("--on", "2026-06-01")


def write(folder: Path, upto: int) -> None:
    for place, content in BLOCKS[:upto]:
        file = folder / place
        file.parent.mkdir(exist_ok=True)
        before = file.read_text("utf-8") if file.exists() else ""
        file.write_text(before + content, "utf-8")


def audit(folder: Path) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["profile", "audit", str(folder / "atlantis"), *ON])
    return done.exit_code, done.output


@pytest.mark.parametrize("upto", range(1, len(BLOCKS) - 1))
def test_until_the_last_section_something_required_is_missing(tmp_path: Path, upto: int) -> None:
    write(tmp_path, upto)
    assert audit(tmp_path)[0] == 1


def test_at_the_end_the_audit_is_clean(tmp_path: Path) -> None:
    write(tmp_path, len(BLOCKS) - 1)
    status, said = audit(tmp_path)
    assert status == 0
    assert "0 conflicts with the floor, which wins. Nothing required is missing." in said


def test_the_circle_that_the_page_warns_of_is_refused(tmp_path: Path) -> None:
    write(tmp_path, len(BLOCKS) - 1)
    file = tmp_path / "atlantis" / "service.toml"
    way = next(line for line in file.read_text("utf-8").splitlines() if line.startswith("fall_b"))
    text = file.read_text("utf-8").replace(
        "\n[service]", f"{way.replace('paper', 'published')}\n[service]"
    )
    file.write_text(text, "utf-8")
    with pytest.raises(BadProfile, match=r"\[channels.published\] fall_back: leads back to itself"):
        profiles.read(str(tmp_path / "atlantis"))


def test_a_hearing_below_the_floor_is_named(tmp_path: Path) -> None:
    write(tmp_path, len(BLOCKS) - 1)
    (place, line) = BLOCKS[-1]
    file = tmp_path / place.removeprefix("instead, in ")
    kept = [old for old in file.read_text("utf-8").splitlines() if not old.startswith("hearing")]
    file.write_text("\n".join(kept).replace("[windows]", f"[windows]\n{line}"), "utf-8")
    status, said = audit(tmp_path)
    assert status == 0
    assert "F8 hearing" in said
    assert "a hearing of 3 days" in said
