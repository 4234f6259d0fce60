"""What must hold between facts, inboxes, alerts and letters, as SQL of its own.

As in `callups.invariants`: each query counts what breaks the rule, and calls no decider.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

#: A fact's data, as JSON.
DATA = "convert_from(f.canonical, 'UTF8')::jsonb -> 'data'"

#: Of each letter that the printer could take, whatever it is about.
RELAYED = """
SELECT subject_id, canonical FROM summonses_summonsfact WHERE kind = 'RelayToNonERDS'
UNION ALL SELECT subject_id, canonical FROM cases_casefact WHERE kind = 'RelayToNonERDS'
"""

INVARIANTS: dict[str, str] = {
    "one issue, and at most one arrival, for each summons": """
        SELECT count(*) FROM summonses_summons s
        LEFT JOIN (SELECT subject_id,
                          count(*) FILTER (WHERE kind = 'SubmissionAcceptance') AS issued,
                          count(*) FILTER (WHERE kind = 'ContentConsignment') AS arrived
                   FROM summonses_summonsfact GROUP BY subject_id) f ON f.subject_id = s.id
        WHERE coalesce(f.issued, 0) <> 1 OR coalesce(f.arrived, 0) > 1""",
    "the inbox shows what arrived, when it arrived, to its addressee": """
        SELECT count(*) FROM summonses_summons s
        LEFT JOIN deliveries_inboxitem i ON i.summons_id = s.id
        LEFT JOIN summonses_summonsfact f
               ON f.subject_id = s.id AND f.kind = 'ContentConsignment'
        WHERE (i.summons_id IS NULL) <> (f.id IS NULL) OR i.person_id <> s.person_id
           OR i.available_at IS DISTINCT FROM f.occurred_at""",
    "nobody is printed twice for one reason": f"""
        SELECT count(*) FROM (
            SELECT FROM ({RELAYED}) f
            GROUP BY f.subject_id, {DATA} ->> 'document', {DATA} ->> 'reason'
            HAVING count(*) > 1) twice""",  # noqa: S608 because DATA is a constant
    "every batch's manifest says what its facts say": f"""
        SELECT count(*) FROM (
            SELECT b.reference AS batch, l ->> 'reference' AS piece, l ->> 'first' AS first,
                   l ->> 'last' AS last
            FROM deliveries_printbatch b,
                 jsonb_array_elements(convert_from(b.manifest, 'UTF8')::jsonb -> 'letters') l
            WHERE b.relayed_at IS NOT NULL) said
        FULL JOIN (
            SELECT {DATA} ->> 'batch' AS batch, {DATA} ->> 'piece' AS piece,
                   {DATA} ->> 'first' AS first, {DATA} ->> 'last' AS last
            FROM ({RELAYED}) f) recorded
        USING (batch, piece)
        WHERE (said.first, said.last) IS DISTINCT FROM (recorded.first, recorded.last)""",  # noqa: S608 because DATA is a constant
    "no alert was taken up after the opening of what it is about, or after a death": f"""
        SELECT count(*) FROM (
            SELECT f.*, {DATA} ->> 'document' AS document,
                   ({DATA} ->> 'taken_up')::timestamptz AS taken_up
            FROM summonses_summonsfact f WHERE f.kind = 'ConsignmentNotification') alert
        WHERE document IS NULL AND EXISTS (
                SELECT FROM summonses_summonsfact o
                WHERE o.subject_id = alert.subject_id AND o.kind = 'ContentHandover'
                  AND o.recorded_at < taken_up
                  AND NOT EXISTS (SELECT FROM summonses_summonsfact f
                                  WHERE f.subject_id = alert.subject_id
                                    AND (f.kind = 'Recall'
                                         OR f.kind = 'Appointment' AND {DATA} ? 'corrects')
                                    AND f.recorded_at BETWEEN o.recorded_at AND taken_up))
           OR EXISTS (SELECT FROM cases_casefact f
                      WHERE f.person_id = alert.person_id AND f.kind = 'ContentHandover'
                        AND {DATA} ->> 'document' = document AND f.recorded_at < taken_up)
           OR EXISTS (SELECT FROM register_liabilitystatus d
                      WHERE d.person_id = alert.person_id AND d.kind = 'dead' AND d.holds
                        AND d.recorded_at < taken_up
                        AND (d.superseded_at IS NULL OR d.superseded_at > taken_up))""",  # noqa: S608 because DATA is a constant
    "no outage counts by one human alone (F6)": """
        SELECT count(*) FROM deliveries_outagefact c JOIN deliveries_outagefact r USING (subject_id)
        WHERE c.kind = 'Certification' AND r.kind IN ('Outage', 'OutageEnd')
          AND r.recorded_at <= c.recorded_at
          AND convert_from(c.canonical, 'UTF8')::jsonb #>> '{by,human}'
            = convert_from(r.canonical, 'UTF8')::jsonb #>> '{by,human}'
          AND NOT EXISTS (SELECT FROM deliveries_outagefact d
                          WHERE d.subject_id = c.subject_id AND d.id <> c.id
                            AND d.kind IN ('Certification', 'Declination')
                            AND d.recorded_at BETWEEN r.recorded_at AND c.recorded_at)""",
    "an alert that went out has one fact, and no other has one": f"""
        SELECT count(*) FROM deliveries_alert a FULL JOIN (
            SELECT {DATA} ->> 'alert' AS alert, count(*) AS times
            FROM summonses_summonsfact f WHERE f.kind = 'ConsignmentNotification'
            GROUP BY 1) t ON t.alert = a.reference
        WHERE coalesce(t.times, 0) <> (coalesce(a.outcome, '') = 'sent' AND a.settled)::int""",  # noqa: S608 because DATA is a constant
}

# The first paragraph of the floor, written a second time. Compared with the domain's answer.
RECEIPTS = """
SELECT f.subject_id, min(f.recorded_at)
FROM summonses_summonsfact f,
     LATERAL (SELECT convert_from(f.canonical, 'UTF8')::jsonb AS said) j,
     LATERAL (SELECT said -> 'data' AS data,
                     said #>> '{data,place}' <> '' AND said #>> '{data,evidence_reference}' <> ''
                         AND said #>> '{data,evidence}' IN ('signature', 'witness') AS backed,
                     said #>> '{data,evidence}' = 'witness' AS witnessed,
                     f.source LIKE 'carrier:_%%' AND said #>> '{data,channel}' = 'paper' AS carried,
                     said #>> '{by,human}' IS NOT NULL
                         AND said #>> '{data,channel}' = 'hand' AS visited) t
WHERE f.subject_id = ANY(%s) AND (
    f.kind = 'ContentHandover' AND said -> 'by' = jsonb_build_object('person', f.person_id::text)
    OR f.kind = 'HandOver' AND visited AND backed
    OR f.kind = 'ConsignmentRejection' AND visited AND backed AND witnessed
    OR f.kind = 'RelayToNonERDSFailure' AND carried AND backed AND witnessed
       AND data ->> 'reason' = 'refused'
    OR f.kind = 'ReceivedFromNonERDS' AND carried AND backed
       AND data ->> 'event' = 'delivered_to_person'
       AND NOT EXISTS (
           SELECT FROM summonses_summonsfact r,
                  LATERAL (SELECT convert_from(r.canonical, 'UTF8')::jsonb -> 'data' AS back) b
           WHERE r.subject_id = f.subject_id AND r.kind = 'RelayToNonERDSFailure'
             AND back ->> 'piece' = data ->> 'piece' AND back ->> 'reason' <> 'refused'))
GROUP BY f.subject_id
"""


def receipts(summonses: Iterable[UUID]) -> dict[UUID, datetime]:
    """Summons -> when receipt was recorded with evidence, by SQL alone."""
    with connection.cursor() as cursor:
        cursor.execute(RECEIPTS, [list(summonses)])
        return dict(cursor.fetchall())
