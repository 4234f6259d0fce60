"""Who may ask is said by two humans; what was asked is read by the person alone; places are few."""

# squawk: constraint-missing-not-valid because the tables were made just before, empty

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, fact_table, grant

# Whoever may ask, and with which key, is said by two natural persons: whichever way it is written.
TWO_HUMANS = """
CREATE FUNCTION agencies_check_fact() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    said jsonb := convert_from(NEW.canonical, 'UTF8')::jsonb;
    humans integer;
BEGIN
    IF NEW.kind NOT IN ('AgencyRegistered', 'AgencyKeyAdded') THEN
        RETURN NEW;
    END IF;
    SELECT count(DISTINCT a.natural_person_id) INTO humans FROM access_account a
    WHERE (a.id::text, a.natural_person_id::text) IN (
        (said #>> '{by,account}', said #>> '{by,human}'),
        (said #>> '{data,confirmed_by,account}', said #>> '{data,confirmed_by,human}'));
    IF humans <> 2 THEN
        RAISE EXCEPTION 'who may ask is said by two natural persons'
            USING ERRCODE = '23514', CONSTRAINT = 'agency_two_humans';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER two_humans BEFORE INSERT ON agencies_agencyfact
    FOR EACH ROW EXECUTE FUNCTION agencies_check_fact();
"""

# The own record names itself in `vocatio.own_record` (ids with commas between); an export that
# staff hands out names itself in `vocatio.record_of`, and leaves out what is for the person
# alone. A “nothing” that is old is gone for everybody, though no job shredded it yet.
POLICIES = """
CREATE FUNCTION agencies_named(setting text) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT string_to_array(nullif(current_setting(setting, true), ''), ',')::uuid[]
$$;
ALTER TABLE agencies_query ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_record ON agencies_query FOR SELECT TO vocatio_app USING (
    (person_id = ANY ((SELECT agencies_named('vocatio.own_record'))::uuid[])
     OR person_id = ANY ((SELECT agencies_named('vocatio.record_of'))::uuid[])
        AND answer <> 'nothing in force')
    AND (answer <> 'nothing in force' OR at > (SELECT vocatio_now()) - interval '30 days'));
"""

# What is due is shredded; nothing else can be, by whomever. Old places have no use at all.
SHRED = """
CREATE FUNCTION agencies_keep_query() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.answer = 'nothing in force'
       AND OLD.at <= vocatio_now() - interval '30 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a question is kept as it was asked' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON agencies_query
    FOR EACH ROW EXECUTE FUNCTION agencies_keep_query();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON agencies_query
    FOR EACH STATEMENT EXECUTE FUNCTION vocatio_refuse_change();

CREATE FUNCTION agencies_shred() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM agencies_query q USING agencies_batch b
    WHERE q.batch_id = b.id AND b.at <= vocatio_now() - interval '30 days'
      AND q.at <= vocatio_now() - interval '30 days' AND q.answer = 'nothing in force';
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM agencies_place WHERE day < (vocatio_now() - interval '2 days')::date;
    RETURN gone;
END $$;
REVOKE ALL ON FUNCTION agencies_shred() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agencies_shred() TO vocatio_retention;
"""

