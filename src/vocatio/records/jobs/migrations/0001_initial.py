"""The last run of each job."""

from django.db import migrations, models

from vocatio.records.ledger.privileges import grant


class Migration(migrations.Migration):
    """The table, and who may write to it."""

    initial = True

    dependencies = (("ledger", "0002_clock_and_privileges"),)

    operations = (
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("job", models.TextField()),
                ("subject", models.UUIDField(null=True)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("whole", models.PositiveIntegerField(null=True)),
                ("fault", models.TextField(blank=True, default="")),
                ("basis", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("job", "subject"), nulls_distinct=False, name="run_of_job"
                    )
                ],
            },
        ),
        grant("jobs_run", app="SELECT, INSERT, UPDATE"),
    )
