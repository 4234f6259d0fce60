"""The floor in SQL: what no role can write, whichever way it comes.

Facts are read through two functions and a view; each decision is held by a trigger that asks
them. Numbers of days are those of `domain/law/floor.py`; a test compares them.
"""

# squawk: constraint-missing-not-valid because the tables were made just before, empty

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, fact_table, grant

# Every fact of an episode, of the case and of its summonses, less those that were retracted.
FACTS = """
CREATE VIEW cases_file AS
WITH every AS (
    SELECT f.subject_id AS case_id, f.id, f.kind, f.source, f.recorded_at, f.subject_id,
           convert_from(f.canonical, 'UTF8')::jsonb AS said
    FROM cases_casefact f
    UNION ALL
    SELECT s.case_id, f.id, f.kind, f.source, f.recorded_at, f.subject_id,
           convert_from(f.canonical, 'UTF8')::jsonb
    FROM cases_casesummons s JOIN summonses_summonsfact f ON f.subject_id = s.summons_id
)
SELECT e.case_id, e.id, e.kind, e.source, e.recorded_at, e.said,
       coalesce((e.said #>> '{data,document}')::uuid, e.subject_id) AS document,
       (e.said #>> '{by,human}')::uuid AS human
FROM every e
WHERE NOT EXISTS (SELECT FROM every r WHERE r.case_id = e.case_id AND r.kind = 'Retraction'
                  AND r.said #>> '{data,retracts}' = e.id::text);
"""

# Evidenced receipt, as domain/summons/receipt.py says it; by when it was recorded (F2).
RECEIPT = """
CREATE FUNCTION vocatio_received(in_case uuid, wanted uuid) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT min(f.recorded_at) FROM cases_file f,
        LATERAL (SELECT f.said -> 'data' AS d) said
    WHERE f.case_id = in_case AND f.document = wanted AND (
        (f.kind = 'ContentHandover'
         AND f.said -> 'by' = jsonb_build_object('person', f.said ->> 'person'))
        OR (coalesce(d ->> 'place', '') <> '' AND coalesce(d ->> 'evidence_reference', '') <> ''
            AND CASE f.kind
                WHEN 'ReceivedFromNonERDS' THEN f.source ~ '^carrier:.' AND d ->> 'channel' = 'paper'
                    AND d ->> 'event' = 'delivered_to_person'
                    AND d ->> 'evidence' IN ('signature', 'witness')
                WHEN 'RelayToNonERDSFailure' THEN f.source ~ '^carrier:.'
                    AND d ->> 'channel' = 'paper' AND d ->> 'reason' = 'refused'
                    AND d ->> 'evidence' = 'witness'
                WHEN 'HandOver' THEN f.human IS NOT NULL AND d ->> 'channel' = 'hand'
                    AND d ->> 'evidence' IN ('signature', 'witness')
                WHEN 'ConsignmentRejection' THEN f.human IS NOT NULL AND d ->> 'channel' = 'hand'
                    AND d ->> 'evidence' = 'witness'
                ELSE false END))
$$;

CREATE FUNCTION vocatio_refuse(rule text, why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', why USING ERRCODE = '23514', CONSTRAINT = rule;
END $$;
"""

# F4, F7, F9, F16, F17, F26: what stands in a file against anything adverse.
STANDS_AGAINST = """
CREATE FUNCTION vocatio_require_clear(in_case uuid) RETURNS void
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
    IF EXISTS (SELECT FROM cases_file r WHERE r.case_id = in_case AND r.kind = 'Request'
               AND NOT EXISTS (SELECT FROM cases_file d WHERE d.case_id = in_case
                   AND d.kind = 'Decision' AND d.said #>> '{data,request}' = r.id::text)) THEN
        PERFORM vocatio_refuse('F7', 'a request waits for its answer');
    END IF;
    IF EXISTS (SELECT FROM cases_file f WHERE f.case_id = in_case
               AND (f.kind = 'Appearance'
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

# F8, F10, F11: the hearing, and who signs.
HEARD_AND_SIGNED = """
CREATE FUNCTION vocatio_require_heard(in_case uuid, notified uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    received timestamptz := vocatio_received(in_case, notified);
BEGIN
    IF notified IS DISTINCT FROM (SELECT n.document FROM cases_file n
            WHERE n.case_id = in_case AND n.kind = 'NoticeOfIntent'
            ORDER BY n.recorded_at DESC LIMIT 1) THEN
        PERFORM vocatio_refuse('F8', 'not the newest notice of intent of this case');
    ELSIF received IS NULL OR vocatio_now() - received < interval '14 days' THEN
        PERFORM vocatio_refuse('F8', '14 days from evidenced receipt of the notice have not passed');
    END IF;
END $$;

CREATE FUNCTION vocatio_require_signed(in_case uuid, decided uuid, signed uuid, expected text)
RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    signature cases_signature;
    decision cases_file;
BEGIN
    SELECT * INTO signature FROM cases_signature WHERE id = signed;
    SELECT * INTO decision FROM cases_file WHERE id = decided AND case_id = in_case;
    IF decision.id IS NULL OR decision.kind <> expected THEN
        PERFORM vocatio_refuse('facts', 'a decision repeats the fact of its own case and kind');
    ELSIF signature.fact_id IS DISTINCT FROM decided
          OR signature.human_id IS DISTINCT FROM decision.human THEN
        PERFORM vocatio_refuse('F10', 'the signature is of another decision, or another human');
    ELSIF NOT EXISTS (SELECT FROM cases_member m JOIN cases_body b ON b.code = m.body_id
                      WHERE m.human_id = decision.human AND b.independent) THEN
        PERFORM vocatio_refuse('F11', 'whoever signs belongs to no independent body');
    ELSIF EXISTS (SELECT FROM cases_file f WHERE f.case_id = in_case AND f.human = decision.human
                  AND f.kind NOT IN ('HearingAnswer', 'Finding', 'Measure', 'MeasureReview')) THEN
        PERFORM vocatio_refuse('F10', 'whoever signs took part before');
    END IF;
END $$;
"""

DECISIONS = """
CREATE FUNCTION vocatio_check_signature() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF abs(extract(epoch FROM NEW.signed_at - vocatio_now())) > 600 THEN
        PERFORM vocatio_refuse('F2', 'a signature is given now');
    END IF;
    -- One human signs one after the other, so that the count is true.
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.human_id::text, 10));
    IF (SELECT count(*) FROM cases_signature s WHERE s.human_id = NEW.human_id
        AND s.signed_at > NEW.signed_at - interval '1 day') >= 20 THEN
        PERFORM vocatio_refuse('F10', 'nobody weighs more files than 20 in one day');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER floor BEFORE INSERT ON cases_signature
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_signature();

