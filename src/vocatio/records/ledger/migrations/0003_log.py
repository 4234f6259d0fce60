"""The tables of the log: queue, leaves, checkpoints, time-stamps, cosignatures."""

# squawk: renaming-column because nothing is in production yet: processes start after it
# squawk: ban-drop-default because nothing is in production yet: processes start after it

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """After the clock and the first privileges."""

    dependencies = (("ledger", "0002_clock_and_privileges"),)

    operations = (
        migrations.RenameField("commitment", "fact_id", "record_id"),
        migrations.RenameField("salt", "fact_id", "record_id"),
        migrations.AddField(
            "commitment", "held_in", models.TextField(default=""), preserve_default=False
        ),
        migrations.CreateModel(
            name="Queued",
            fields=[("record_id", models.UUIDField(primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("record_id", models.UUIDField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
                ("note", models.BinaryField()),
                ("signed_at", models.DateTimeField()),
                (
                    "previous",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.checkpoint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("previous",),
                        nulls_distinct=False,
                        name="checkpoint_follows_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("authority", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("token", models.BinaryField(null=True)),
                ("failure", models.TextField(blank=True, default="")),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.checkpoint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("token", None)) ^ models.Q(("failure", "")),
                        name="stamp_token_or_failure",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("witness", models.TextField()),
                ("line", models.BinaryField()),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.checkpoint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("checkpoint", "witness"), name="cosignature_once"
                    )
                ],
            },
        ),
    )
