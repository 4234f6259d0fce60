"""What must hold between the facts of cases, their rows and their documents, as SQL of its own.

As in `callups.invariants`: each query counts what breaks the rule, and calls neither a decider
nor a function that a trigger asks.
"""

from django.db import connection

# What each fact of a case says, with the receipts of documents: the first paragraph of the floor.
SAID = """
WITH said AS (
    SELECT f.id, f.kind, f.subject_id AS case_id, f.recorded_at, f.person_id,
           convert_from(f.canonical, 'UTF8')::jsonb AS j
    FROM cases_casefact f),
receipt AS (
    SELECT case_id, (j #>> '{data,document}')::uuid AS document, min(recorded_at) AS at
    FROM said
    WHERE (kind = 'ContentHandover' AND j #>> '{by,person}' = person_id::text)
       OR (kind IN ('HandOver', 'ConsignmentRejection') AND j #>> '{by,human}' <> ''
           AND j #>> '{data,evidence_reference}' <> '')
       OR (kind = 'ReceivedFromNonERDS' AND j #>> '{data,event}' = 'delivered_to_person'
           AND j #>> '{data,evidence_reference}' <> '')
       OR (kind = 'RelayToNonERDSFailure' AND j #>> '{data,reason}' = 'refused'
           AND j #>> '{data,evidence}' = 'witness')
    GROUP BY 1, 2)
"""

INVARIANTS: dict[str, str] = {
    "a finding or measure has its row, signed by one member of an independent body (F10, F11)": """
        SELECT count(*) FROM said s
        LEFT JOIN cases_finding f ON f.fact_id = s.id
        LEFT JOIN cases_measure m ON m.fact_id = s.id
        LEFT JOIN cases_signature g ON g.fact_id = s.id
        LEFT JOIN cases_body b ON b.code = g.body_id
        WHERE s.kind IN ('Finding', 'Measure')
          AND (coalesce(f.signature_id, m.signature_id) IS DISTINCT FROM g.id
               OR g.human_id::text IS DISTINCT FROM s.j #>> '{by,human}'
               OR b.independent IS NOT TRUE)""",
    "one signature carries one decision (F10)": """
        SELECT count(*) FROM (
            SELECT FROM (SELECT signature_id FROM cases_finding
                         UNION ALL SELECT signature_id FROM cases_measure) AS d
            GROUP BY signature_id HAVING count(*) > 1) AS shared""",
    "who signs opened the file before, on the day or earlier (F10)": """
        SELECT count(*) FROM cases_signature g JOIN said s ON s.id = g.fact_id
        WHERE NOT EXISTS (
            SELECT FROM access_reading r
            WHERE r.reader_id::text = s.j #>> '{by,account}' AND r.person_id = s.person_id
              AND r.what LIKE 'case file%' AND r.at <= g.signed_at)""",
    "14 days lie between receipt of the notice and the finding (F8)": """
        SELECT count(*) FROM cases_finding f JOIN said s ON s.id = f.fact_id
        LEFT JOIN receipt r ON r.case_id = f.case_id AND r.document = f.notice
        WHERE r.at IS NULL OR s.recorded_at < r.at + interval '14 days'""",
    "a case rests on receipt of the summons, 14 days before the appointment (F4, F9)": """
        SELECT count(*) FROM said o
        LEFT JOIN summonses_summonsfact a ON a.id::text = o.j #>> '{data,absence}'
        WHERE o.kind = 'CaseOpened' AND (a.id IS NULL OR NOT EXISTS (
            SELECT FROM summonses_summonsfact r
            WHERE r.subject_id = a.subject_id
              AND r.kind IN ('ContentHandover', 'HandOver', 'ConsignmentRejection',
                             'ReceivedFromNonERDS', 'RelayToNonERDSFailure')
              AND r.recorded_at + interval '14 days' <=
                  (convert_from(a.canonical, 'UTF8')::jsonb #>> '{data,starts_at}')::timestamptz))
        """,
    "one finding for a person and a duty, and no case after it (F17)": """
        SELECT count(*) FROM said f
        WHERE f.kind = 'Finding' AND EXISTS (
            SELECT FROM said o WHERE o.case_id = f.case_id AND o.id <> f.id
              AND o.kind IN ('Finding', 'CaseOpened') AND o.recorded_at >= f.recorded_at)""",
    "one folder for a person and a duty, whatever summonses and orders there were (F17)": """
        SELECT count(*) FROM (
            SELECT FROM cases_case c JOIN summonses_summons s
              ON s.person_id = c.person_id AND s.category = c.duty
            GROUP BY c.person_id, c.duty HAVING count(DISTINCT c.id) > 1) AS twice""",
    "a measure ends within 6 months, and starts 14 days after its decision (F13, F15)": """
        SELECT count(*) FROM cases_measure m JOIN said s ON s.id = m.fact_id
        WHERE m.until - m.starts > interval '181 days'
           OR m.starts < s.recorded_at + interval '14 days'
           OR (s.j #>> '{data,until}')::timestamptz <> m.until""",
    "each document of a case is the one that a fact names by its hash, and was delivered": """
        SELECT count(*) FROM cases_document d
        FULL JOIN (SELECT case_id, (j #>> '{data,document}')::uuid AS id,
                          j #>> '{data,content}' AS hash
                   FROM said WHERE j #>> '{data,content}' IS NOT NULL) n ON n.id = d.id
        WHERE d.id IS NULL OR n.hash IS DISTINCT FROM encode(sha256(d.canonical), 'hex')
           OR d.sha256 <> sha256(d.canonical) OR n.case_id <> d.case_id
           OR NOT EXISTS (SELECT FROM said c WHERE c.kind = 'ContentConsignment'
                          AND c.case_id = d.case_id AND c.j #>> '{data,document}' = d.id::text)""",
}


def offenders() -> dict[str, int]:
    """Rule -> how many break it, for all rules of cases."""
    found = {}
    with connection.cursor() as cursor:
        for rule, query in INVARIANTS.items():
            cursor.execute(SAID + query)
            found[rule] = int(cursor.fetchone()[0])
    return found
