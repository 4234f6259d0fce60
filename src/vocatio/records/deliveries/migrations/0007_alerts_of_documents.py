"""An alert may be about a document of a case."""

# squawk: disallowed-unique-constraint because nothing is in production yet
# squawk: ban-drop-constraint because a wider one replaces it in the same transaction
# squawk: constraint-missing-not-valid because nothing is in production yet

from django.db import migrations, models


class Migration(migrations.Migration):
    """After the outages."""

    dependencies = (("deliveries", "0006_outage_privileges"),)

    operations = (
        migrations.RemoveConstraint(model_name="alert", name="alert_once"),
        migrations.AddField(model_name="alert", name="document", field=models.UUIDField(null=True)),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(
                fields=("summons", "document", "number", "by"),
                nulls_distinct=False,
                name="alert_once",
            ),
        ),
    )
