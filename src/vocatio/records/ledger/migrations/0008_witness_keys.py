"""With which key a witness signed: whoever checks a cosignature needs it."""

from django.db import migrations, models

#: Lines of before have no key in their bytes, and none in the column.
CHECKED = """
CREATE OR REPLACE FUNCTION vocatio_check_cosignature() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    hashed jsonb := convert_from(NEW.canonical, 'UTF8')::jsonb;
BEGIN
    IF hashed ->> 'id' IS DISTINCT FROM NEW.id::text
       OR (hashed ->> 'checkpoint')::bigint IS DISTINCT FROM NEW.checkpoint_id
       OR hashed ->> 'witness' IS DISTINCT FROM NEW.witness
       OR hashed ->> 'vkey' IS DISTINCT FROM NEW.vkey
       OR hashed ->> 'line' IS DISTINCT FROM encode(sha256(NEW.line), 'hex') THEN
        RAISE EXCEPTION 'the columns of this cosignature differ from its hashed bytes'
            USING ERRCODE = '23514', CONSTRAINT = 'cosignature_columns_match_bytes';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """After cosignatures were committed."""

    dependencies = (("ledger", "0007_outside"),)

    operations = (
        migrations.AddField("cosignature", "vkey", models.TextField(null=True)),
        migrations.RunSQL(CHECKED, migrations.RunSQL.noop),
    )
