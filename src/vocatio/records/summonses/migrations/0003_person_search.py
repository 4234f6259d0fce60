"""The one function through which anybody searches the register."""

from django.db import migrations

# At most 20 persons, each once, in a stable order; `more` when there would have been others.
# What is written down: one reading for each person found, or one for nobody in particular.
# An account bound to an office searches there alone, whatever it is asked to do.
# `seen` names the scopes of an office (see register_searchentry); somebody whose address is
# sealed is found where they are summoned to, which is another office (F23).
SEARCH = """
CREATE FUNCTION summonses_at_office(somebody uuid, at_office uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM summonses_summons m JOIN offices_slot s ON s.id = m.slot_id
                   WHERE m.person_id = somebody AND s.office_id = at_office)
$$;

CREATE FUNCTION summonses_in_sight(somebody uuid, at_office uuid, seen text[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT at_office IS NULL OR summonses_at_office(somebody, at_office)
        OR EXISTS (SELECT FROM register_searchentry e
                   WHERE e.person_id = somebody AND e.scope = ANY (seen))
$$;

CREATE FUNCTION summonses_scopes(at_office uuid) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN at_office IS NOT NULL THEN
        (SELECT ARRAY['district:' || o.district, 'office:' || o.code]
         FROM offices_office o WHERE o.id = at_office)
    ELSE ARRAY(
        WITH RECURSIVE every (scope) AS (
            (SELECT e.scope FROM register_searchentry e ORDER BY e.scope LIMIT 1)
            UNION ALL
            SELECT (SELECT e.scope FROM register_searchentry e
                    WHERE e.scope > every.scope ORDER BY e.scope LIMIT 1)
            FROM every WHERE every.scope IS NOT NULL
        )
        SELECT scope FROM every WHERE scope IS NOT NULL
    ) END
$$;

CREATE FUNCTION summonses_found_by_name(
    at_office uuid, seen text[], words text[], born_from date, born_until date, alike boolean
) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF alike THEN
        RETURN QUERY SELECT e.person_id
            FROM register_find_alike(seen, words, born_from, born_until, 60) AS e;
    ELSE
        RETURN QUERY SELECT e.person_id
            FROM register_find_names(seen, words, born_from, born_until, 60) AS e;
    END IF;
    IF at_office IS NOT NULL AND NOT alike THEN
        RETURN QUERY SELECT e.person_id
            FROM register_find_names(ARRAY['sealed'], words, born_from, born_until, 1000) AS e
            WHERE summonses_at_office(e.person_id, at_office);
    END IF;
END $$;

CREATE FUNCTION summonses_search_people(
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
        SELECT DISTINCT p.id FROM (
            SELECT i.person_id FROM unnest(schemes, hashes) AS n (scheme, hash)
            JOIN register_identifier i ON i.scheme = n.scheme AND i.keyed_hash = n.hash
            WHERE i.superseded_at IS NULL
            UNION ALL
            SELECT m.person_id FROM summonses_summons m WHERE m.reference = summons
        ) AS p (id) WHERE summonses_in_sight(p.id, at_office, seen) ORDER BY p.id
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

REVOKE EXECUTE ON FUNCTION summonses_search_people, summonses_found_by_name, summonses_scopes,
    summonses_in_sight, summonses_at_office FROM PUBLIC;
GRANT EXECUTE ON FUNCTION summonses_search_people TO vocatio_app;
"""


class Migration(migrations.Migration):
    """After the names were made ready for search, and after the readings."""

    dependencies = (
        ("summonses", "0002_privileges"),
        ("offices", "0002_privileges"),
        ("access", "0004_readings_by_functions"),
        ("register", "0006_name_search"),
    )

    operations = (
        migrations.RunSQL(
            SEARCH,
            "DROP FUNCTION summonses_search_people, summonses_found_by_name, summonses_scopes, "
            "summonses_in_sight, summonses_at_office;",
        ),
    )
