"""Whose files somebody on the staff leaves to colleagues: declared, and ended, never erased."""

# squawk: constraint-missing-not-valid because the table was made just before, empty

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import grant

# What was declared stays as it was said; it can be ended, once.
KEEP = """
CREATE FUNCTION access_keep_tie() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL
       AND (NEW.id, NEW.human_id, NEW.person_id, NEW.kind, NEW.declared_at)
         = (OLD.id, OLD.human_id, OLD.person_id, OLD.kind, OLD.declared_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was declared stays; it can be ended once' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER keep_tie BEFORE UPDATE OR DELETE ON access_tie
    FOR EACH ROW EXECUTE FUNCTION access_keep_tie();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON access_tie
    FOR EACH STATEMENT EXECUTE FUNCTION vocatio_refuse_change();
"""


class Migration(migrations.Migration):
    """After the persons that ties are to."""

    dependencies = (("access", "0005_realms"), ("register", "0010_words_as_written"))

    operations = (
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("declared_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "human",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.naturalperson",
                    ),
                ),
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
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("self", "relative"))), name="tie_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            ("ended_at__gte", models.F("declared_at")),
                            _connector="OR",
                        ),
                        name="tie_ends_after",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("human", "person"),
                        name="tie_declared_once",
                    ),
                ],
            },
        ),
        grant("access_tie", app="SELECT, INSERT, UPDATE (ended_at)"),
        migrations.RunSQL(
            KEEP,
            """DROP TRIGGER append_only_table ON access_tie; DROP TRIGGER keep_tie ON access_tie;
               DROP FUNCTION access_keep_tie();""",
        ),
    )
