"""The floor in SQL, second part: the folder of a duty, who signs where, and appeals.

- To a file belong all summonses to the duty, whoever forgets to say so.
- A signature names body and realm, and the account it was given from came in through that realm.
- Accounts in the realm of a body are not the application's to make (F11).
- An appeal is decided, and an order or a review made, under a signature of that body; an appeal
  by somebody who has done nothing in the file before (F14).
- Requests and appearances weigh as `domain/consequences` has it: the same request blocks once (F7),
  and somebody who came years ago can stay away today (F16).
"""

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, grant

FACTS = """
CREATE VIEW cases_file AS
WITH every AS (
    SELECT f.subject_id AS case_id, f.id, f.kind, f.source, f.recorded_at, f.subject_id,
           convert_from(f.canonical, 'UTF8')::jsonb AS said
    FROM cases_casefact f
    UNION ALL
    SELECT c.id, f.id, f.kind, f.source, f.recorded_at, f.subject_id,
           convert_from(f.canonical, 'UTF8')::jsonb
    FROM cases_case c
    JOIN summonses_summons s ON s.person_id = c.person_id AND s.category = c.duty
    JOIN summonses_summonsfact f ON f.subject_id = s.id
)
SELECT e.case_id, e.id, e.kind, e.source, e.recorded_at, e.said,
       coalesce((e.said #>> '{data,document}')::uuid, e.subject_id) AS document,
       (e.said #>> '{by,human}')::uuid AS human
FROM every e
WHERE NOT EXISTS (SELECT FROM every r WHERE r.case_id = e.case_id AND r.kind = 'Retraction'
                  AND r.said #>> '{data,retracts}' = e.id::text);
"""

CLEAR = """
CREATE OR REPLACE FUNCTION vocatio_require_clear(in_case uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    missed record;
    received timestamptz;
    dated timestamptz;
BEGIN
    SELECT a.* INTO missed FROM cases_file o
    JOIN cases_file a ON a.case_id = o.case_id AND a.kind = 'Absence'
         AND a.id::text = o.said #>> '{data,absence}'
    WHERE o.case_id = in_case AND o.kind = 'CaseOpened' ORDER BY o.recorded_at DESC LIMIT 1;
    IF missed IS NULL THEN
        PERFORM vocatio_refuse('F9', 'no case without an absence that stands');
    END IF;
    received := vocatio_received(in_case, missed.document);
    SELECT min(f.recorded_at) INTO dated FROM cases_file f
    WHERE f.case_id = in_case AND f.document = missed.document
      AND f.kind IN ('SubmissionAcceptance', 'Appointment')
      AND f.said #> '{data,starts_at}' = missed.said #> '{data,starts_at}';
    IF received IS NULL THEN
        PERFORM vocatio_refuse('F9', 'no evidenced receipt of the summons');
    ELSIF dated IS NULL OR (missed.said #>> '{data,starts_at}')::timestamptz
          - greatest(received, dated) < interval '14 days' THEN
        PERFORM vocatio_refuse('F4', 'less than 14 days from receipt to the appearance');
    END IF;
    IF EXISTS (SELECT FROM cases_file q WHERE q.case_id = in_case AND q.kind = 'Request'
               AND NOT EXISTS (SELECT FROM cases_file d WHERE d.case_id = in_case
                   AND d.kind = 'Decision' AND d.said #>> '{data,request}' = q.id::text)
               AND NOT EXISTS (SELECT FROM cases_file p WHERE p.case_id = in_case
                   AND p.kind = 'Request' AND p.recorded_at < q.recorded_at
                   AND p.said #> '{data,kind}' = q.said #> '{data,kind}'
                   AND p.said #> '{data,grounds}' IS NOT DISTINCT FROM q.said #> '{data,grounds}'
               )) THEN
        PERFORM vocatio_refuse('F7', 'a request waits for its answer');
    END IF;
    IF EXISTS (SELECT FROM cases_file f WHERE f.case_id = in_case
               AND (f.kind = 'Appearance' AND (f.document = missed.document
                                               OR f.recorded_at > missed.recorded_at)
                    OR f.kind = 'Recall' AND f.document = missed.document)) THEN
        PERFORM vocatio_refuse('F16', 'they appeared, or were called back');
    END IF;
    IF EXISTS (SELECT FROM cases_file c WHERE c.case_id = in_case AND c.kind = 'NotMe'
               AND NOT EXISTS (SELECT FROM cases_file d WHERE d.case_id = in_case
                   AND d.kind = 'NotMeDecision' AND d.said #>> '{data,claim}' = c.id::text
                   AND d.said #>> '{data,outcome}' = 'dismissed')) THEN
        PERFORM vocatio_refuse('F1', 'identity is disputed');
    END IF;
    IF EXISTS (SELECT FROM cases_file f WHERE f.case_id = in_case AND f.kind = 'Stay'
               AND vocatio_now() < least((f.said #>> '{data,until}')::timestamptz,
                                         f.recorded_at + interval '30 days')) THEN
        PERFORM vocatio_refuse('F26', 'the case is stayed');
    END IF;
END $$;
"""

