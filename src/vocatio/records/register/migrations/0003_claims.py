# What the register says about people becomes claims, each with source and history.
#
# squawk: ban-drop-table because the table is empty, or the first operation refuses
# squawk: ban-drop-column because the table is empty, or the first operation refuses
# squawk: adding-required-field because the table is empty, or the first operation refuses

import django.db.models.deletion
from django.db import migrations, models

EMPTY = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM register_person) THEN
        RAISE EXCEPTION 'this database was made by an earlier preview: make it anew and import again';
    END IF;
END $$;
"""

MODELS = ("Address", "Identifier", "Liability", "LiabilityStatus")
FIELDS = ("given_name", "family_name", "birth_date", "sex", "language", "guardian", "row_hash")

# In SQL, because Django would ask the server for the names of foreign keys.
GONE = """
DROP TABLE register_address, register_identifier, register_liability, register_liabilitystatus;
ALTER TABLE register_person
    DROP COLUMN given_name, DROP COLUMN family_name, DROP COLUMN birth_date, DROP COLUMN sex,
    DROP COLUMN language, DROP COLUMN guardian_id, DROP COLUMN row_hash;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0002_privileges")]

    operations = [
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(GONE, migrations.RunSQL.noop)],
            [
                *(migrations.DeleteModel(name) for name in MODELS),
                *(migrations.RemoveField("Person", name) for name in FIELDS),
            ],
        ),
        migrations.AddField("Person", "recorded_at", models.DateTimeField()),
        migrations.AddField("Person", "recorded_by", models.UUIDField()),
        migrations.AddField(
            model_name="import",
            name="mode",
            field=models.TextField(),
        ),
        migrations.CreateModel(
            name="PersonFact",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("person_id", models.UUIDField(null=True)),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("source", models.TextField()),
                ("canonical", models.BinaryField()),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("country", models.TextField()),
                ("encrypted", models.BinaryField()),
                ("sealed", models.BooleanField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "valid_until", "superseded_at"),
                        name="address_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="address_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("kind", models.TextField()),
                ("keyed_hash", models.BinaryField(db_index=True)),
                ("encrypted", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind", "valid_until", "superseded_at"),
                        name="contact_point_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="contact_point_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("field", models.TextField()),
                ("encrypted", models.BinaryField()),
                ("asked_at", models.DateTimeField()),
                ("outcome", models.TextField(blank=True, default="")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("person", "field"),
                        name="correction_one_pending",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrespondenceNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("kind", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind", "valid_until", "superseded_at"),
                        name="correspondence_need_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="correspondence_need_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardianship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                (
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "guardian", "valid_until", "superseded_at"),
                        name="guardianship_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="guardianship_sound",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("guardian", models.F("person")), _negated=True),
                        name="guardianship_of_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("scheme", models.TextField()),
                ("issuer", models.TextField(blank=True)),
                ("kind", models.TextField()),
                ("keyed_hash", models.BinaryField()),
                ("encrypted", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="identifier_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None), ("valid_until", None)),
                        fields=("scheme", "keyed_hash"),
                        name="identifier_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="identifier_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Language",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("tag", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "valid_until", "superseded_at"),
                        name="language_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="language_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Liability",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("category", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "valid_until", "superseded_at"),
                        name="liability_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="liability_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LiabilityStatus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("kind", models.TextField()),
                ("holds", models.BooleanField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind", "holds", "valid_until", "superseded_at"),
                        name="liability_status_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="liability_status_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "valid_until", "superseded_at"),
                        name="merge_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="merge_sound",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("into", models.F("person")), _negated=True),
                        name="merge_of_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("kind", models.TextField()),
                ("given", models.TextField(blank=True)),
                ("family", models.TextField()),
                ("normalised", models.TextField(db_collation="C")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind", "valid_until", "superseded_at"),
                        name="name_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="name_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Particulars",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("born_earliest", models.DateField(null=True)),
                ("born_latest", models.DateField(null=True)),
                ("sex", models.TextField(blank=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "valid_until", "superseded_at"),
                        name="particulars_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="particulars_sound",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("born_earliest", None), ("born_latest", None)),
                            ("born_latest__gte", models.F("born_earliest")),
                            _connector="OR",
                        ),
                        name="particulars_born",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("district", models.TextField()),
                ("office", models.TextField(blank=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "valid_until", "superseded_at"),
                        name="registration_one_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from", None),
                                ("valid_until", None),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("superseded_at", None), ("superseded_by", None)),
                                models.Q(
                                    ("superseded_at__isnull", False),
                                    ("superseded_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="registration_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("keyed_hash", models.BinaryField()),
                ("encrypted", models.BinaryField()),
                ("digest", models.BinaryField()),
                ("last_import", models.UUIDField()),
                ("absent_since", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "keyed_hash"), name="source_record_unique"
                    )
                ],
            },
        ),
    ]
