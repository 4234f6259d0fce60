"""What each role may do here, with sessions and the job queue, which have no app of ours."""

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, grant

# The queue is procrastinate's own: any of its tables and sequences, but nothing else.
QUEUE = """
DO $$
DECLARE item record;
BEGIN
    FOR item IN SELECT relname, relkind FROM pg_class
                WHERE relnamespace = 'public'::regnamespace
                  AND relname LIKE 'procrastinate\\_%' AND relkind IN ('r', 'S')
    LOOP
        IF item.relkind = 'r' THEN
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO vocatio_app, '
                           'vocatio_bulk', item.relname);
        ELSE
            EXECUTE format('GRANT USAGE ON SEQUENCE %I TO vocatio_app, vocatio_bulk',
                           item.relname);
        END IF;
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    """After the tables, those of the session store and of the queue included."""

    dependencies = (
        ("access", "0001_initial"),
        ("ledger", "0002_clock_and_privileges"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("sessions", "0001_initial"),
    )

    operations = (
        append_only("access_reading"),
        grant("access_reading", app="SELECT, INSERT", bulk="INSERT"),
        grant("access_naturalperson", app="SELECT, INSERT", bulk="SELECT"),
        grant("access_account", app="SELECT, INSERT, UPDATE (password, active)", bulk="SELECT"),
        grant("django_session", app="SELECT, INSERT, UPDATE, DELETE"),
        grant("django_migrations", app="SELECT", bulk="SELECT"),
        migrations.RunSQL(QUEUE, migrations.RunSQL.noop),
    )
