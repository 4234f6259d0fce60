"""Files that people add to their requests, and what each role may do with them."""

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
                      'documents_attachment') THEN
        RAISE EXCEPTION 'no encrypted values lie in %', wanted USING ERRCODE = '42501';
    END IF;
    EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', wanted);
END $$;
"""


class Migration(migrations.Migration):
    """After the table of words."""

    dependencies = (("documents", "0005_seals"), ("register", "0008_ended_numbers"))

    operations = (
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("media_type", models.TextField()),
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
        grant(
            "documents_attachment",
            app="SELECT, INSERT, UPDATE (encrypted)",
            retention="SELECT, DELETE",
        ),
        migrations.RunSQL(LOCK, migrations.RunSQL.noop),
    )
