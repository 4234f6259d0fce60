"""Records that may be one person, listed for a human."""

# squawk: constraint-missing-not-valid because the table is made here

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import grant

DECIDED = models.Q(outcome__in=("same", "different"), decided_by__isnull=False)


def person() -> "models.ForeignKey[models.Model]":
    """One of the two."""
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.person"
    )


class Migration(migrations.Migration):
    """After the names were made ready for search."""

    dependencies = (("register", "0006_name_search"),)

    operations = (
        migrations.CreateModel(
            name="LookAlike",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("likeness", models.FloatField()),
                ("compared", models.JSONField()),
                ("doubts", models.JSONField()),
                ("digest", models.BinaryField()),
                ("found_at", models.DateTimeField()),
                ("outcome", models.TextField(db_default="", default="")),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("one", person()),
                ("other", person()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("one", "other", "digest"), name="look_alike_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(one__lt=models.F("other")), name="look_alike_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(outcome__in=("", "same", "different", "gone"))
                        & (models.Q(outcome__in=("", "gone"), decided_by=None) | DECIDED),
                        name="look_alike_decided",
                    ),
                ],
            },
        ),
        grant(
            "register_lookalike",
            app="SELECT, INSERT, UPDATE (outcome, decided_at, decided_by)",
            bulk="SELECT",
        ),
    )
