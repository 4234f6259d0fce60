"""A profile that no lawyer reviewed issues nothing in production, whatever code asks for it.

One check for each statement, whether it writes one summons or a batch of thousands.
"""

from django.db import migrations

CHECK = """
CREATE FUNCTION vocatio_refuse_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT kind FROM ledger_installation) = 'production' AND EXISTS (
        SELECT FROM (SELECT DISTINCT profile_version FROM issued) i
        LEFT JOIN ledger_profileversion v ON v.version = i.profile_version
        WHERE coalesce(
            btrim(convert_from(v.canonical, 'UTF8')::jsonb -> 'profile' ->> 'reviewed_by'), ''
        ) = ''
    ) THEN
        RAISE EXCEPTION 'an unreviewed draft issues nothing in production'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER refuse_draft AFTER INSERT ON summonses_summons
    REFERENCING NEW TABLE AS issued
    FOR EACH STATEMENT EXECUTE FUNCTION vocatio_refuse_draft();
"""

DROP = """
DROP TRIGGER refuse_draft ON summonses_summons;
DROP FUNCTION vocatio_refuse_draft();
"""


class Migration(migrations.Migration):
    """After the tables of profiles and summonses."""

    dependencies = (
        ("summonses", "0003_person_search"),
        ("ledger", "0002_clock_and_privileges"),
    )

    operations = (migrations.RunSQL(CHECK, DROP),)
