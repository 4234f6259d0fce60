"""An order can have another call-up, after the one before was withdrawn."""

# squawk: ban-drop-constraint because an order may have another call-up from now on
# squawk: require-concurrent-index-creation because there are as many rows as call-ups

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """After counts of pools."""

    dependencies = (("callups", "0005_pool_counts"),)

    operations = (
        migrations.RunSQL(
            """CREATE INDEX callups_callup_order ON callups_callup (order_id);
               ALTER TABLE callups_callup DROP CONSTRAINT callups_callup_order_id_key;""",
            """ALTER TABLE callups_callup
                   ADD CONSTRAINT callups_callup_order_id_key UNIQUE (order_id);
               DROP INDEX callups_callup_order;""",
            state_operations=[
                migrations.AlterField(
                    model_name="callup",
                    name="order",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="callups.order",
                    ),
                ),
                migrations.AddIndex(
                    model_name="callup",
                    index=models.Index(fields=["order"], name="callups_callup_order"),
                ),
            ],
        ),
    )