# The questions that find no place in the budget of their agency, by their number from 1.
# Whoever has a place already takes none. A place is taken at random, so that those who ask at
# once seldom meet, and in order, so that two transactions wait for each other in one direction;
# when places are scarce, the lowest that is free.
PLACES = """
CREATE FUNCTION agencies_require(asking uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM unnest(asking) AS a
               WHERE NOT EXISTS (SELECT FROM agencies_agency g WHERE g.id = a)) THEN
        RAISE EXCEPTION 'no such agency' USING ERRCODE = '23503';
    END IF;
END $$;

CREATE FUNCTION agencies_take_places(
    asking uuid[], whos bytea, budgets integer[], on_day date
) RETURNS integer[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
-- A few rows are looked for among many, whatever the statistics of a table say that was empty
-- this morning: by the index, never by reading the whole day.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    who bytea[] := ARRAY(SELECT substring(whos, 1 + 36 * n, 36)
                         FROM generate_series(0, cardinality(asking) - 1) AS n ORDER BY n);
    missing integer[];
BEGIN
    PERFORM agencies_require(asking);
    FOR attempt IN 1 .. 3 LOOP
        INSERT INTO agencies_place (agency_id, day, place, who)
        SELECT u.agency, on_day, 1 + floor(random() * u.budget)::integer AS place, u.who
        FROM unnest(asking, who, budgets) AS u (agency, who, budget)
        WHERE u.budget > 0 AND (attempt = 1 OR NOT EXISTS (
            SELECT FROM agencies_place p WHERE p.who = u.who))
        ORDER BY place ON CONFLICT DO NOTHING;
        missing := ARRAY(
            SELECT u.nr::integer FROM unnest(who) WITH ORDINALITY AS u (who, nr)
            WHERE NOT EXISTS (SELECT FROM agencies_place p WHERE p.who = u.who));
        EXIT WHEN cardinality(missing) = 0;
    END LOOP;
    RETURN agencies_take_last_places(asking, who, budgets, on_day, missing);
END $$;

CREATE FUNCTION agencies_take_last_places(
    asking uuid[], whos bytea[], budgets integer[], on_day date, missing integer[]
) RETURNS integer[]
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    left_over integer[] := '{}';
    free integer;
    n integer;
BEGIN
    FOREACH n IN ARRAY missing LOOP
        LOOP
            -- The same person may stand in it twice.
            EXIT WHEN EXISTS (SELECT FROM agencies_place p WHERE p.who = whos[n]);
            SELECT g.place INTO free FROM generate_series(1, budgets[n]) AS g (place)
            WHERE NOT EXISTS (SELECT FROM agencies_place p WHERE p.agency_id = asking[n]
                              AND p.day = on_day AND p.place = g.place) LIMIT 1;
            IF free IS NULL THEN
                left_over := left_over || n;
                EXIT;
            END IF;
            INSERT INTO agencies_place (agency_id, day, place, who)
            VALUES (asking[n], on_day, free, whos[n]) ON CONFLICT DO NOTHING;
        END LOOP;
    END LOOP;
    RETURN left_over;
END $$;
REVOKE ALL ON FUNCTION agencies_require FROM PUBLIC;
REVOKE ALL ON FUNCTION agencies_take_places FROM PUBLIC;
REVOKE ALL ON FUNCTION agencies_take_last_places FROM PUBLIC;
"""

