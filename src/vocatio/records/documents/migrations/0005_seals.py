# A summons may have several contents, each under a seal; copies that were handed out are known.
#
# squawk: ban-drop-table because the table is empty, or the first operation refuses

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import append_only, grant

EMPTY = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM documents_content) THEN
        RAISE EXCEPTION 'this database was made by an earlier preview: make it anew';
    END IF;
END $$;
DROP TABLE documents_content;
"""


class Migration(migrations.Migration):
    """Tables, and what each role may do with them."""

    dependencies = (
        ("documents", "0004_rotation"),
        ("summonses", "0002_privileges"),
    )

    operations = (
        migrations.RunSQL(EMPTY, state_operations=[migrations.DeleteModel("Content")]),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("note", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Content",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("canonical", models.BinaryField()),
                ("sha256", models.BinaryField()),
                ("position", models.PositiveIntegerField()),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.seal",
                    ),
                ),
                (
                    "summons",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="summonses.summons",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("seal", "position"), name="content_place_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                ("sha256", models.BinaryField(primary_key=True, serialize=False)),
                ("fact_id", models.UUIDField()),
                (
                    "content",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.content",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("visitor", models.BinaryField()),
                ("began_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visitor", "began_at"), name="check_once_a_while"
                    )
                ],
            },
        ),
        append_only("documents_seal"),
        append_only("documents_content"),
        append_only("documents_copy"),
        grant("documents_seal", app="SELECT, INSERT", bulk="SELECT, INSERT"),
        grant("documents_content", app="SELECT, INSERT", bulk="SELECT, INSERT"),
        grant("documents_copy", app="SELECT, INSERT"),
        grant("documents_check", app="SELECT, INSERT, UPDATE (count), DELETE"),
    )
