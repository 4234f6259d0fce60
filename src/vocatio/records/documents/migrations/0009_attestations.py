"""What somebody hands to an employer or a school, and what each role may do with it."""

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import append_only, grant


class Migration(migrations.Migration):
    """A table of its own: the contents of notices are what a summons says, and this is not."""

    dependencies = (("documents", "0008_envelopes"), ("summonses", "0002_privileges"))

    operations = (
        migrations.CreateModel(
            name="Attestation",
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
        append_only("documents_attestation"),
        grant("documents_attestation", app="SELECT, INSERT"),
    )
