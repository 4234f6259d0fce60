"""What the reference says is what the code does, and every link leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from vocatio.domain.agency.kinds import AgencyKind
from vocatio.domain.callup.stages import Kind as Step
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.law.outages import Kind as OutageKind
from vocatio.domain.permissions import CARRIED_OUT, OWN, STAFF
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.register.rows import COLUMNS, STATUSES
from vocatio.domain.summons.kinds import Kind
from vocatio.project.main import cli

ROOT = Path(__file__).resolve().parents[2]
LOOK_ALIKES = ["LookAlikeFound", "LookAlikeDecided"]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)#\s]+)[^)]*\)|src=\"([^\"]+)\"")


def rows(page: str) -> list[list[str]]:
    """The rows of all tables of a reference page, without backticks."""
    lines = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in cells]


def first(page: str) -> list[str]:
    """What the first cells name in code."""
    return [row[0].strip("`") for row in rows(page) if row[0].startswith("`")]


def links() -> Iterator[tuple[Path, str]]:
    """Every relative link of every page."""
    for page in PAGES:
        for found in LINK.finditer(page.read_text(encoding="utf-8")):
            target = found[1] or found[2]
            if "://" not in target:
                yield page, target


@pytest.mark.parametrize(
    ("page", "target"), [*links()], ids=lambda value: getattr(value, "name", str(value))
)
def test_a_link_leads_somewhere(page: Path, target: str) -> None:
    assert (page.parent / target).exists()


def test_every_page_is_reached_from_the_index() -> None:
    reached = {(page.parent / target).resolve() for page, target in links()}
    lost = [page for page in (ROOT / "docs").rglob("*.md") if page.resolve() not in reached]
    assert lost == []


def test_permissions() -> None:
    said = {row[0].strip("`"): row[1] for row in rows("permissions.md") if row[0].startswith("`")}
    staff = {act: ", ".join(sorted(roles)) for act, roles in STAFF.items()}
    own = dict.fromkeys(OWN, "the person, about themself")
    carried_out = dict.fromkeys(CARRIED_OUT, "a job, after a human released")
    assert said == staff | own | carried_out


def test_columns_of_the_register_file() -> None:
    named = first("register-file.md")
    assert tuple(named[: len(COLUMNS)]) == COLUMNS
    (statuses,) = (row[1] for row in rows("register-file.md") if row[0] == "`status`")
    assert all(f"`{status}`" in statuses for status in STATUSES)


def test_facts() -> None:
    imports = ["ImportBegun", "ImportConfirmed", "ImportFinished"]
    people = [*imports, *PersonKind, *CaseKind, *LOOK_ALIKES]
    assert first("facts.md") == [*Kind, *Step, *people, *OutageKind, *AgencyKind]


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command, with the words that call it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_commands_with_all_their_options() -> None:
    said = {row[0].strip("`"): row[1] for row in rows("commands.md") if row[0].startswith("`")}
    known = dict(commands(cli))
    assert {re.sub(r"(?: [A-Z]+)+$", "", name) for name in said} == set(known)
    for name, text in said.items():
        options = known[re.sub(r"(?: [A-Z]+)+$", "", name)].params
        for option in (o.opts[0] for o in options if isinstance(o, click.Option)):
            assert option in text, f"{name}: {option}"


def test_environment_variables() -> None:
    code = [*(ROOT / "src").rglob("*.py"), ROOT / "run"]
    text = "".join(file.read_text(encoding="utf-8") for file in code)
    used = set(re.findall(r"\bVOCATIO_[A-Z_]+\b", text))
    assert {name for name in first("environment.md") if name.startswith("VOCATIO_")} == used
