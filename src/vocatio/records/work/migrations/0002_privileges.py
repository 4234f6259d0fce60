"""What each role may do here, and what waited before there was a queue."""

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, grant

# Due at once: whoever opens the queue has each looked at anew, and put where it belongs.
WAITED = """
INSERT INTO work_item (id, kind, subject_id, person_id, office_id, since, due_at)
SELECT f.id, 'request', m.id, m.person_id, s.office_id, f.recorded_at, f.recorded_at
FROM summonses_summons m
JOIN offices_slot s ON s.id = m.slot_id
JOIN summonses_summonsfact f ON f.subject_id = m.id AND f.kind = 'Request'
WHERE m.request_open AND NOT EXISTS (SELECT FROM documents_envelope e WHERE e.id = f.id)
UNION ALL
SELECT c.id, 'correction', c.person_id, c.person_id, NULL, c.asked_at, c.asked_at
FROM register_correction c WHERE c.outcome = ''
UNION ALL
SELECT c.id, 'case', c.id, c.person_id, t.office_id, f.at, f.at
FROM cases_standing t JOIN cases_case c ON c.id = t.case_id
CROSS JOIN LATERAL (
    SELECT max(f.recorded_at) AS at FROM cases_casefact f WHERE f.subject_id = c.id
) AS f
WHERE t.state IN ('opened', 'notified', 'hearing', 'heard')
"""


class Migration(migrations.Migration):
    """After the tables. A claim of conscience is taken out again once the board has it (F24)."""

    dependencies = (
        ("work", "0001_initial"),
        ("cases", "0005_document_note"),
        ("documents", "0010_drafts"),
        ("summonses", "0005_exact_search"),
        ("ledger", "0002_clock_and_privileges"),
    )

    operations = (
        grant("work_item", app="SELECT, INSERT, UPDATE, DELETE", bulk="SELECT"),
        grant("work_assignment", app="SELECT, INSERT", bulk="SELECT"),
        append_only("work_assignment"),
        migrations.RunSQL(WAITED, migrations.RunSQL.noop),
    )
