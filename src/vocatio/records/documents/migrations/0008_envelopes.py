"""Claims of conscience, sealed to their board, and words for the person alone."""

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import append_only, grant


class Migration(migrations.Migration):
    """The application seals to the keys that it finds; it can neither add nor change one."""

    dependencies = (("documents", "0007_door_receipts"),)

    operations = (
        migrations.AddField(
            model_name="freetext",
            name="private",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="BoardKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("public", models.BinaryField()),
                ("added_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                (
                    "key",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.boardkey",
                    ),
                ),
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
        append_only("documents_boardkey"),
        grant("documents_boardkey", app="SELECT"),
        # Not append-only by trigger: retention erases envelopes, as it erases words and files.
        grant("documents_envelope", app="SELECT, INSERT", retention="SELECT, DELETE"),
    )