SIGNATURES = """
CREATE OR REPLACE FUNCTION vocatio_check_signature() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF abs(extract(epoch FROM NEW.signed_at - vocatio_now())) > 600 THEN
        PERFORM vocatio_refuse('F2', 'a signature is given now');
    END IF;
    IF NOT EXISTS (
        SELECT FROM cases_casefact f
        JOIN access_account a
          ON a.id = (convert_from(f.canonical, 'UTF8')::jsonb #>> '{by,account}')::uuid
        JOIN cases_member m ON m.human_id = a.natural_person_id
        JOIN cases_body b ON b.code = m.body_id
        WHERE f.id = NEW.fact_id AND a.natural_person_id = NEW.human_id AND a.realm = NEW.realm
          AND b.code = NEW.body_id AND b.realm = NEW.realm AND b.independent) THEN
        PERFORM vocatio_refuse('F11', 'signed by no member of an independent body who came in there');
    END IF;
    -- One human signs one after the other, so that the count is true.
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.human_id::text, 10));
    IF (SELECT count(*) FROM cases_signature s WHERE s.human_id = NEW.human_id
        AND s.signed_at > NEW.signed_at - interval '1 day') >= 20 THEN
        PERFORM vocatio_refuse('F10', 'nobody weighs more files than 20 in one day');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION vocatio_check_account() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.realm <> 'office' AND current_user IN ('vocatio_app', 'vocatio_bulk') THEN
        PERFORM vocatio_refuse('F11', 'accounts of another body are not made or changed here');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER floor BEFORE INSERT OR UPDATE ON access_account
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_account();
"""

CASE_FACTS = """
CREATE OR REPLACE FUNCTION vocatio_check_case_fact() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    author uuid := (convert_from(NEW.canonical, 'UTF8')::jsonb #>> '{by,human}')::uuid;
BEGIN
    IF NEW.kind = 'Finding' AND NOT EXISTS (SELECT FROM cases_finding WHERE fact_id = NEW.id)
       OR NEW.kind = 'Measure' AND NOT EXISTS (SELECT FROM cases_measure WHERE fact_id = NEW.id)
    THEN
        PERFORM vocatio_refuse('facts', 'a decision enters with the row that is checked');
    ELSIF NEW.kind = 'CaseOpened' THEN
        IF EXISTS (SELECT FROM cases_finding f JOIN cases_file c ON c.id = f.fact_id
                   WHERE f.case_id = NEW.subject_id) THEN
            PERFORM vocatio_refuse('F17', 'one refusal of a duty is one episode');
        END IF;
        PERFORM vocatio_require_clear(NEW.subject_id);
    ELSIF NEW.kind = 'NoticeOfIntent' THEN
        PERFORM vocatio_require_clear(NEW.subject_id);
    ELSIF NEW.kind IN ('AppealDecision', 'EnforcementOrder', 'MeasureReview') THEN
        IF NOT EXISTS (SELECT FROM cases_signature WHERE fact_id = NEW.id) THEN
            PERFORM vocatio_refuse('F11', 'signed by nobody of an independent body');
        ELSIF NEW.kind <> 'MeasureReview' AND EXISTS (
                SELECT FROM cases_file f WHERE f.case_id = NEW.subject_id AND f.human = author
                AND (f.recorded_at, f.id) < (NEW.recorded_at, NEW.id)) THEN
            PERFORM vocatio_refuse('F14', 'who decides an appeal took no part before');
        END IF;
    END IF;
    RETURN NULL;
END $$;
"""

SQL = FACTS + CLEAR + SIGNATURES + CASE_FACTS


class Migration(migrations.Migration):
    """After the tables; an earlier state of these rules is no place to go back to."""

    dependencies = (("cases", "0003_documents"), ("access", "0005_realms"))

    operations = (
        migrations.RunSQL(SQL),
        append_only("cases_document"),
        grant("cases_document", app="SELECT, INSERT"),
        grant("cases_standing", app="SELECT, INSERT, UPDATE (office_id, state)"),
        grant("cases_file", app="SELECT"),
    )
