"""Names made ready for search: entries, words, and the functions that fill and look into them.

No role reads or writes these tables. Whoever changes a name, a birth date or a registration
calls `register_index_names`; whoever searches does so through the one function of the
summonses that knows the office and leaves a reading.
"""

# squawk: require-concurrent-index-creation because nothing is in production yet

from django.db import migrations

# An entry stands for one word of one name of a person: “muller” with the rest “anna maria”,
# “anna” with “muller maria”, and so on. `scope` says which office may come upon it:
# “district:” and “office:” with a code, “sealed” for addresses that are told to nobody,
# “nowhere” for people without a registration.
TABLES = """
CREATE TABLE register_searchentry (
    scope text COLLATE "C" NOT NULL,
    word text COLLATE "C" NOT NULL,
    rest text COLLATE "C" NOT NULL,
    born_earliest date NOT NULL,
    born_latest date NOT NULL,
    person_id uuid NOT NULL
);
CREATE UNIQUE INDEX search_entry_once
    ON register_searchentry (scope, word, rest, born_earliest, born_latest, person_id);
CREATE INDEX search_entry_born ON register_searchentry (born_earliest, word);
CREATE INDEX search_entry_person ON register_searchentry (person_id);

CREATE INDEX identifier_issuer ON register_identifier (scheme, issuer);

CREATE TABLE register_searchword (word text COLLATE "C" PRIMARY KEY);
CREATE TABLE register_wordvariant (
    variant text COLLATE "C" NOT NULL,
    word text COLLATE "C" NOT NULL,
    PRIMARY KEY (variant, word)
);
"""

# Two words with a variant in common are alike. Leaving out each letter in turn finds one
# letter too many, too few, wrong, or swapped with its neighbour (Garbe's symmetric delete).
# The skeleton of consonants finds what was carried over from another script in another way:
# Yusuf, Yousef, Jussuf and Юсуф are “ysf”; Shevchenko and Schewtschenko are “snk”.
VARIANTS = r"""
CREATE FUNCTION register_word_skeleton(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT left(s, 1) || regexp_replace(translate(substr(s, 2), 'aeiouyvwh', ''),
                                        '(.)\1+', '\1', 'g')
    FROM (SELECT regexp_replace(translate(
        regexp_replace(regexp_replace(regexp_replace(regexp_replace(word,
            'tsch|dsch|tch|sch|sh|sz|cz|zh|ch|rz', 's', 'g'),
            'ph', 'f', 'g'),
            'kh|ck', 'k', 'g'),
            'x', 'ks', 'g'),
        'zqcjw', 'skkyv'), '^[aeiou]', 'a')) AS folded (s)
$$;

CREATE FUNCTION register_word_variants(word text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
    SELECT word
    UNION
    SELECT left(word, i - 1) || substr(word, i + 1) FROM generate_series(1, length(word)) AS i
    WHERE length(word) > 3
    UNION
    SELECT '~' || register_word_skeleton(word) WHERE length(register_word_skeleton(word)) > 2
$$;
"""

# What the entries must be, from what the register says; `vocatio check` compares the two. A birth
# date may be unknown: then it may be any day. A person who was found to be the same as another
# one is found under the other's id.
SOURCE = """
CREATE VIEW register_searchsource AS
    SELECT DISTINCT
        CASE WHEN r.office <> '' THEN 'office:' || r.office
             WHEN a.sealed THEN 'sealed'
             WHEN r.district <> '' THEN 'district:' || r.district
             ELSE 'nowhere' END COLLATE "C" AS scope,
        w.word COLLATE "C" AS word,
        btrim(replace(' ' || n.normalised || ' ', ' ' || w.word || ' ', ' ')) AS rest,
        coalesce(b.born_earliest, '-infinity') AS born_earliest,
        coalesce(b.born_latest, 'infinity') AS born_latest,
        alike.shown AS person_id
    FROM (
        SELECT p.id, p.id AS shown FROM register_person p
        WHERE NOT EXISTS (SELECT FROM register_merge m WHERE m.person_id = p.id
                          AND m.valid_until IS NULL AND m.superseded_at IS NULL)
        UNION ALL
        SELECT m.person_id, m.into_id FROM register_merge m
        WHERE m.valid_until IS NULL AND m.superseded_at IS NULL
    ) AS alike
    JOIN register_name n ON n.person_id = alike.id AND n.superseded_at IS NULL
    LEFT JOIN register_particulars b ON b.person_id = alike.shown
        AND b.superseded_at IS NULL AND b.valid_until IS NULL
    LEFT JOIN register_registration r ON r.person_id = alike.shown
        AND r.superseded_at IS NULL AND r.valid_until IS NULL
    LEFT JOIN register_address a ON a.person_id = alike.shown
        AND a.superseded_at IS NULL AND a.valid_until IS NULL
    CROSS JOIN LATERAL unnest(string_to_array(n.normalised, ' ')) AS w (word)
    WHERE w.word <> '';
"""

