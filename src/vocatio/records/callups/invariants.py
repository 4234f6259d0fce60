"""What must hold between facts, manifests, summonses and inboxes, as SQL of its own.

Each query counts what breaks the rule. None of them calls the deciders again: they
read facts alone, so that a mistake in a decider cannot hide itself.
"""

from django.db import connection

from vocatio.records.deliveries.invariants import INVARIANTS as DELIVERIES

#: What each query finds as `committed`: everything that is committed to the log, with the id
#: under which it is.
COMMITTED = """
WITH committed AS (
    SELECT id, canonical FROM summonses_summonsfact
    UNION ALL SELECT id, canonical FROM callups_callupfact
    UNION ALL SELECT id, canonical FROM deliveries_outagefact
    UNION ALL SELECT id, canonical FROM register_registerfact
    UNION ALL SELECT id, canonical FROM register_personfact
    UNION ALL SELECT id, canonical FROM cases_casefact
    UNION ALL SELECT id, canonical FROM agencies_agencyfact
    UNION ALL SELECT id, canonical FROM agencies_batch
    UNION ALL SELECT id, canonical FROM access_reading
    UNION ALL SELECT id, canonical FROM ledger_stamp
    UNION ALL SELECT id, canonical FROM ledger_cosignature
    UNION ALL SELECT left(version, 32)::uuid, canonical FROM ledger_profileversion
    UNION ALL SELECT left(version, 32)::uuid, canonical FROM ledger_calendarversion)
"""

