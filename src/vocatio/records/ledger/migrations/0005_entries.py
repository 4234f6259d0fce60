"""Queue and leaves hold the entries themselves: the sequencer joins nothing."""

# squawk: ban-drop-default because nothing is in production yet: processes start after it

from django.db import migrations, models

QUEUE = """
CREATE OR REPLACE FUNCTION vocatio_queue_commitments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO ledger_queued (record_id, entry) SELECT record_id, entry FROM written;
    RETURN NULL;
END $$;
UPDATE ledger_queued q SET entry = c.entry
FROM ledger_commitment c WHERE c.record_id = q.record_id;
"""


class Migration(migrations.Migration):
    """After the first form of the queue."""

    dependencies = (("ledger", "0004_log_privileges"),)

    operations = (
        migrations.AddField(
            "queued", "entry", models.BinaryField(default=b""), preserve_default=False
        ),
        migrations.AddField(
            "leaf", "entry", models.BinaryField(default=b""), preserve_default=False
        ),
        migrations.RunSQL(QUEUE, migrations.RunSQL.noop),
    )
