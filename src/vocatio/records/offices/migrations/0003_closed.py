"""A slot can be closed."""

from django.db import migrations, models

from vocatio.records.ledger.privileges import grant


class Migration(migrations.Migration):
    """After the privileges."""

    dependencies = (("offices", "0002_privileges"),)

    operations = (
        migrations.AddField(
            model_name="slot", name="closed_at", field=models.DateTimeField(null=True)
        ),
        grant("offices_slot", app="UPDATE (closed_at)"),
    )
