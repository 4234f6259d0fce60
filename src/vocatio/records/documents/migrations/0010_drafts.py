"""What people typed when their session had ended, and what each role may do with it."""

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import grant

# One table more that holds what is encrypted; see register/0005_import_reason.
LOCK = """
CREATE OR REPLACE FUNCTION vocatio_lock_sealed(wanted text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF wanted NOT IN ('register_sourcerecord', 'register_identifier', 'register_contactpoint',
                      'register_address', 'register_correction', 'documents_freetext',
                      'documents_attachment', 'documents_draft', 'agencies_canary') THEN
        RAISE EXCEPTION 'no encrypted values lie in %', wanted USING ERRCODE = '42501';
    END IF;
    EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', wanted);
END $$;
"""


class Migration(migrations.Migration):
    """A draft is no evidence: whoever works for the person erases it."""

    dependencies = (("documents", "0009_attestations"), ("agencies", "0002_walls"))

    operations = (
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kept_at", models.DateTimeField(db_index=True)),
                ("encrypted", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
        ),
        grant("documents_draft", app="SELECT, INSERT, UPDATE (encrypted), DELETE"),
        migrations.RunSQL(LOCK, migrations.RunSQL.noop),
    )