#: rule -> a query that returns the number of offenders.
INVARIANTS: dict[str, str] = {
    **DELIVERIES,
    "every issued entry has its summons, for its person": """
        SELECT count(*)
        FROM callups_manifestentry e LEFT JOIN summonses_summons s ON s.id = e.summons_id
        WHERE e.outcome = 'issued' AND (s.id IS NULL OR s.person_id <> e.person_id)""",
    "no withheld or waiting entry has a summons": """
        SELECT count(*)
        FROM callups_manifestentry e JOIN summonses_summons s ON s.id = e.summons_id
        WHERE e.outcome <> 'issued'""",
    "no summons is beside a manifest": """
        SELECT count(*) FROM summonses_summons s
        WHERE NOT EXISTS (SELECT FROM callups_manifestentry e WHERE e.summons_id = s.id)""",
    "a released call-up has no entry left, and its numbers agree": """
        SELECT count(*) FROM callups_callupfact f
        WHERE f.kind IN ('Released', 'Stop') AND (
            (convert_from(f.canonical, 'UTF8')::jsonb #>> '{data,issued}')::int <>
                (SELECT count(*) FROM callups_manifestentry e
                 WHERE e.manifest_id = f.subject_id AND e.outcome = 'issued')
            OR EXISTS (SELECT FROM callups_manifestentry e
                       WHERE e.manifest_id = f.subject_id AND e.outcome = ''))""",
    "the manifest has as many entries as it says": """
        SELECT count(*) FROM callups_manifest m
        WHERE m.entries <> (SELECT count(*) FROM callups_manifestentry e
                            WHERE e.manifest_id = m.approval_id)""",
    "nobody is summoned twice by one call-up": """
        SELECT count(*) FROM (SELECT FROM summonses_summons
                              GROUP BY callup_id, person_id HAVING count(*) > 1) twice""",
    "issue, new date and withdrawal name the hash of a content, and each content is named once": """
        SELECT count(*) FROM (
            SELECT subject_id, convert_from(canonical, 'UTF8')::jsonb #>> '{data,content}' AS hash
            FROM summonses_summonsfact
            WHERE kind IN ('SubmissionAcceptance', 'Appointment', 'Recall')) n
        FULL JOIN documents_content c
               ON c.summons_id = n.subject_id AND encode(c.sha256, 'hex') = n.hash
        WHERE n.hash IS NULL OR c.canonical IS NULL OR c.sha256 <> sha256(c.canonical)""",
    "two humans for every release (four eyes)": """
        SELECT count(*) FROM callups_callupfact r
        WHERE r.kind = 'Release' AND NOT EXISTS (
            SELECT FROM callups_callupfact s, callups_callupfact a
            WHERE s.subject_id = r.subject_id AND a.subject_id = r.subject_id
              AND s.kind = 'Submission' AND a.kind = 'Approval'
              AND convert_from(s.canonical, 'UTF8')::jsonb #>> '{by,human}'
               <> convert_from(a.canonical, 'UTF8')::jsonb #>> '{by,human}')""",
    "two humans for every correction (four eyes), and none beside one": """
        SELECT (SELECT count(*) FROM callups_callupfact a
                WHERE a.kind = 'CorrectionApproval' AND NOT EXISTS (
                    SELECT FROM callups_callupfact s
                    WHERE s.kind = 'Correction' AND s.subject_id = a.subject_id
                      AND s.id::text
                        = convert_from(a.canonical, 'UTF8')::jsonb #>> '{data,correction}'
                      AND convert_from(s.canonical, 'UTF8')::jsonb #>> '{by,human}'
                       <> convert_from(a.canonical, 'UTF8')::jsonb #>> '{by,human}'))
             + (SELECT count(*) FROM summonses_summonsfact f
                JOIN summonses_summons m ON m.id = f.subject_id
                WHERE f.kind = 'Recall' AND NOT EXISTS (
                    SELECT FROM callups_callupfact a
                    WHERE a.kind = 'CorrectionApproval' AND a.subject_id = m.callup_id
                      AND convert_from(a.canonical, 'UTF8')::jsonb #>> '{data,correction}'
                        = convert_from(f.canonical, 'UTF8')::jsonb #>> '{data,corrects}'))""",
    "no summons for minors, the dead, the detained, the sick or the protected (F22)": """
        SELECT count(*) FROM summonses_summonsfact f
        LEFT JOIN register_particulars p ON p.person_id = f.person_id
             AND p.recorded_at <= f.recorded_at
             AND (p.superseded_at IS NULL OR p.superseded_at > f.recorded_at)
             AND p.valid_until IS NULL
        JOIN summonses_summons m ON m.id = f.subject_id
        JOIN callups_callup c ON c.id = m.callup_id
        JOIN callups_order o ON o.id = c.order_id
        WHERE f.kind = 'SubmissionAcceptance' AND (
            p.born_latest IS NULL OR p.born_latest + interval '18 years' > o.reference_date
            OR EXISTS (SELECT FROM register_liabilitystatus t
                       WHERE t.person_id = f.person_id AND t.holds IS NOT FALSE
                         AND t.kind IN ('dead', 'detained', 'hospitalised', 'protected')
                         AND t.recorded_at <= f.recorded_at
                         AND (t.superseded_at IS NULL OR t.superseded_at > f.recorded_at)
                         AND (t.valid_from IS NULL OR t.valid_from <= o.reference_date)
                         AND (t.valid_until IS NULL OR t.valid_until > o.reference_date)))""",
    "no summons without a number and an address from another source (F1)": """
        SELECT count(*) FROM summonses_summons s
        WHERE NOT EXISTS (SELECT FROM register_identifier i
                          WHERE i.person_id = s.person_id AND i.scheme = 'number')
           OR NOT EXISTS (SELECT FROM register_address a
                          WHERE a.person_id = s.person_id AND a.source <> 'number')""",
    "no absence while a request was open (F7)": """
        SELECT count(*) FROM summonses_summonsfact a
        WHERE a.kind = 'Absence' AND EXISTS (
            SELECT FROM summonses_summonsfact r
            WHERE r.subject_id = a.subject_id AND r.kind = 'Request'
              AND r.recorded_at <= a.recorded_at
              AND NOT EXISTS (
                SELECT FROM summonses_summonsfact d
                WHERE d.subject_id = a.subject_id AND d.kind = 'Decision'
                  AND d.recorded_at <= a.recorded_at
                  AND convert_from(d.canonical, 'UTF8')::jsonb #>> '{data,request}'
                      = r.id::text))""",
    "nobody is absent after they appeared": """
        SELECT count(*) FROM summonses_summonsfact a
        JOIN summonses_summonsfact p ON p.subject_id = a.subject_id AND p.kind = 'Appearance'
        WHERE a.kind = 'Absence' AND p.recorded_at <= a.recorded_at""",
    "no absence before the time of the appointment": """
        SELECT count(*) FROM summonses_summonsfact a
        WHERE a.kind = 'Absence' AND a.recorded_at <
            (convert_from(a.canonical, 'UTF8')::jsonb #>> '{data,starts_at}')::timestamptz""",
    "every new date leaves 14 days (F4)": """
        SELECT count(*) FROM summonses_summonsfact f
        WHERE f.kind = 'Appointment' AND
            (convert_from(f.canonical, 'UTF8')::jsonb #>> '{data,starts_at}')::timestamptz
            < f.recorded_at + interval '14 days'""",
    "no slot holds more people than it has places": """
        SELECT count(*) FROM offices_slot t
        WHERE t.capacity < (
            SELECT count(*) FROM summonses_summons s
            WHERE s.slot_id = t.id AND NOT EXISTS (
                SELECT FROM summonses_summonsfact f
                WHERE f.subject_id = s.id AND f.kind = 'Recall'))""",
    "only the addressee opens": """
        SELECT count(*) FROM summonses_summonsfact f
        WHERE f.kind = 'ContentHandover' AND
            convert_from(f.canonical, 'UTF8')::jsonb #>> '{by,person}'
            IS DISTINCT FROM f.person_id::text
            AND NOT EXISTS (
                SELECT FROM register_merge m
                WHERE m.person_id = f.person_id AND m.recorded_at <= f.recorded_at
                  AND m.into_id::text = convert_from(f.canonical, 'UTF8')::jsonb #>> '{by,person}')
            """,
    "every fact, reading and version has its commitment, which its salt proves": """
        SELECT count(*) FROM committed f
        LEFT JOIN ledger_salt t ON t.record_id = f.id
        LEFT JOIN ledger_commitment c ON c.record_id = f.id
        WHERE c.entry IS NULL
           OR (t.salt IS NOT NULL AND c.entry <> sha256(t.salt || f.canonical))""",
    "no commitment and no salt is about something that is not there": """
        SELECT count(*) FROM (SELECT record_id FROM ledger_commitment
                              UNION ALL SELECT record_id FROM ledger_salt) c
        WHERE NOT EXISTS (SELECT FROM committed f WHERE f.id = c.record_id)""",
    "every commitment waits for the log or is a leaf of it, never both": """
        SELECT count(*) FROM ledger_commitment c
        LEFT JOIN ledger_leaf l USING (record_id) LEFT JOIN ledger_queued q USING (record_id)
        WHERE (l.record_id IS NULL) = (q.record_id IS NULL)""",
    "nothing waits for the log or is a leaf of it without its commitment": """
        SELECT count(*) FROM (SELECT record_id FROM ledger_leaf
                              UNION ALL SELECT record_id FROM ledger_queued) w
        WHERE NOT EXISTS (SELECT FROM ledger_commitment c WHERE c.record_id = w.record_id)""",
    "what the search finds is what the register says": "SELECT register_search_drift()",
    "leaves are numbered from 0 without a gap, and checkpoints end within them": """
        SELECT (SELECT coalesce(max(index) + 1, 0) - count(*) FROM ledger_leaf)
             + (SELECT count(*) FROM ledger_checkpoint
                WHERE size > (SELECT count(*) FROM ledger_leaf))""",
}


def offenders() -> dict[str, int]:
    """Rule -> how many break it, for all rules."""
    found = {}
    with connection.cursor() as cursor:
        for rule, query in INVARIANTS.items():
            cursor.execute(COMMITTED + query)
            found[rule] = int(cursor.fetchone()[0])
    return found
