"""What is missing from the migrations and what would lock a table is found, without a server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SETTINGS = """
INSTALLED_APPS = ["vocatio.records.offices"]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.postgresql", "HOST": "/dev/null", "NAME": "none"}
}
USE_TZ = True
"""
MODELS = """
from django.db import models

class Office(models.Model):
    id = models.UUIDField(primary_key=True)
    code = models.TextField(unique=True)
"""
INITIAL = """
from django.db import migrations, models

class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel("Office", [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            ("code", models.TextField(unique=True)),
        ]),
    ]
"""
LATER = """
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
{opt_out}
class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial")]
    atomic = {atomic}
    operations = [{operation}]
"""
SAFE = "migrations.RunSQL('GRANT SELECT ON offices_office TO PUBLIC')"
ALTER = "migrations.RunSQL('ALTER TABLE offices_office"
DROP = f"{ALTER} DROP COLUMN name')"
INDEX = "migrations.RunSQL('CREATE INDEX slow ON offices_office (code)')"
TIME = "migrations.RunSQL('CREATE TABLE closed (at timestamp)')"
PARAMETERS = "migrations.RunSQL([('UPDATE offices_office SET code = %s', [\"o'clock\"])])"
NAMES = "migrations.AlterField('office', 'code', models.TextField())"

#: Operation of a second migration -> the rule of squawk it breaks.
LOCKS = {
    DROP: "ban-drop-column",
    INDEX: "require-concurrent-index-creation",
    TIME: "prefer-timestamp-tz",
    f"{ALTER} ALTER code TYPE varchar')": "changing-column-type",
    f"{ALTER} ADD CHECK (true)')": "constraint-missing-not-valid",
    f"{ALTER} ADD x int NOT NULL')": "adding-required-field",
}
PASSING = {
    "no second migration": None,
    "nothing locked": LATER.format(opt_out="", atomic=True, operation=SAFE),
    "parameters": LATER.format(opt_out="", atomic=True, operation=PARAMETERS),
    "an index that waits for nobody": LATER.format(
        opt_out="",
        atomic=False,
        operation="migrations.RunSQL('CREATE INDEX CONCURRENTLY quick ON offices_office (code)')",
    ),
    "excused with a reason": LATER.format(
        opt_out="# squawk: ban-drop-column because nobody reads it since 0.4",
        atomic=True,
        operation=DROP,
    ),
    "needs a server, with a reason": LATER.format(
        opt_out="# squawk: needs-server because the index has a name of Django's own",
        atomic=True,
        operation=f"migrations.SeparateDatabaseAndState(database_operations=[{NAMES}])",
    ),
}


def check(root: Path, second: str | None = None, models: str = MODELS) -> tuple[int, str]:
    """Run the command on a project of one app; (exit code, what it said)."""
    files = {
        "project/settings.py": SETTINGS,
        "records/offices/models.py": models,
        "records/offices/migrations/0001_initial.py": INITIAL,
    }
    if second:
        files["records/offices/migrations/0002_second.py"] = second
    for path, text in files.items():
        file = root / "vocatio" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for folder in ("", "project", "records", "records/offices", "records/offices/migrations"):
        (root / "vocatio" / folder / "__init__.py").touch()
    done = subprocess.run(
        [sys.executable, "-m", "dev.migrations_check"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(root), str(ROOT)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


@pytest.mark.parametrize("case", PASSING)
def test_what_locks_nothing_passes(case: str, tmp_path: Path) -> None:
    assert check(tmp_path, PASSING[case]) == (0, "\n")


def test_every_lock_is_found(tmp_path: Path) -> None:
    later = LATER.format(opt_out="", atomic=True, operation=", ".join(LOCKS))
    code, said = check(tmp_path, later)
    assert code == 1
    rules = [line.split(": ")[1] for line in said.splitlines() if line.startswith("offices.0002")]
    assert set(LOCKS.values()) <= set(rules)


def test_what_is_no_sql_is_found(tmp_path: Path) -> None:
    reserved = "migrations.RunSQL('INSERT INTO offices_office (only) VALUES (1)')"
    code, said = check(tmp_path, LATER.format(opt_out="", atomic=True, operation=reserved))
    assert code == 1
    assert "offices.0002_second: syntax-error: " in said


def test_a_model_without_its_migration_is_found(tmp_path: Path) -> None:
    code, said = check(tmp_path, models=f"{MODELS}    name = models.TextField()\n")
    assert code == 1
    assert "Add field name to office" in said


def test_an_opt_out_without_a_reason_excuses_nothing(tmp_path: Path) -> None:
    bare = LATER.format(opt_out="# squawk: ban-drop-column", atomic=True, operation=DROP)
    code, said = check(tmp_path, bare)
    assert code == 1
    assert "ban-drop-column is excused without a reason" in said
    assert "offices.0002_second: ban-drop-column: " in said


def test_a_migration_that_needs_a_server_says_so(tmp_path: Path) -> None:
    later = LATER.format(opt_out="", atomic=True, operation=NAMES)
    code, said = check(tmp_path, later, MODELS.replace("unique=True", ""))
    assert code == 1
    assert said.strip() == (
        "offices.0002_second: This migration asks a server for names: "
        "write a RunSQL that names what it changes."
    )
