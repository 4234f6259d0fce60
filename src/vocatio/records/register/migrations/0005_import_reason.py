"""Why an import was confirmed, and how the change of keys keeps writers out at its end."""

from django.db import migrations, models

# With the owner's rights: the app may change some columns of these tables, and lock none.
LOCK = """
CREATE FUNCTION vocatio_lock_sealed(wanted text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF wanted NOT IN ('register_sourcerecord', 'register_identifier', 'register_contactpoint',
                      'register_address', 'register_correction', 'documents_freetext') THEN
        RAISE EXCEPTION 'no encrypted values lie in %', wanted USING ERRCODE = '42501';
    END IF;
    EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', wanted);
END $$;
REVOKE ALL ON FUNCTION vocatio_lock_sealed(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vocatio_lock_sealed(text) TO vocatio_app, vocatio_bulk;
"""


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("register", "0004_claim_privileges"),)

    operations = (
        migrations.AddField("Import", "reason", models.TextField(db_default="")),
        migrations.RunSQL(LOCK, "DROP FUNCTION vocatio_lock_sealed(text);"),
    )
