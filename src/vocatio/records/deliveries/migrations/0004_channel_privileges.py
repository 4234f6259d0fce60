"""What each role may do with alerts and letters, and what never changes about them."""

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, grant

# How an alert or a letter ended stays so: its fact says the same.
ENDS_ONCE = """
CREATE FUNCTION vocatio_check_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.outcome <> '' AND NEW.outcome IS DISTINCT FROM OLD.outcome THEN
        RAISE EXCEPTION 'this % ended already', TG_TABLE_NAME
            USING ERRCODE = '23514', CONSTRAINT = 'ends_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ends_once BEFORE UPDATE ON deliveries_alert
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_end();
CREATE TRIGGER ends_once BEFORE UPDATE ON deliveries_printpiece
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_end();
"""

# A letter that is in a batch stays in it: moved into another one it would be printed twice.
ONE_BATCH = """
CREATE FUNCTION vocatio_check_piece() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.batch_id IS NOT NULL AND NEW.batch_id IS DISTINCT FROM OLD.batch_id THEN
        RAISE EXCEPTION 'a letter stays in its batch'
            USING ERRCODE = '23514', CONSTRAINT = 'piece_in_one_batch';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER in_one_batch BEFORE UPDATE ON deliveries_printpiece
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_piece();
"""


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("deliveries", "0003_channels"),)

    operations = (
        migrations.RunSQL(
            ENDS_ONCE,
            """DROP TRIGGER ends_once ON deliveries_printpiece;
               DROP TRIGGER ends_once ON deliveries_alert;
               DROP FUNCTION vocatio_check_end();""",
        ),
        migrations.RunSQL(
            ONE_BATCH,
            """DROP TRIGGER in_one_batch ON deliveries_printpiece;
               DROP FUNCTION vocatio_check_piece();""",
        ),
        append_only("deliveries_postalreport"),
        grant(
            "deliveries_delivery",
            app="SELECT, INSERT, UPDATE (done_until, due_at)",
            bulk="SELECT, INSERT",
        ),
        grant(
            "deliveries_alert",
            app="SELECT, INSERT, UPDATE (attempts, try_at, claimed_at, outcome, code, ended_at, "
            "settled)",
        ),
        grant(
            "deliveries_printbatch",
            app="SELECT, INSERT, UPDATE (pages, pdf_sha256, manifest, sealed_at, relayed_at)",
        ),
        grant(
            "deliveries_printpiece",
            app="SELECT, INSERT, UPDATE (batch_id, first_page, last_page, outcome, code)",
        ),
        grant("deliveries_postalreport", app="SELECT, INSERT"),
    )
