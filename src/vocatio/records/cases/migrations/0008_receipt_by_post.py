"""Receipt in SQL says all that the domain says: a letter that came back shows nothing.

As domain/summons/receipt.py has it: a carrier that reports of one letter both that it was
delivered and that it came back has shown nothing; nor does a letter of a notice that was
withdrawn or replaced since (`earlier`).
"""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION vocatio_received(in_case uuid, wanted uuid) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT min(f.recorded_at) FROM cases_file f,
        LATERAL (SELECT f.said -> 'data' AS d) said
    WHERE f.case_id = in_case AND f.document = wanted AND d ->> 'earlier' IS NULL AND (
        (f.kind = 'ContentHandover'
         AND f.said -> 'by' = jsonb_build_object('person', f.said ->> 'person'))
        OR (coalesce(d ->> 'place', '') <> '' AND coalesce(d ->> 'evidence_reference', '') <> ''
            AND CASE f.kind
                WHEN 'ReceivedFromNonERDS' THEN f.source ~ '^carrier:.' AND d ->> 'channel' = 'paper'
                    AND d ->> 'event' = 'delivered_to_person'
                    AND d ->> 'evidence' IN ('signature', 'witness')
                    AND NOT EXISTS (
                        SELECT FROM cases_file b
                        WHERE b.case_id = in_case AND b.document = wanted
                          AND b.kind = 'RelayToNonERDSFailure'
                          AND b.said #>> '{data,piece}' = d ->> 'piece'
                          AND b.said #>> '{data,reason}' IS DISTINCT FROM 'refused')
                WHEN 'RelayToNonERDSFailure' THEN f.source ~ '^carrier:.'
                    AND d ->> 'channel' = 'paper' AND d ->> 'reason' = 'refused'
                    AND d ->> 'evidence' = 'witness'
                WHEN 'HandOver' THEN f.human IS NOT NULL AND d ->> 'channel' = 'hand'
                    AND d ->> 'evidence' IN ('signature', 'witness')
                WHEN 'ConsignmentRejection' THEN f.human IS NOT NULL AND d ->> 'channel' = 'hand'
                    AND d ->> 'evidence' = 'witness'
                ELSE false END))
$$;
"""


class Migration(migrations.Migration):
    """After the files are read one at a time."""

    dependencies = (("cases", "0007_one_file_at_a_time"),)

    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
