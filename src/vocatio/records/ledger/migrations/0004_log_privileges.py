"""What each role may do to the log, the queue that fills itself, and the checks on versions."""

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, grant

ROLES = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vocatio_sequencer') THEN
        RAISE EXCEPTION 'the role vocatio_sequencer is missing: run “vocatio database create” first';
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO vocatio_sequencer;
"""

# Nobody can commit and forget to queue: it is the commitment itself that queues. With the
# owner's rights, since no role but the sequencer may touch the queue.
QUEUE = """
CREATE FUNCTION vocatio_queue_commitments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO ledger_queued (record_id) SELECT record_id FROM written;
    RETURN NULL;
END $$;
CREATE TRIGGER queued AFTER INSERT ON ledger_commitment
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION vocatio_queue_commitments();
INSERT INTO ledger_queued (record_id) SELECT record_id FROM ledger_commitment;
"""

# Rows come and go all day: dead ones must not pile up before the live ones.
VACUUM = """
ALTER TABLE ledger_queued SET (autovacuum_vacuum_scale_factor = 0,
                               autovacuum_vacuum_threshold = 20000,
                               autovacuum_vacuum_insert_threshold = -1);
"""

LENGTHS = """
ALTER TABLE ledger_commitment
    ADD CONSTRAINT commitment_32_bytes CHECK (octet_length(entry) = 32) NOT VALID;
ALTER TABLE ledger_salt
    ADD CONSTRAINT salt_32_bytes CHECK (octet_length(salt) = 32) NOT VALID;
ALTER TABLE ledger_leaf
    ADD CONSTRAINT leaf_from_zero CHECK (index >= 0) NOT VALID;
ALTER TABLE ledger_checkpoint
    ADD CONSTRAINT checkpoint_grows CHECK (previous_id IS NULL OR previous_id < size) NOT VALID,
    ADD CONSTRAINT checkpoint_root_32_bytes CHECK (octet_length(root) = 32) NOT VALID;
"""

VERSIONS = """
CREATE FUNCTION vocatio_check_profile_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF encode(sha256(NEW.canonical), 'hex') IS DISTINCT FROM NEW.version
       OR convert_from(NEW.canonical, 'UTF8')::jsonb #>> '{profile,code}'
          IS DISTINCT FROM NEW.code THEN
        RAISE EXCEPTION 'the columns of this profile differ from its hashed bytes'
            USING ERRCODE = '23514', CONSTRAINT = 'profile_columns_match_bytes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_version BEFORE INSERT ON ledger_profileversion
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_profile_version();
"""

READ = {"app": "SELECT", "bulk": "SELECT"}


class Migration(migrations.Migration):
    """After the tables of the log."""

    dependencies = (("ledger", "0003_log"),)

    operations = (
        migrations.RunSQL(ROLES, migrations.RunSQL.noop),
        migrations.RunSQL(
            QUEUE,
            """DROP TRIGGER queued ON ledger_commitment;
               DROP FUNCTION vocatio_queue_commitments();""",
        ),
        migrations.RunSQL(VACUUM, migrations.RunSQL.noop),
        migrations.RunSQL(LENGTHS, migrations.RunSQL.noop),
        migrations.RunSQL(
            VERSIONS,
            """DROP TRIGGER check_version ON ledger_profileversion;
               DROP FUNCTION vocatio_check_profile_version();""",
        ),
        *(
            append_only(table)
            for table in ("ledger_leaf", "ledger_checkpoint", "ledger_stamp", "ledger_cosignature")
        ),
        grant("ledger_commitment", sequencer="SELECT"),
        grant("ledger_installation", sequencer="SELECT"),
        grant("ledger_queued", **READ, sequencer="SELECT, DELETE"),
        grant("ledger_leaf", **READ, sequencer="SELECT, INSERT"),
        grant("ledger_checkpoint", **READ, sequencer="SELECT, INSERT"),
        grant("ledger_stamp", app="SELECT, INSERT", bulk="SELECT"),
        grant("ledger_cosignature", app="SELECT, INSERT", bulk="SELECT"),
    )
