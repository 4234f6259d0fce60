"""How much agencies ask, in numbers alone: nobody can read the questions themselves (F19)."""

from django.db import migrations

# Of whole days (UTC), so that no count of a moment tells of one person; and of 30 of them, since
# an answer “nothing in force” is shredded after that.
COUNTS = """
CREATE FUNCTION agencies_counts() RETURNS TABLE (agency uuid, answer text, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT q.agency_id, q.answer, count(*) FROM agencies_query q
    WHERE q.at < date_trunc('day', vocatio_now(), 'UTC')
      AND q.at >= date_trunc('day', vocatio_now(), 'UTC') - interval '29 days'
    GROUP BY 1, 2
$$;
REVOKE ALL ON FUNCTION agencies_counts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agencies_counts TO vocatio_app;
"""


class Migration(migrations.Migration):
    """After the walls."""

    dependencies = (("agencies", "0002_walls"),)

    operations = (migrations.RunSQL(COUNTS, "DROP FUNCTION agencies_counts;"),)