FILL = """
CREATE FUNCTION register_index_names(people uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched uuid[] := people || ARRAY(SELECT m.into_id FROM register_merge m
                                      WHERE m.person_id = ANY (people));
BEGIN
    DELETE FROM register_searchentry WHERE person_id = ANY (touched);
    INSERT INTO register_searchentry
    SELECT * FROM register_searchsource s WHERE s.person_id = ANY (touched)
    ORDER BY s.scope, s.word, s.rest;
    WITH new AS (
        INSERT INTO register_searchword
        SELECT DISTINCT word FROM register_searchentry WHERE person_id = ANY (touched)
        ORDER BY word
        ON CONFLICT DO NOTHING
        RETURNING word
    )
    INSERT INTO register_wordvariant
    SELECT v, n.word FROM new AS n CROSS JOIN LATERAL register_word_variants(n.word) AS v
    ON CONFLICT DO NOTHING;
END $$;
"""

# Both ways: an entry too many finds somebody who has another name by now.
DRIFT = """
CREATE FUNCTION register_search_drift() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (SELECT count(*) FROM (TABLE register_searchentry EXCEPT TABLE register_searchsource) x)
         + (SELECT count(*) FROM (TABLE register_searchsource EXCEPT TABLE register_searchentry) y)
$$;
"""

