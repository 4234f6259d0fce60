"""Words about a call-up, which concern no person: reasons of a stay, of a refusal."""

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import append_only, grant


class Migration(migrations.Migration):
    """After who governs after a move."""

    dependencies = (("callups", "0003_after_move"),)

    operations = (
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kept", models.TextField()),
                (
                    "callup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="callups.callup",
                    ),
                ),
            ],
        ),
        append_only("callups_remark"),
        grant("callups_remark", app="SELECT, INSERT"),
    )
