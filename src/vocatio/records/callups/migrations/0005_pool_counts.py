"""How many people of each district the pool found alike: numbers, and nobody in particular."""

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import append_only, grant


class Migration(migrations.Migration):
    """After remarks."""

    dependencies = (("callups", "0004_remarks"),)

    operations = (
        migrations.CreateModel(
            name="PoolCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("district", models.TextField()),
                ("outcome", models.TextField()),
                ("code", models.TextField()),
                ("people", models.PositiveIntegerField()),
                (
                    "callup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="callups.callup",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("callup", "district", "outcome", "code"), name="pool_counted_once"
                    )
                ],
            },
        ),
        append_only("callups_poolcount"),
        grant("callups_poolcount", app="SELECT, INSERT", bulk="SELECT"),
    )