# The rarest word leads: the index gives its entries in the order of the alphabet, and reading
# ends at `most`, however common the name. A birth date known to the day leads instead.
# Custom plans, since the best one depends on the words.
FIND = """
CREATE FUNCTION register_crowd(scopes text[], words text[], tail text) RETURNS bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM (
        SELECT FROM unnest(scopes) AS s (scope), unnest(words) AS w (word) CROSS JOIN LATERAL (
            SELECT FROM register_searchentry e
            WHERE e.scope = s.scope AND e.word >= w.word AND e.word <= w.word || tail LIMIT 1000
        ) AS met LIMIT 1000
    ) AS probe
$$;

CREATE FUNCTION register_born_index(born date) RETURNS date[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY[born, date_trunc('month', born)::date, date_trunc('year', born)::date,
                 '-infinity'::date]
$$;

CREATE FUNCTION register_find_names(
    scopes text[], words text[], born_from date, born_until date, most int
) RETURNS SETOF register_searchentry
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
SET enable_bitmapscan = off AS $$
DECLARE
    lead text := words[1];
    beyond text;
    others text[];
BEGIN
    IF cardinality(words) > 1 THEN
        SELECT w INTO lead FROM unnest(words) AS w
        ORDER BY register_crowd(scopes, ARRAY[w], '~'), length(w) DESC, w LIMIT 1;
    END IF;
    beyond := lead || '~';
    others := ARRAY(SELECT '% ' || w || '%' FROM unnest(words) AS w WHERE w <> lead);
    IF born_from = born_until THEN
        RETURN QUERY SELECT e.* FROM register_searchentry e
            WHERE e.born_earliest = ANY (register_born_index(born_from))
              AND e.word >= lead AND e.word < beyond
              AND e.born_latest >= born_from AND e.scope = ANY (scopes)
              AND ' ' || e.rest LIKE ALL (others)
            ORDER BY e.word, e.rest, e.born_earliest, e.person_id LIMIT most;
    ELSE
        RETURN QUERY SELECT e.* FROM unnest(scopes) AS s (scope) CROSS JOIN LATERAL (
                SELECT f.* FROM register_searchentry f
                WHERE f.scope = s.scope AND f.word >= lead AND f.word < beyond
                  AND ' ' || f.rest LIKE ALL (others)
                  AND f.born_earliest <= born_until AND f.born_latest >= born_from
                ORDER BY f.word, f.rest, f.born_earliest, f.born_latest, f.person_id LIMIT most
            ) AS e
            ORDER BY e.word, e.rest, e.born_earliest, e.person_id LIMIT most;
    END IF;
END $$;

-- The words that are like one, those with the most variants in common first.
CREATE FUNCTION register_alike(searched text) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(word ORDER BY common DESC, word), '{}') FROM (
        SELECT v.word, count(*) AS common FROM register_wordvariant v
        WHERE v.variant IN (SELECT register_word_variants(searched))
        GROUP BY v.word ORDER BY common DESC, v.word LIMIT 12
    ) AS best
$$;

-- Reading ends after 20,000 entries of the leading words: likeness is a help, not a right.
CREATE FUNCTION register_find_alike(
    scopes text[], words text[], born_from date, born_until date, most int
) RETURNS SETOF register_searchentry
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
SET enable_bitmapscan = off AS $$
DECLARE
    lead text;
    likely text[];
    patterns text[];
BEGIN
    SELECT w, register_alike(w) INTO lead, likely FROM unnest(words) AS w
    ORDER BY register_crowd(scopes, register_alike(w), ''), length(w) DESC, w LIMIT 1;
    patterns := ARRAY(
        SELECT '(^| )(' || array_to_string(register_alike(w) || w, '|') || ')( |$)'
        FROM unnest(words) AS w WHERE w <> lead
    );
    IF born_from = born_until THEN
        RETURN QUERY SELECT e.* FROM register_searchentry e
            WHERE e.born_earliest = ANY (register_born_index(born_from))
              AND e.word = ANY (likely)
              AND e.born_latest >= born_from AND e.scope = ANY (scopes)
              AND e.rest ~ ALL (patterns)
            ORDER BY array_position(likely, e.word), e.rest, e.born_earliest, e.person_id
            LIMIT most;
    ELSE
        RETURN QUERY SELECT e.* FROM (
                SELECT f.* FROM unnest(scopes) AS s (scope), unnest(likely) AS l (word)
                CROSS JOIN LATERAL (
                    SELECT g.* FROM register_searchentry g
                    WHERE g.scope = s.scope AND g.word = l.word
                    ORDER BY g.rest, g.born_earliest, g.born_latest, g.person_id LIMIT 5000
                ) AS f LIMIT 20000
            ) AS e
            WHERE e.rest ~ ALL (patterns)
              AND e.born_earliest <= born_until AND e.born_latest >= born_from
            ORDER BY array_position(likely, e.word), e.rest, e.born_earliest, e.person_id
            LIMIT most;
    END IF;
END $$;
"""

# Functions are open to everybody unless that is taken back. Only filling is for the app; what
# finds is called by a function that knows office and purpose, with the rights of the owner.
PRIVILEGES = """
REVOKE EXECUTE ON FUNCTION register_find_alike, register_find_names, register_alike,
    register_crowd, register_index_names, register_search_drift FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_index_names TO vocatio_app, vocatio_bulk;
GRANT EXECUTE ON FUNCTION register_search_drift TO vocatio_app;
"""


class Migration(migrations.Migration):
    """After the claims."""

    dependencies = (("register", "0005_import_reason"),)

    operations = (
        migrations.RunSQL(
            TABLES,
            "DROP TABLE register_wordvariant, register_searchword, register_searchentry; "
            "DROP INDEX identifier_issuer;",
        ),
        migrations.RunSQL(
            VARIANTS, "DROP FUNCTION register_word_variants, register_word_skeleton;"
        ),
        migrations.RunSQL(SOURCE, "DROP VIEW register_searchsource;"),
        migrations.RunSQL(FILL, "DROP FUNCTION register_index_names;"),
        migrations.RunSQL(DRIFT, "DROP FUNCTION register_search_drift;"),
        migrations.RunSQL(
            FIND,
            "DROP FUNCTION register_find_alike, register_alike, register_find_names, "
            "register_born_index, register_crowd;",
        ),
        migrations.RunSQL(PRIVILEGES, migrations.RunSQL.noop),
    )
