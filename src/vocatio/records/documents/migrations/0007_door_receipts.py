"""What somebody who appeared is handed, and what each role may do with it."""

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import append_only, grant


class Migration(migrations.Migration):
    """A table of its own: the contents of notices are what a summons says, and this is not."""

    dependencies = (("documents", "0006_attachments"), ("summonses", "0002_privileges"))

    operations = (
        migrations.CreateModel(
            name="DoorReceipt",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("canonical", models.BinaryField()),
                ("sha256", models.BinaryField()),
                ("note", models.BinaryField()),
                (
                    "summons",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="summonses.summons",
                    ),
                ),
            ],
        ),
        append_only("documents_doorreceipt"),
        grant("documents_doorreceipt", app="SELECT, INSERT"),
    )
