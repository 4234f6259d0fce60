"""Persons stay for good, so claims are held to have one by the statement, not row by row.

A foreign key asks once for each row, and locks the person each time; ten claims of each person
made that a third of what an import costs the server. Nobody can remove a person, or give it
another id: so it is enough to look, when claims come in, whether their persons are there.
"""

from django.db import migrations, models
from django.db.models import PROTECT

from vocatio.records.ledger.privileges import append_only

MODELS = (
    *("Address", "ContactPoint", "CorrespondenceNeed", "Guardianship", "Identifier", "Language"),
    *("Liability", "LiabilityStatus", "Merge", "Name", "Particulars", "Registration"),
    "SourceRecord",
)
INDEXED = frozenset({"SourceRecord"})

# By indexes, however many claims come: a plan is kept that was made for the first of them.
CHECK = """
CREATE FUNCTION register_require_persons() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF EXISTS (SELECT FROM claims c WHERE NOT EXISTS (
        SELECT FROM register_person p WHERE p.id = c.person_id)) THEN
        RAISE EXCEPTION 'rows of % are about a person whom the register does not have',
            TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION register_refuse_other_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a row of % stays with its person', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
"""


def held(table: str) -> migrations.RunSQL:
    """Each row has its person, and keeps it."""
    return migrations.RunSQL(
        f"""
        DO $$ DECLARE key text; BEGIN
            SELECT conname INTO STRICT key FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = ANY (conkey)
            WHERE conrelid = '{table}'::regclass AND contype = 'f' AND attname = 'person_id';
            EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I', key);
        END $$;
        CREATE TRIGGER person_there AFTER INSERT ON {table} REFERENCING NEW TABLE AS claims
            FOR EACH STATEMENT EXECUTE FUNCTION register_require_persons();
        CREATE TRIGGER person_kept BEFORE UPDATE OF person_id ON {table}
            FOR EACH ROW WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id)
            EXECUTE FUNCTION register_refuse_other_person();
        """,  # noqa: S608 because the name is ours
        f"""
        DROP TRIGGER person_kept ON {table};
        DROP TRIGGER person_there ON {table};
        ALTER TABLE {table} ADD FOREIGN KEY (person_id) REFERENCES register_person
            DEFERRABLE INITIALLY DEFERRED;
        """,
    )


def without_key(model: str) -> migrations.AlterField:
    """What Django knows of it."""
    field: models.ForeignKey[object, object] = models.ForeignKey(
        "register.person",
        on_delete=PROTECT,
        related_name="+",
        db_index=model in INDEXED,
        db_constraint=False,
    )
    return migrations.AlterField(model, "person", field)


class Migration(migrations.Migration):
    """After names could be indexed at once."""

    dependencies = (("register", "0011_names_at_once"), ("ledger", "0002_clock_and_privileges"))

    operations = (
        append_only("register_person"),
        migrations.RunSQL(
            CHECK, "DROP FUNCTION register_refuse_other_person, register_require_persons;"
        ),
        *(
            migrations.SeparateDatabaseAndState(
                [held(f"register_{model.lower()}")], [without_key(model)]
            )
            for model in MODELS
        ),
    )
