"""A letter may say what a document of a case says, and may wait until it is due."""

# squawk: disallowed-unique-constraint because nothing is in production yet
# squawk: ban-drop-constraint because a wider one replaces it in the same transaction
# squawk: constraint-missing-not-valid because nothing is in production yet

from django.db import migrations, models


class Migration(migrations.Migration):
    """After the postal files."""

    dependencies = (("deliveries", "0008_postal_files"),)

    operations = (
        migrations.RemoveConstraint(model_name="printpiece", name="piece_once_for_a_reason"),
        migrations.AddField(
            model_name="printpiece", name="document", field=models.UUIDField(null=True)
        ),
        migrations.AddField(
            model_name="printpiece", name="due_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            model_name="printpiece",
            constraint=models.UniqueConstraint(
                fields=("summons", "document", "reason"),
                nulls_distinct=False,
                name="piece_once_for_a_reason",
            ),
        ),
    )
