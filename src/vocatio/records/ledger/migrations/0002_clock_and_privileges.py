"""The database's own clock, the checks on facts, and what each role may do."""

# squawk: constraint-missing-not-valid because the table has one row, made here

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, grant

ROLES = """
DO $$
DECLARE missing text;
BEGIN
    SELECT string_agg(name, ', ') INTO missing
    FROM unnest(ARRAY['vocatio_owner', 'vocatio_migrator', 'vocatio_app', 'vocatio_bulk',
                      'vocatio_retention']) AS name
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name);
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION 'the roles % are missing: run “vocatio database create” first', missing;
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO vocatio_app, vocatio_bulk, vocatio_retention;
"""

# house: clock because the row says when the real clock stood so
# Which kind of installation this is comes from whoever creates the database, once.
INSTALLATION = """
INSERT INTO ledger_installation (singleton, kind, created_at)
VALUES (true, coalesce(nullif(current_setting('vocatio.kind', true), ''), 'production'),
        clock_timestamp());
INSERT INTO ledger_democlock (singleton, ahead)
SELECT true, interval '0' FROM ledger_installation WHERE kind = 'demo';
ALTER TABLE ledger_installation ADD CONSTRAINT installation_kind
    CHECK (kind IN ('demo', 'production'));
"""

# house: clock because this is the database's own clock
# The functions run with the owner's rights, because nobody else may touch the two tables.
CLOCK = """
CREATE FUNCTION vocatio_now() RETURNS timestamptz
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT clock_timestamp() + coalesce(
        (SELECT c.ahead FROM ledger_democlock c, ledger_installation i WHERE i.kind = 'demo'),
        interval '0')
$$;

CREATE FUNCTION vocatio_demo_advance(step interval) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT kind FROM ledger_installation) <> 'demo' THEN
        RAISE EXCEPTION 'only the clock of a demo can be moved' USING ERRCODE = '42501';
    END IF;
    IF step < interval '0' THEN
        RAISE EXCEPTION 'time does not run backwards' USING ERRCODE = '22023';
    END IF;
    UPDATE ledger_democlock SET ahead = ahead + step;
    RETURN vocatio_now();
END $$;
"""

# 10 minutes: a batch may take that long between reading the clock and its last insert.
CHECKS = """
CREATE FUNCTION vocatio_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: a correction is a new fact', TG_TABLE_NAME
        USING ERRCODE = '42501';
END $$;

CREATE FUNCTION vocatio_check_fact() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    clock timestamptz := vocatio_now();
    hashed jsonb := convert_from(NEW.canonical, 'UTF8')::jsonb;
BEGIN
    IF NEW.recorded_at > clock + interval '5 seconds'
       OR NEW.recorded_at < clock - interval '10 minutes' THEN
        RAISE EXCEPTION 'recorded_at % is not now (%)', NEW.recorded_at, clock
            USING ERRCODE = '23514', CONSTRAINT = 'fact_recorded_now';
    END IF;
    IF NEW.occurred_at > NEW.recorded_at THEN
        RAISE EXCEPTION 'a fact cannot be recorded before it occurred'
            USING ERRCODE = '23514', CONSTRAINT = 'fact_no_back_dating';
    END IF;
    IF hashed ->> 'id' IS DISTINCT FROM NEW.id::text
       OR hashed ->> 'kind' IS DISTINCT FROM NEW.kind
       OR hashed ->> 'source' IS DISTINCT FROM NEW.source
       OR hashed ->> 'person' IS DISTINCT FROM NEW.person_id::text
       OR hashed ->> 'subject' IS DISTINCT FROM NEW.subject_id::text
       OR (hashed ->> 'occurred_at')::timestamptz IS DISTINCT FROM NEW.occurred_at
       OR (hashed ->> 'recorded_at')::timestamptz IS DISTINCT FROM NEW.recorded_at THEN
        RAISE EXCEPTION 'the columns of this fact differ from its hashed bytes'
            USING ERRCODE = '23514', CONSTRAINT = 'fact_columns_match_bytes';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """After the tables of the ledger."""

    dependencies = (("ledger", "0001_initial"),)

    operations = (
        migrations.RunSQL(ROLES, migrations.RunSQL.noop),
        migrations.RunSQL(INSTALLATION, migrations.RunSQL.noop),
        migrations.RunSQL(
            CLOCK,
            "DROP FUNCTION vocatio_demo_advance(interval); DROP FUNCTION vocatio_now();",
        ),
        migrations.RunSQL(
            CHECKS,
            "DROP FUNCTION vocatio_check_fact(); DROP FUNCTION vocatio_refuse_change();",
        ),
        append_only("ledger_installation"),
        append_only("ledger_commitment"),
        append_only("ledger_profileversion"),
        grant("ledger_profileversion", app="SELECT, INSERT", bulk="SELECT"),
        grant("ledger_installation", app="SELECT", bulk="SELECT", retention="SELECT"),
        grant("ledger_commitment", app="SELECT, INSERT", bulk="SELECT, INSERT"),
        grant(
            "ledger_salt", app="SELECT, INSERT", bulk="SELECT, INSERT", retention="SELECT, DELETE"
        ),
    )
