"""The floor in SQL reads one file at a time, however many cases there are.

- A view whose parts stand twice is made whole before anything is taken from it, unless it is
  told not to be: each opening of a case went through the files of all cases.
- Whatever asks for a fact names its case, too, since a fact is found by its case.
"""

from django.db import migrations

SQL = """
CREATE OR REPLACE VIEW cases_file AS
WITH every AS NOT MATERIALIZED (
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
                   WHERE f.case_id = NEW.subject_id AND c.case_id = NEW.subject_id) THEN
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

CREATE OR REPLACE FUNCTION vocatio_check_measure() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    said jsonb := (SELECT f.said -> 'data' FROM cases_file f
                   WHERE f.id = NEW.fact_id AND f.case_id = NEW.case_id);
BEGIN
    PERFORM vocatio_require_clear(NEW.case_id);
    PERFORM vocatio_require_heard(NEW.case_id, NEW.notice);
    PERFORM vocatio_require_signed(NEW.case_id, NEW.fact_id, NEW.signature_id, 'Measure');
    IF said ->> 'measure' IS DISTINCT FROM NEW.code
       OR said ->> 'document' IS DISTINCT FROM NEW.document::text
       OR said ->> 'notice' IS DISTINCT FROM NEW.notice::text
       OR said ->> 'finding' IS DISTINCT FROM NEW.finding_id::text
       OR (said ->> 'from')::timestamptz IS DISTINCT FROM NEW.starts
       OR (said ->> 'until')::timestamptz IS DISTINCT FROM NEW.until
       OR (said ->> 'review_on')::timestamptz IS DISTINCT FROM NEW.review_on
       OR said ->> 'scope' IS DISTINCT FROM NEW.scope THEN
        PERFORM vocatio_refuse('facts', 'a measure repeats what its fact says');
    ELSIF NOT EXISTS (SELECT FROM cases_finding f JOIN cases_file c ON c.id = f.fact_id
                      WHERE f.fact_id = NEW.finding_id AND f.case_id = NEW.case_id
                      AND c.case_id = NEW.case_id) THEN
        PERFORM vocatio_refuse('F9', 'no finding of this case that stands');
    ELSIF NOT EXISTS (SELECT FROM cases_file n WHERE n.case_id = NEW.case_id
                      AND n.kind = 'NoticeOfIntent' AND n.document = NEW.notice
                      AND n.said #> '{data,considers}' ? NEW.code) THEN
        PERFORM vocatio_refuse('F8', 'the notice did not name this measure');
    ELSIF NEW.starts < vocatio_now() + interval '14 days' THEN
        PERFORM vocatio_refuse('F13', 'it would start within 14 days');
    ELSIF NEW.until - NEW.starts > interval '181 days' THEN
        PERFORM vocatio_refuse('F15', 'longer than 6 months');
    ELSIF (SELECT coalesce(sum(m.until - m.starts), interval '0') FROM cases_measure m
           WHERE m.case_id = NEW.case_id) + (NEW.until - NEW.starts) > interval '365 days' THEN
        PERFORM vocatio_refuse('F15', 'longer than 12 months in one episode');
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """Says what it said before; an earlier state is no place to go back to."""

    dependencies = (("cases", "0006_providers"),)

    operations = (migrations.RunSQL(SQL),)
