"""Who acts for whom (F23), and what each role may do with it."""

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import grant


class Migration(migrations.Migration):
    """Facts of the person say what is in force; the row lets either side find them."""

    dependencies = (("register", "0012_persons_stay"),)

    operations = (
        migrations.CreateModel(
            name="Representation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("code_sha256", models.BinaryField(unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
        ),
        grant("register_representation", app="SELECT, INSERT, UPDATE (representative_id)"),
    )
