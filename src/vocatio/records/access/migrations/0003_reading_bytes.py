"""Readings are committed to the log as well: their bytes, and the check on their columns."""

# squawk: ban-drop-default because nothing is in production yet: processes start after it

from django.db import migrations, models

CHECK = """
CREATE FUNCTION vocatio_check_reading() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    clock timestamptz := vocatio_now();
    hashed jsonb := convert_from(NEW.canonical, 'UTF8')::jsonb;
BEGIN
    IF NEW.at > clock + interval '5 seconds' OR NEW.at < clock - interval '10 minutes' THEN
        RAISE EXCEPTION 'a reading at % is not now (%)', NEW.at, clock
            USING ERRCODE = '23514', CONSTRAINT = 'reading_recorded_now';
    END IF;
    IF hashed ->> 'id' IS DISTINCT FROM NEW.id::text
       OR (hashed ->> 'at')::timestamptz IS DISTINCT FROM NEW.at
       OR hashed ->> 'reader' IS DISTINCT FROM NEW.reader
       OR hashed ->> 'reader_id' IS DISTINCT FROM NEW.reader_id::text
       OR hashed ->> 'purpose' IS DISTINCT FROM NEW.purpose
       OR hashed ->> 'what' IS DISTINCT FROM NEW.what
       OR hashed ->> 'person' IS DISTINCT FROM NEW.person_id::text THEN
        RAISE EXCEPTION 'the columns of this reading differ from its hashed bytes'
            USING ERRCODE = '23514', CONSTRAINT = 'reading_columns_match_bytes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_reading BEFORE INSERT ON access_reading
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_reading();
"""


class Migration(migrations.Migration):
    """After the privileges, and after the log that readings enter."""

    dependencies = (("access", "0002_privileges"), ("ledger", "0004_log_privileges"))

    operations = (
        migrations.AddField(
            "reading", "canonical", models.BinaryField(default=b""), preserve_default=False
        ),
        migrations.RunSQL(
            CHECK,
            """DROP TRIGGER check_reading ON access_reading;
               DROP FUNCTION vocatio_check_reading();""",
        ),
    )
