"""Letters that confirm what an officer wrote down, and what each role may do with them."""

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import append_only, grant


class Migration(migrations.Migration):
    """Found by its code or by the bytes of its PDF, which a fact of the person names."""

    dependencies = (("documents", "0010_drafts"), ("register", "0002_privileges"))

    operations = (
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("fact_id", models.UUIDField(unique=True)),
                ("sha256", models.BinaryField(unique=True)),
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
        append_only("documents_acknowledgement"),
        grant("documents_acknowledgement", app="SELECT, INSERT"),
    )
