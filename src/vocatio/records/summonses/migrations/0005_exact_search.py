"""A number or a reference is found first, and judged afterwards whether the office may see it."""

from django.db import migrations

# A function in PL/pgSQL stands for itself in the plan: otherwise the server asks of each number
# that there is whether its person is in sight. Numbers that hold and numbers that ended have an
# index each; a number that went on to somebody else finds both.
EXACTLY = """
CREATE FUNCTION summonses_found_exactly(schemes text[], hashes bytea[], summons text)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT i.person_id FROM unnest(schemes, hashes) AS n (scheme, hash)
        JOIN register_identifier i ON i.scheme = n.scheme AND i.keyed_hash = n.hash
        WHERE i.superseded_at IS NULL AND i.valid_until IS NULL
        UNION
        SELECT i.person_id FROM unnest(schemes, hashes) AS n (scheme, hash)
        JOIN register_identifier i ON i.scheme = n.scheme AND i.keyed_hash = n.hash
        WHERE i.superseded_at IS NULL AND i.valid_until IS NOT NULL
        UNION
        SELECT m.person_id FROM summonses_summons m WHERE m.reference = summons;
END $$;
REVOKE EXECUTE ON FUNCTION summonses_found_exactly FROM PUBLIC;
"""

SEARCH = """
CREATE OR REPLACE FUNCTION summonses_search_people(
    reader uuid, at_office uuid, why text, read_at timestamptz, readings text[],
    born_from date, born_until date, schemes text[], hashes bytea[], summons text
) RETURNS TABLE (person uuid, how text, more boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seen text[] := summonses_scopes(at_office);
    found uuid[] := '{}';
    certain int;
    one text;
    alike boolean;
BEGIN
    IF btrim(why) = '' THEN
        RAISE EXCEPTION 'a search needs a purpose' USING ERRCODE = '23514';
    END IF;
    IF NOT EXISTS (SELECT FROM access_account a WHERE a.id = reader AND a.active
                   AND (a.office_id IS NULL OR a.office_id = at_office)) THEN
        RAISE EXCEPTION 'this account does not search there' USING ERRCODE = '42501';
    END IF;
    found := ARRAY(
        SELECT e.id FROM summonses_found_exactly(schemes, hashes, summons) AS e (id)
        WHERE summonses_in_sight(e.id, at_office, seen) ORDER BY e.id
    );
    FOREACH alike IN ARRAY ARRAY[false, true] LOOP
        FOREACH one IN ARRAY readings LOOP
            EXIT WHEN cardinality(found) > 20;
            found := ARRAY(
                SELECT id FROM unnest(found || ARRAY(SELECT summonses_found_by_name(
                    at_office, seen, string_to_array(one, ' '), born_from, born_until, alike)))
                    WITH ORDINALITY AS p (id, place)
                GROUP BY id ORDER BY min(place) LIMIT 21);
        END LOOP;
        certain := coalesce(certain, cardinality(found));
        EXIT WHEN certain > 0;
    END LOOP;
    PERFORM access_write_readings(reader, why, 'search', read_at, CASE
        WHEN found = '{}' THEN ARRAY[NULL]::uuid[] ELSE found[:20] END);
    RETURN QUERY SELECT p.id, CASE WHEN certain > 0 THEN 'exact' ELSE 'alike' END,
                        cardinality(found) > 20
        FROM unnest(found[:20]) WITH ORDINALITY AS p (id, place) ORDER BY p.place;
END $$;
"""


class Migration(migrations.Migration):
    """After the search, and after the index of numbers that ended."""

    dependencies = (
        ("summonses", "0004_no_draft_in_production"),
        ("register", "0008_ended_numbers"),
    )

    operations = (
        migrations.RunSQL(EXACTLY, "DROP FUNCTION summonses_found_exactly;"),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
    )