CREATE FUNCTION vocatio_check_finding() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM vocatio_require_clear(NEW.case_id);
    PERFORM vocatio_require_heard(NEW.case_id, NEW.notice);
    PERFORM vocatio_require_signed(NEW.case_id, NEW.fact_id, NEW.signature_id, 'Finding');
    RETURN NEW;
END $$;
CREATE TRIGGER floor BEFORE INSERT ON cases_finding
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_finding();

CREATE FUNCTION vocatio_check_measure() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    said jsonb := (SELECT f.said -> 'data' FROM cases_file f WHERE f.id = NEW.fact_id);
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
                      WHERE f.fact_id = NEW.finding_id AND f.case_id = NEW.case_id) THEN
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
CREATE TRIGGER floor BEFORE INSERT ON cases_measure
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_measure();
"""

# No state without its facts, nor a decision among the facts without its row: looked at when
# the transaction ends, since the fact comes first.
FACTS_AND_ROWS = """
CREATE FUNCTION vocatio_check_case_fact() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER floor AFTER INSERT ON cases_casefact
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_case_fact();

CREATE FUNCTION vocatio_check_case_summons() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM summonses_summons s JOIN cases_case c ON c.id = NEW.case_id
                   WHERE s.id = NEW.summons_id AND s.person_id = c.person_id
                     AND s.category = c.duty) THEN
        PERFORM vocatio_refuse('F17', 'an episode is of one person and one duty');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER floor BEFORE INSERT ON cases_casesummons
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_case_summons();
"""

DROPPED = """
DROP TRIGGER floor ON cases_casesummons;
DROP TRIGGER floor ON cases_casefact;
DROP TRIGGER floor ON cases_measure;
DROP TRIGGER floor ON cases_finding;
DROP TRIGGER floor ON cases_signature;
DROP FUNCTION vocatio_check_case_summons(), vocatio_check_case_fact(), vocatio_check_measure(),
    vocatio_check_finding(), vocatio_check_signature(),
    vocatio_require_signed(uuid, uuid, uuid, text), vocatio_require_heard(uuid, uuid),
    vocatio_require_clear(uuid), vocatio_received(uuid, uuid), vocatio_refuse(text, text);
DROP VIEW cases_file;
"""

SQL = FACTS + RECEIPT + STANDS_AGAINST + HEARD_AND_SIGNED + DECISIONS + FACTS_AND_ROWS

#: Rows that never change once they are there.
FIXED = (
    *("cases_case", "cases_casesummons"),
    *("cases_signature", "cases_finding", "cases_measure"),
)


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("cases", "0001_initial"), ("ledger", "0002_clock_and_privileges"))

    operations = (
        migrations.RunSQL(SQL, DROPPED),
        *fact_table("cases_casefact"),
        *(append_only(table) for table in FIXED),
        # Which bodies there are, and who sits on them, is not the application's to say (F11).
        grant("cases_body", app="SELECT"),
        grant("cases_member", app="SELECT"),
        grant("cases_case", app="SELECT, INSERT"),
        grant("cases_casesummons", app="SELECT, INSERT"),
        grant("cases_signature", app="SELECT, INSERT"),
        grant("cases_finding", app="SELECT, INSERT"),
        grant("cases_measure", app="SELECT, INSERT"),
        grant("cases_file", app="SELECT"),
    )
