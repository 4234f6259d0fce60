import django.db.models.deletion
from django.db import migrations, models

# No action wrote to these tables before: they are empty.
# squawk: adding-required-field because the tables are empty
# squawk: adding-foreign-key-constraint because the tables are empty
# squawk: constraint-missing-not-valid because the tables are empty
# squawk: disallowed-unique-constraint because the tables are empty
# squawk: ban-drop-view because nobody reads it yet but the triggers
# squawk: ban-drop-function because its table goes
# squawk: ban-drop-table because a summons is in the folder of its duty without a row
# squawk: require-concurrent-index-creation because the table is new


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_floor"),
        ("documents", "0005_seals"),
        ("offices", "0002_privileges"),
    ]

    operations = [
        # Made anew in the next migration, from the summonses to the duty themselves.
        migrations.RunSQL(
            "DROP VIEW cases_file; DROP TRIGGER floor ON cases_casesummons;"
            "DROP FUNCTION vocatio_check_case_summons();"
        ),
        migrations.DeleteModel(name="CaseSummons"),
        migrations.AddField(
            model_name="case",
            name="reference",
            field=models.TextField(default=None, unique=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="signature",
            name="body",
            field=models.ForeignKey(
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.body",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="signature",
            name="realm",
            field=models.TextField(default=None),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reference", models.TextField(unique=True)),
                ("kind", models.TextField()),
                ("canonical", models.BinaryField()),
                ("sha256", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "seal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.seal",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("state", models.TextField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office", "state"], name="standing_of_office")]
            },
        ),
    ]
