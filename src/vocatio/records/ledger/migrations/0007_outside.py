"""Time-stamps and cosignatures are committed, as facts are; times that nothing proves are gone.

What is there already is committed now: from then on it is missed when it is gone.
"""

# squawk: ban-drop-column because nothing is in production yet: processes start after it
# squawk: ban-drop-default because nothing is in production yet: processes start after it

import secrets
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from vocatio.domain.evidence.canonical import SALT_BYTES, canonical, commitment
from vocatio.domain.evidence.outside import Attempt

CHECKED = """
CREATE FUNCTION vocatio_check_stamp() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    hashed jsonb := convert_from(NEW.canonical, 'UTF8')::jsonb;
BEGIN
    IF hashed ->> 'id' IS DISTINCT FROM NEW.id::text
       OR (hashed ->> 'checkpoint')::bigint IS DISTINCT FROM NEW.checkpoint_id
       OR hashed ->> 'authority' IS DISTINCT FROM NEW.authority
       OR (hashed ->> 'asked_at')::timestamptz IS DISTINCT FROM NEW.asked_at
       OR hashed ->> 'token' IS DISTINCT FROM encode(sha256(NEW.token), 'hex')
       OR hashed ->> 'failure' IS DISTINCT FROM NEW.failure THEN
        RAISE EXCEPTION 'the columns of this time-stamp differ from its hashed bytes'
            USING ERRCODE = '23514', CONSTRAINT = 'stamp_columns_match_bytes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_stamp BEFORE INSERT ON ledger_stamp
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_stamp();

CREATE FUNCTION vocatio_check_cosignature() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    hashed jsonb := convert_from(NEW.canonical, 'UTF8')::jsonb;
BEGIN
    IF hashed ->> 'id' IS DISTINCT FROM NEW.id::text
       OR (hashed ->> 'checkpoint')::bigint IS DISTINCT FROM NEW.checkpoint_id
       OR hashed ->> 'witness' IS DISTINCT FROM NEW.witness
       OR hashed ->> 'line' IS DISTINCT FROM encode(sha256(NEW.line), 'hex') THEN
        RAISE EXCEPTION 'the columns of this cosignature differ from its hashed bytes'
            USING ERRCODE = '23514', CONSTRAINT = 'cosignature_columns_match_bytes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_cosignature BEFORE INSERT ON ledger_cosignature
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_cosignature();
"""

UNCHECKED = """
DROP TRIGGER check_cosignature ON ledger_cosignature;
DROP FUNCTION vocatio_check_cosignature();
DROP TRIGGER check_stamp ON ledger_stamp;
DROP FUNCTION vocatio_check_stamp();
"""

TABLES = ("ledger_stamp", "ledger_cosignature")


def commit_what_is_there(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give each row its bytes, salt and commitment, once, past the trigger that refuses changes."""
    for table in TABLES:
        editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only_rows")
    stamps = apps.get_model("ledger", "Stamp").objects.iterator()
    lines = apps.get_model("ledger", "Cosignature").objects.iterator()
    _commit(apps, ((one, _attempt(one)) for one in stamps))
    _commit(apps, ((one, _line(one)) for one in lines))
    for table in TABLES:
        editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only_rows")


def _attempt(row: Any) -> Attempt:
    token = None if row.token is None else bytes(row.token)
    return Attempt(row.id, row.checkpoint_id, row.authority, row.asked_at, token, row.failure)


class Line(NamedTuple):
    """A cosignature as it was committed first."""

    id: UUID
    checkpoint: int
    witness: str
    line: bytes

    def canonical(self) -> bytes:
        """The bytes that are hashed and stored."""
        return canonical(
            {
                "checkpoint": self.checkpoint,
                "id": str(self.id),
                "line": sha256(self.line).hexdigest(),
                "witness": self.witness,
            }
        )


def _line(row: Any) -> Line:
    return Line(row.id, row.checkpoint_id, row.witness, bytes(row.line))


def _commit(apps: Apps, said: Iterable[tuple[models.Model, Attempt | Line]]) -> None:
    salts = apps.get_model("ledger", "Salt").objects
    commitments = apps.get_model("ledger", "Commitment").objects
    for row, words in said:
        content, salt = words.canonical(), secrets.token_bytes(SALT_BYTES)
        type(row)._default_manager.filter(pk=row.pk).update(canonical=content)
        salts.create(record_id=words.id, salt=salt)
        commitments.create(
            record_id=words.id, held_in=row._meta.db_table, entry=commitment(salt, content)
        )


class Migration(migrations.Migration):
    """After the calendars."""

    dependencies = (("ledger", "0006_calendars"),)

    operations = (
        migrations.RemoveField("checkpoint", "signed_at"),
        migrations.AddField(
            "stamp", "canonical", models.BinaryField(default=b""), preserve_default=False
        ),
        migrations.AddField(
            "cosignature", "canonical", models.BinaryField(default=b""), preserve_default=False
        ),
        migrations.RunPython(commit_what_is_there, migrations.RunPython.noop),
        migrations.RunSQL(CHECKED, UNCHECKED),
    )
