"""Files of the post that are handed in at the office."""

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import grant


class Migration(migrations.Migration):
    """After alerts of documents."""

    dependencies = (
        ("access", "0002_privileges"),
        ("deliveries", "0007_alerts_of_documents"),
    )

    operations = (
        migrations.CreateModel(
            name="PostalFile",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("provider", models.TextField()),
                ("name", models.TextField()),
                ("content", models.BinaryField()),
                ("taken_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("recorded", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("errors", models.BinaryField(default=b"")),
                ("fault", models.TextField(blank=True, default="")),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.account",
                    ),
                ),
            ],
        ),
        grant(
            "deliveries_postalfile",
            app="SELECT, INSERT, "
            "UPDATE (content, read_at, recorded, known, refused, errors, fault)",
        ),
    )
