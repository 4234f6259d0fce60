"""`vocatio profile` and `vocatio floor`, as their users meet them."""

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.database import Database
from vocatio.actions.law import put_in_force
from vocatio.domain.errors import VocatioError
from vocatio.domain.law.floor import RULES
from vocatio.domain.law.profile import BadProfile
from vocatio.gateways import profiles
from vocatio.project.main import cli

DEFAULT = profiles.default()


def run(*arguments: str, status: int = 0) -> str:
    """What a command prints; an error that a person can mend is raised."""
    done = CliRunner().invoke(cli, arguments)
    if isinstance(done.exception, VocatioError):
        raise done.exception
    assert done.exit_code == status, done.output
    return done.output


def json_of(*arguments: str, status: int = 0) -> Any:
    return json.loads(run(*arguments, "--format", "json", status=status))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped profile, to change."""
    with as_file(files("vocatio.jurisdictions") / DEFAULT) as shipped:
        return Path(shutil.copytree(shipped, tmp_path / DEFAULT))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_list_names_all_and_the_default() -> None:
    assert f"{DEFAULT} (default)" in run("profile", "list")
    rows = json_of("profile", "list")
    assert [row["code"] for row in rows] == list(profiles.codes())
    assert all(row["draft"] for row in rows)


def test_show_says_what_is_in_force_with_its_source() -> None:
    text = run("profile", "show", DEFAULT)
    assert "minimum_notice: 7 days before Appointment" in text
    assert "unreviewed draft" in text.lower()
    before = json_of("profile", "show", DEFAULT, "--on", "2000-01-01")
    assert before["values"] == {}
    after = json_of("profile", "show", DEFAULT, "--on", "2026-06-01")
    assert after["values"]["windows.remedy"]["placeholder"] is True


def test_validate_a_folder_and_a_code(folder: Path) -> None:
    assert run("profile", "validate", DEFAULT) == run("profile", "validate", str(folder))


def test_validate_tells_everything_that_is_wrong_by_file_table_and_key(folder: Path) -> None:
    change(folder, "profile.toml", 'zones = ["Europe/Vienna"]', 'zones = ["Europe/Wien"]')
    change(folder, "service.toml", "[windows.reply]", "[windows.replies]")
    change(folder, "consequences.toml", "severity", "sevirity")
    with pytest.raises(BadProfile) as error:
        run("profile", "validate", str(folder))
    lines = str(error.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"{DEFAULT}/profile.toml",
        f"{DEFAULT}/service.toml",
        f"{DEFAULT}/consequences.toml",
    ]
    assert "is unknown; known here: decided_by, independent, kind" in lines[2]


def test_a_section_in_two_files_is_refused(folder: Path) -> None:
    (folder / "more.toml").write_text("[outage.chains]\n", "utf-8")
    (folder / "other.toml").write_text("[outage.adds]\n", "utf-8")
    with pytest.raises(BadProfile, match=r"other\.toml: \[outage\]: stands in .*more\.toml"):
        run("profile", "validate", str(folder))


def test_a_code_that_is_not_the_name_of_its_folder(folder: Path) -> None:
    with pytest.raises(BadProfile, match="while the folder is “elsewhere”"):
        run("profile", "validate", str(folder.rename(folder.parent / "elsewhere")))


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "service.toml").write_text("[[[", "utf-8")
    with pytest.raises(VocatioError, match=r"service\.toml: is not TOML"):
        run("profile", "validate", str(folder))


def test_a_file_that_is_nested_beyond_reading_is_named(folder: Path) -> None:
    (folder / "service.toml").write_text(f"a = {'[' * 3000}{']' * 3000}", "utf-8")
    with pytest.raises(VocatioError, match=r"service\.toml: is not TOML"):
        run("profile", "validate", str(folder))


def test_a_country_without_a_calendar_is_named(folder: Path) -> None:
    change(folder, "profile.toml", 'country = "AT"', 'country = "QQ"')
    with pytest.raises(BadProfile, match=r"profile\.toml: \[calendar\] holidays: .*'QQ'"):
        run("profile", "validate", str(folder))


def test_what_is_neither_code_nor_folder_is_told_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(VocatioError, match=DEFAULT):
        run("profile", "validate", str(tmp_path))


def test_the_audit_of_the_default_names_what_the_floor_will_not_do() -> None:
    text = run("profile", "audit", DEFAULT, status=1)
    for code in ("F4", "F5", "F8", "F9", "F10", "F11", "F12", "F13", "F14", "F15"):
        assert f"\n  {code} " in text
    assert "left out on purpose" in text
    assert "required  windows.hearing" in text
    found = json_of("profile", "audit", DEFAULT, status=1)
    assert found["draft"] is True
    assert {conflict["rule"] for conflict in found["conflicts"]} >= {"F9", "F10", "left out"}


def test_diff_says_in_words_whom_a_change_favours(folder: Path) -> None:
    change(folder, "service.toml", "count = 7", "count = 10")
    change(folder, "consequences.toml", 'value = "none"', 'value = "court"')
    text = run("profile", "diff", DEFAULT, str(folder))
    assert "windows.reply: 7 days after Service → 10 days after Service: kinder" in text
    assert "measures.exit.decided_by: none → court: whom it favours depends" in text
    changes = json_of("profile", "diff", DEFAULT, str(folder))
    assert [(found["path"], found["favours_person"]) for found in changes] == [
        ("measures.exit.decided_by", None),
        ("windows.reply", True),
    ]
    assert "no difference" in run("profile", "diff", DEFAULT, DEFAULT)


def test_a_version_in_the_database_is_found_by_its_beginning(
    db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOCATIO_DSN", "the connection of this test")
    monkeypatch.delenv("VOCATIO_DATABASE_URL", raising=False)
    version = put_in_force(DEFAULT).version
    change(folder, "service.toml", "count = 7", "count = 10")
    assert "windows.reply" in run("profile", "diff", version[:12], str(folder))
    with pytest.raises(VocatioError, match=version):
        run("profile", "show", "0" * 12)


def test_the_floor_is_printed_whole() -> None:
    text, found = run("floor"), json_of("floor")
    for rule in RULES:
        assert f"\n{rule.code} {rule.name}\n" in text
    assert [rule["code"] for rule in found["rules"]] == [rule.code for rule in RULES]
    assert found["rules"][3]["constants"] == {"MINIMUM_NOTICE": "14 days"}
