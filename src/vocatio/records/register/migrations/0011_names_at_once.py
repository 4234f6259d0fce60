"""Names of very many new people are indexed once they are all there, not batch by batch.

Sorted at once they cost a third, and the log of the server far less: an index that is filled at
random is written whole again after each checkpoint. Until then whoever is held back is not found
by name. That they are held back is on record, so that an import which was killed leaves it to
the next one, and `vocatio check` tells it.
"""

from django.db import migrations

# Half as many as are there already: from there on all at once is cheaper than the new alone.
HOLD = """
CREATE TABLE register_namesheld (since timestamptz NOT NULL);
CREATE UNIQUE INDEX names_held_once ON register_namesheld ((true));

CREATE FUNCTION register_hold_names(new bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO register_namesheld
    SELECT vocatio_now() WHERE new > 0 AND 2 * new >= (SELECT count(*) FROM register_person)
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION register_names_held() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM register_namesheld)
$$;
"""

# Everything is derived anew, as the tables' owner: whoever searches waits, and sees the old or
# the new whole. Whoever changes a person meanwhile waits too, and indexes that person afterwards.
# Without statistics yet, loops over indexes would be planned where tables are read as a whole.
AT_ONCE = """
CREATE FUNCTION register_index_all_names() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_nestloop = off SET work_mem = '64MB' SET maintenance_work_mem = '128MB' AS $$
DECLARE
    index regclass;
    indexes regclass[] := ARRAY(SELECT indexrelid::regclass FROM pg_index
                                WHERE indrelid = 'register_searchentry'::regclass);
    definition text;
    definitions text[] := ARRAY(SELECT pg_get_indexdef(i) FROM unnest(indexes) AS i);
BEGIN
    LOCK register_searchentry IN ACCESS EXCLUSIVE MODE;
    DELETE FROM register_namesheld;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    TRUNCATE register_searchentry, register_searchword, register_wordvariant;
    FOREACH index IN ARRAY indexes LOOP
        EXECUTE format('DROP INDEX %s', index);
    END LOOP;
    INSERT INTO register_searchentry
    SELECT * FROM register_searchsource s ORDER BY s.scope, s.word, s.rest;
    FOREACH definition IN ARRAY definitions LOOP
        EXECUTE definition;
    END LOOP;
    INSERT INTO register_searchword SELECT DISTINCT word FROM register_searchentry ORDER BY word;
    INSERT INTO register_wordvariant
    SELECT v, w.word FROM register_searchword AS w
    CROSS JOIN LATERAL register_word_variants(w.word) AS v ORDER BY v, w.word;
END $$;
"""

# With a setting of its own a function is planned at each call, without one as a part of the query.
# What it names is found by the path of the functions that call it.
INLINE = """
ALTER FUNCTION register_word_skeleton RESET search_path;
ALTER FUNCTION register_word_variants RESET search_path;
"""
NOT_INLINE = """
ALTER FUNCTION register_word_skeleton SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION register_word_variants SET search_path = public, pg_temp;
"""

PRIVILEGES = """
REVOKE EXECUTE ON FUNCTION register_hold_names, register_names_held, register_index_all_names
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_hold_names, register_names_held, register_index_all_names
    TO vocatio_app, vocatio_bulk;
"""


class Migration(migrations.Migration):
    """After words were taken as written."""

    dependencies = (("register", "0010_words_as_written"), ("ledger", "0002_clock_and_privileges"))

    operations = (
        migrations.RunSQL(
            HOLD,
            "DROP FUNCTION register_hold_names, register_names_held; "
            "DROP TABLE register_namesheld;",
        ),
        migrations.RunSQL(AT_ONCE, "DROP FUNCTION register_index_all_names;"),
        migrations.RunSQL(INLINE, NOT_INLINE),
        migrations.RunSQL(PRIVILEGES, migrations.RunSQL.noop),
    )