# Takes a place for each question, writes those that have one and were never asked before, and one
# batch with their hashes; returns the numbers, from 1, of those without a place and of those that
# were asked before. All bytes are made here, canonical (RFC 8785): keys in
# order, strings as to_json writes them. So no column can differ from them.
RECORD = """
CREATE FUNCTION agencies_record(
    new_batch uuid, asked_at timestamptz, batch_salt bytea, ids uuid[], agencies uuid[],
    jtis text[], kinds text[], purposes text[], people uuid[], answers text[],
    untils text[], salts bytea, whos bytea, budgets integer[], on_day date,
    OUT left_over integer[], OUT repeated integer[]
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    at_text text := to_char(asked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    written uuid[];
    content bytea;
BEGIN
    IF abs(extract(epoch FROM asked_at - vocatio_now())) > 5 THEN
        RAISE EXCEPTION 'a question is answered now' USING ERRCODE = '23514',
            CONSTRAINT = 'query_answered_now';
    END IF;
    left_over := agencies_take_places(agencies, whos, budgets, on_day);
    WITH new AS (
        INSERT INTO agencies_query
            (id, batch_id, agency_id, jti, at, person_id, answer, salt, canonical)
        SELECT q.id, new_batch, q.agency, q.jti, asked_at, q.person, q.answer,
               substring(salts, 32 * q.nr::integer - 31, 32),
               convert_to('{"agency":' || to_json(g.code) || ',"answer":' || to_json(q.answer)
                   || ',"at":"' || at_text || '","id":"' || q.id || '","jti":' || to_json(q.jti)
                   || ',"kind":' || to_json(q.kind)
                   || ',"person":' || coalesce('"' || q.person || '"', 'null')
                   || ',"purpose":' || to_json(q.purpose)
                   || ',"until":' || coalesce('"' || q.until || '"', 'null') || '}', 'UTF8')
        FROM unnest(ids, agencies, jtis, kinds, purposes, people, answers, untils)
            WITH ORDINALITY
            AS q (id, agency, jti, kind, purpose, person, answer, until, nr)
        JOIN agencies_agency g ON g.id = q.agency
        WHERE q.nr <> ALL (left_over)
        ON CONFLICT DO NOTHING
        RETURNING id, answer, encode(sha256(salt || canonical), 'hex') AS leaf)
    SELECT array_agg(id), convert_to(
            '{"at":"' || at_text || '","id":"' || new_batch || '","nothing":['
            || coalesce(string_agg('"' || leaf || '"', ',')
                        FILTER (WHERE answer = 'nothing in force'), '')
            || '],"other":['
            || coalesce(string_agg('"' || leaf || '"', ',')
                        FILTER (WHERE answer <> 'nothing in force'), '') || ']}', 'UTF8')
    INTO written, content FROM new;
    IF written IS NOT NULL THEN
        INSERT INTO agencies_batch (id, at, canonical) VALUES (new_batch, asked_at, content);
        INSERT INTO ledger_salt (record_id, salt) VALUES (new_batch, batch_salt);
        INSERT INTO ledger_commitment (record_id, held_in, entry)
        VALUES (new_batch, 'agencies_batch', sha256(batch_salt || content));
    END IF;
    repeated := ARRAY(SELECT q.nr::integer FROM unnest(ids) WITH ORDINALITY AS q (id, nr)
                      WHERE q.nr <> ALL (left_over)
                        AND (written IS NULL OR q.id <> ALL (written)));
END $$;
REVOKE ALL ON FUNCTION agencies_record FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agencies_record TO vocatio_app;

-- For whoever verifies the log: which questions there are, by their hashes alone; of one whose
-- columns differ from its bytes, a hash that no batch names.
CREATE FUNCTION agencies_leaf(q agencies_query) RETURNS bytea
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    said jsonb := convert_from(q.canonical, 'UTF8')::jsonb;
BEGIN
    IF said ->> 'id' = q.id::text AND said ->> 'jti' = q.jti AND said ->> 'answer' = q.answer
       AND (said ->> 'at')::timestamptz = q.at
       AND said ->> 'person' IS NOT DISTINCT FROM q.person_id::text
       AND said ->> 'agency' = (SELECT g.code FROM agencies_agency g WHERE g.id = q.agency_id) THEN
        RETURN sha256(q.salt || q.canonical);
    END IF;
    RETURN sha256('');
END $$;
CREATE FUNCTION agencies_leaves(wanted uuid[]) RETURNS TABLE (batch uuid, leaf bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    q agencies_query;
BEGIN
    FOR q IN SELECT * FROM agencies_query WHERE batch_id = ANY (wanted) LOOP
        batch := q.batch_id;
        BEGIN
            leaf := agencies_leaf(q);
        EXCEPTION WHEN data_exception OR invalid_text_representation THEN
            leaf := sha256('');
        END;
        RETURN NEXT;
    END LOOP;
END $$;
CREATE FUNCTION agencies_stray() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT q.id FROM agencies_query q
    WHERE NOT EXISTS (SELECT FROM agencies_batch b WHERE b.id = q.batch_id)
$$;
REVOKE ALL ON FUNCTION agencies_leaf FROM PUBLIC;
REVOKE ALL ON FUNCTION agencies_leaves FROM PUBLIC;
REVOKE ALL ON FUNCTION agencies_stray FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agencies_leaves TO vocatio_app;
GRANT EXECUTE ON FUNCTION agencies_stray TO vocatio_app;
"""

# The document of a canary is encrypted, and written again when keys change.
SEALED = """
CREATE OR REPLACE FUNCTION vocatio_lock_sealed(wanted text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF wanted NOT IN ('register_sourcerecord', 'register_identifier', 'register_contactpoint',
                      'register_address', 'register_correction', 'documents_freetext',
                      'documents_attachment', 'agencies_canary') THEN
        RAISE EXCEPTION 'no encrypted values lie in %', wanted USING ERRCODE = '42501';
    END IF;
    EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', wanted);
END $$;
"""

DROPPED = """
DROP FUNCTION agencies_stray, agencies_leaves, agencies_leaf, agencies_record, agencies_take_places,
    agencies_take_last_places, agencies_require, agencies_shred, agencies_keep_query, agencies_named,
    agencies_check_fact CASCADE;
"""


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (
        ("agencies", "0001_initial"),
        ("cases", "0002_floor"),
        ("documents", "0006_attachments"),
        ("register", "0008_ended_numbers"),
    )

    operations = (
        migrations.RunSQL(TWO_HUMANS + POLICIES + SHRED + PLACES + RECORD + SEALED, DROPPED),
        *fact_table("agencies_agencyfact"),
        append_only("agencies_agency"),
        append_only("agencies_batch"),
        grant("agencies_agency", app="SELECT, INSERT"),
        grant("agencies_batch", app="SELECT"),
        grant("agencies_query", app="SELECT"),
        grant("agencies_canary", app="SELECT, INSERT, UPDATE (encrypted, keyed_hash)"),
    )
