"""Calendars are kept under their hash, as profiles are."""

from django.db import migrations, models

from vocatio.records.ledger.privileges import append_only, grant

CHECKED = """
CREATE FUNCTION vocatio_check_calendar_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF encode(sha256(NEW.canonical), 'hex') IS DISTINCT FROM NEW.version
       OR convert_from(NEW.canonical, 'UTF8')::jsonb #>> '{region}'
          IS DISTINCT FROM NEW.region THEN
        RAISE EXCEPTION 'the columns of this calendar differ from its hashed bytes'
            USING ERRCODE = '23514', CONSTRAINT = 'calendar_columns_match_bytes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_version BEFORE INSERT ON ledger_calendarversion
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_calendar_version();
"""


class Migration(migrations.Migration):
    """After the log, which they are committed to."""

    dependencies = (("ledger", "0005_entries"),)

    operations = (
        migrations.CreateModel(
            name="CalendarVersion",
            fields=[
                ("canonical", models.BinaryField()),
                ("version", models.TextField(primary_key=True, serialize=False)),
                ("region", models.TextField()),
            ],
            options={"abstract": False},
        ),
        migrations.RunSQL(
            CHECKED,
            """DROP TRIGGER check_version ON ledger_calendarversion;
               DROP FUNCTION vocatio_check_calendar_version();""",
        ),
        append_only("ledger_calendarversion"),
        grant("ledger_calendarversion", app="SELECT, INSERT", bulk="SELECT"),
    )
