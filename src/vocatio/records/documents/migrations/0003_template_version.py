"""Templates, kept under their versions."""

from django.db import migrations, models

from vocatio.records.ledger.privileges import append_only, grant


class Migration(migrations.Migration):
    """The table, and what each role may do with it."""

    dependencies = (("documents", "0002_privileges"),)

    operations = (
        migrations.CreateModel(
            name="TemplateVersion",
            fields=[
                ("version", models.TextField(primary_key=True, serialize=False)),
                ("code", models.TextField()),
                ("canonical", models.BinaryField()),
            ],
        ),
        append_only("documents_templateversion"),
        grant("documents_templateversion", app="SELECT, INSERT", bulk="SELECT"),
    )
