"""The floor, asked of the facts by SQL: written from due-process.md, calling no decider.

SQLite holds what a world recorded. Each query returns the measures that are said to be in
force although the floor forbids it, or facts that the system itself should never have made.
Times are whole microseconds since 1970, days are 86,400 seconds: less than any local day gives.
"""

import json
import sqlite3
from datetime import datetime
from uuid import UUID

from tests.domain.consequences.world import LADDER, MEMBERS, World
from vocatio.domain.consequences.force import Answer, force
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.facts import Fact

SCHEMA = """
CREATE TABLE fact (id TEXT PRIMARY KEY, kind TEXT, document TEXT, human TEXT, recorded INT,
                   malice INT, source TEXT, data TEXT);
CREATE TABLE outage (begins INT, ends INT);
CREATE TABLE stamp (fact TEXT PRIMARY KEY, at INT);
CREATE TABLE gate (status TEXT PRIMARY KEY, holds INT);
CREATE TABLE member (human TEXT PRIMARY KEY);
CREATE TABLE signature (id TEXT PRIMARY KEY, decisions INT);
CREATE TABLE force (measure TEXT PRIMARY KEY);
CREATE TABLE rung (code TEXT PRIMARY KEY, kind TEXT, severity INT, longest INT);
CREATE VIEW standing AS SELECT * FROM fact f WHERE NOT EXISTS (
    SELECT 1 FROM fact r WHERE r.kind = 'Retraction' AND json_extract(r.data, '$.retracts') = f.id);
CREATE VIEW post AS SELECT document, recorded, kind, source,
    json_extract(data, '$.piece') AS piece, json_extract(data, '$.event') AS event,
    json_extract(data, '$.reason') AS reason, json_extract(data, '$.evidence') AS evidence,
    coalesce(json_extract(data, '$.place'), '') <> ''
      AND coalesce(json_extract(data, '$.evidence_reference'), '') <> '' AS backed
    FROM standing WHERE json_extract(data, '$.channel') = 'paper';
CREATE VIEW shown AS SELECT document, recorded FROM standing
    WHERE kind = 'ContentHandover' AND human IS NULL
    UNION ALL SELECT p.document, p.recorded FROM post p
    WHERE p.source GLOB 'carrier:?*' AND p.backed AND (
        p.kind = 'RelayToNonERDSFailure' AND p.reason = 'refused' AND p.evidence = 'witness'
        OR p.kind = 'ReceivedFromNonERDS' AND p.event = 'delivered_to_person'
           AND p.evidence IN ('signature', 'witness')
           AND NOT EXISTS (SELECT 1 FROM post b WHERE b.kind = 'RelayToNonERDSFailure'
                           AND b.document = p.document AND b.piece = p.piece
                           AND b.reason <> 'refused'));
CREATE VIEW receipt AS SELECT document, min(recorded) AS at FROM shown GROUP BY document;
CREATE VIEW measure AS SELECT f.id, f.human, f.recorded,
    json_extract(f.data, '$.document') AS document, json_extract(f.data, '$.notice') AS notice,
    json_extract(f.data, '$.finding') AS finding, json_extract(f.data, '$.measure') AS code,
    json_extract(f.data, '$.signature') AS signature,
    json_extract(f.data, '$.t_from') AS starts, json_extract(f.data, '$.t_until') AS ends,
    json_extract(f.data, '$.t_review_on') AS review_on
    FROM fact f WHERE f.kind = 'Measure';
CREATE VIEW held AS SELECT m.*, json_extract(f.data, '$.skips') AS skips
    FROM force h JOIN measure m ON m.id = h.measure JOIN fact f ON f.id = m.id;
-- The notice that was heard before each finding: the newest one before it.
CREATE VIEW hearing AS SELECT f.id AS finding, n.document AS document
    FROM fact f JOIN standing n ON n.id = (
        SELECT o.id FROM standing o WHERE o.kind = 'NoticeOfIntent' AND o.recorded < f.recorded
        ORDER BY o.recorded DESC LIMIT 1)
    WHERE f.kind = 'Finding';
-- The absence of the newest case, which everything rests on.
CREATE VIEW absence AS SELECT json_extract(o.data, '$.absence') AS id FROM standing o
    WHERE o.kind = 'CaseOpened' ORDER BY o.recorded DESC LIMIT 1;
"""

DAY = 86_400_000_000

#: rule -> measures in force that should not be, or acts that should not have been possible.
QUERIES: dict[str, str] = {
    "F1 frozen while identity is disputed": """
        SELECT m.id FROM held m WHERE EXISTS (SELECT 1 FROM standing c WHERE c.kind = 'NotMe'
        AND NOT EXISTS (SELECT 1 FROM standing d WHERE d.kind = 'NotMeDecision'
            AND json_extract(d.data, '$.claim') = c.id
            AND json_extract(d.data, '$.outcome') = 'dismissed'))""",
    "F2 stamped outside, finding and measure": """
        SELECT m.id FROM held m WHERE (SELECT count(*) FROM stamp s
        WHERE s.fact IN (m.id, m.finding) AND s.at <= :now) < 2""",
    "F4 fourteen days from receipt to the appearance": """
        SELECT m.id FROM held m WHERE NOT EXISTS (
            SELECT 1 FROM standing a JOIN receipt r ON r.document = a.document
            WHERE a.id = (SELECT id FROM absence)
              AND json_extract(a.data, '$.t_starts_at') - r.at >= 14 * :day)""",
    "F4 fourteen days from a new date to the appearance": """
        SELECT m.id FROM held m WHERE NOT EXISTS (
            SELECT 1 FROM standing a JOIN standing d
              ON d.kind IN ('SubmissionAcceptance', 'Appointment')
             AND json_extract(d.data, '$.starts_at') = json_extract(a.data, '$.starts_at')
            WHERE a.id = (SELECT id FROM absence)
              AND json_extract(a.data, '$.t_starts_at') - d.recorded >= 14 * :day)""",
    "F5 undone service undoes, silence included": """
        SELECT m.id FROM held m JOIN hearing h ON h.finding = m.finding
        JOIN standing c ON c.kind = 'Request'
          AND json_extract(c.data, '$.kind') = 'non_receipt'
          AND c.document IN (m.document, m.notice, h.document,
                             (SELECT document FROM fact WHERE id = (SELECT id FROM absence)))
        LEFT JOIN standing d ON d.kind = 'Decision' AND json_extract(d.data, '$.request') = c.id
        WHERE coalesce(json_extract(d.data, '$.outcome'), '') <> 'refused'
          AND NOT EXISTS (SELECT 1 FROM shown r
                          WHERE r.document = c.document AND r.recorded > c.recorded)""",
    "F6 no time to answer ends within an outage": """
        SELECT m.id FROM held m JOIN hearing h ON h.finding = m.finding
        JOIN receipt r ON r.document = h.document
        JOIN outage o ON r.at + 14 * :day >= o.begins AND r.at + 14 * :day < o.ends
        JOIN fact f ON f.id = m.finding WHERE f.recorded < o.ends""",
    "F6 no measure begins within an outage that its 14 days end in": """
        SELECT m.id FROM held m JOIN receipt r ON r.document = m.document
        JOIN outage o ON r.at + 14 * :day >= o.begins AND r.at + 14 * :day < o.ends
        WHERE :now < o.ends""",
    "F7 no finding while a request was open": """
        SELECT m.id FROM held m JOIN fact f ON f.id = m.finding
        WHERE EXISTS (SELECT 1 FROM standing q WHERE q.kind = 'Request' AND q.recorded < f.recorded
        AND NOT EXISTS (SELECT 1 FROM standing d WHERE d.kind = 'Decision'
            AND json_extract(d.data, '$.request') = q.id AND d.recorded < f.recorded)
        AND NOT EXISTS (SELECT 1 FROM standing p WHERE p.kind = 'Request'
            AND p.recorded < q.recorded
            AND json_extract(p.data, '$.kind') = json_extract(q.data, '$.kind')
            AND json_extract(p.data, '$.ground') = json_extract(q.data, '$.ground')
            AND json_extract(p.data, '$.details_sha256')
             IS json_extract(q.data, '$.details_sha256')))""",
    "F8 fourteen days from the notice to finding and measure": """
        SELECT m.id FROM held m JOIN fact f ON f.id = m.finding
        WHERE m.recorded - (SELECT at FROM receipt WHERE document = m.notice) < 14 * :day
           OR NOT EXISTS (SELECT 1 FROM hearing h JOIN receipt r ON r.document = h.document
                WHERE h.finding = f.id AND f.recorded - r.at >= 14 * :day)""",
    "F8 the notice named the measure": """
        SELECT m.id FROM held m WHERE NOT EXISTS (
        SELECT 1 FROM standing n, json_each(n.data, '$.considers') c
        WHERE n.kind = 'NoticeOfIntent' AND json_extract(n.data, '$.document') = m.notice
          AND c.value = m.code)""",
    "F9 receipt of summons, notice and decision": """
        SELECT m.id FROM held m WHERE (SELECT count(*) FROM receipt r WHERE r.document IN
            (m.document, m.notice,
             (SELECT document FROM fact WHERE id = (SELECT id FROM absence)))) < 3""",
    "F9 finding and absence stand": """
        SELECT m.id FROM held m WHERE (SELECT count(*) FROM standing s
        WHERE s.id = m.id OR (s.id = m.finding AND s.kind = 'Finding')
           OR (s.id = (SELECT id FROM absence) AND s.kind = 'Absence')) < 3""",
    "F10 one signature, one decision": """
        SELECT m.id FROM held m LEFT JOIN signature s ON s.id = m.signature
        WHERE coalesce(s.decisions, 0) <> 1""",
    "F10 who decides took no part": """
        SELECT m.id FROM held m JOIN fact f ON f.id = m.finding
        WHERE EXISTS (SELECT 1 FROM standing p WHERE p.recorded < m.recorded
          AND p.kind IN ('SubmissionAcceptance', 'Absence', 'CaseOpened', 'Review',
                         'NoticeOfIntent', 'Reminder', 'Appointment', 'ContentHandover')
          AND p.human IN (m.human, f.human))""",
    "F11 members of an independent body": """
        SELECT m.id FROM held m JOIN fact f ON f.id = m.finding
        WHERE m.human NOT IN (SELECT human FROM member) OR m.human IS NULL
           OR f.human NOT IN (SELECT human FROM member) OR f.human IS NULL""",
    "F12 a reminder that arrived, and a new date": """
        SELECT m.id FROM held m WHERE m.skips = '{}' AND (NOT EXISTS (
                SELECT 1 FROM standing r
                JOIN receipt c ON c.document = json_extract(r.data, '$.document')
                WHERE r.kind = 'Reminder' AND r.recorded < m.recorded)
          OR NOT EXISTS (SELECT 1 FROM standing d
                WHERE d.kind = 'Appointment' AND d.recorded < m.recorded))""",
    "F12 every lighter measure had its time": """
        SELECT m.id FROM held m JOIN rung mine ON mine.code = m.code
        JOIN rung lighter ON lighter.severity < mine.severity
        WHERE json_extract(m.skips, '$.' || lighter.code) IS NULL
        AND NOT EXISTS (SELECT 1 FROM measure t
            WHERE t.code = lighter.code AND t.ends <= m.recorded)""",
    "F12 only measures that there are": """
        SELECT m.id FROM held m LEFT JOIN rung r ON r.code = m.code
        WHERE r.kind IS NULL OR r.kind NOT IN ('fine_proposal', 'licence', 'exit')""",
    "F13 fourteen days from its own receipt": """
        SELECT m.id FROM held m LEFT JOIN receipt r ON r.document = m.document
        WHERE r.at IS NULL OR :now - r.at < 14 * :day OR :now < m.starts""",
    "F14 an appeal suspends": """
        SELECT m.id FROM held m JOIN standing a ON a.kind = 'Appeal'
          AND json_extract(a.data, '$.against') IN (m.id, m.finding)
        WHERE NOT EXISTS (
            SELECT 1 FROM standing p JOIN standing d
              ON (d.kind = 'AppealDecision' AND json_extract(d.data, '$.outcome') = 'dismissed'
                  OR d.kind = 'EnforcementOrder')
             AND json_extract(d.data, '$.appeal') = p.id
            JOIN receipt r ON r.document = json_extract(d.data, '$.document')
            WHERE p.kind = 'Appeal'
              AND json_extract(p.data, '$.against') = json_extract(a.data, '$.against')
              AND (d.kind = 'AppealDecision' OR p.id = a.id))""",
    "F14 an appeal that was upheld by somebody fresh ends it": """
        SELECT m.id FROM held m JOIN standing a ON a.kind = 'Appeal'
          AND json_extract(a.data, '$.against') IN (m.id, m.finding)
        JOIN standing d ON d.kind = 'AppealDecision' AND json_extract(d.data, '$.appeal') = a.id
        WHERE json_extract(d.data, '$.outcome') = 'upheld'
          AND NOT EXISTS (SELECT 1 FROM standing p
                          WHERE p.recorded < d.recorded AND p.human = d.human)
          AND NOT EXISTS (SELECT 1 FROM standing o WHERE o.kind = 'AppealDecision'
                          AND json_extract(o.data, '$.outcome') = 'dismissed')
          AND d.id = (SELECT o.id FROM standing o WHERE o.kind = 'AppealDecision'
                      AND json_extract(o.data, '$.appeal') = a.id ORDER BY o.recorded LIMIT 1)""",
    "F15 it ends, within six months": """
        SELECT m.id FROM held m WHERE :now >= m.ends OR m.ends - m.starts > 184 * :day""",
    "F15 an episode has twelve months": """
        SELECT m.id FROM held m WHERE (SELECT sum(e.ends - e.starts) FROM measure e
            JOIN standing s ON s.id = e.id WHERE e.recorded <= m.recorded) > 366 * :day""",
    "F15 a review that was missed suspends": """
        SELECT m.id FROM held m WHERE :now >= m.review_on AND NOT EXISTS (SELECT 1 FROM standing r
        WHERE r.kind = 'MeasureReview' AND json_extract(r.data, '$.measure') = m.id)""",
    "F15 a notice carries one measure": """
        SELECT m.id FROM held m WHERE EXISTS (SELECT 1 FROM measure e JOIN standing s ON s.id = e.id
        WHERE e.notice = m.notice AND e.recorded < m.recorded)""",
    "F16 appearance, recall and exemption lift": """
        SELECT m.id FROM held m WHERE EXISTS (SELECT 1 FROM standing p
            WHERE p.kind IN ('Appearance', 'Recall'))
        OR EXISTS (SELECT 1 FROM standing d JOIN standing q
            ON q.id = json_extract(d.data, '$.request')
            WHERE d.kind = 'Decision' AND json_extract(d.data, '$.outcome') = 'granted'
              AND json_extract(q.data, '$.kind') IN ('deferral', 'exemption'))""",
    "F16 lifted is lifted, disputed is unknown": """
        SELECT m.id FROM held m WHERE EXISTS (SELECT 1 FROM standing l
            WHERE l.kind = 'Lift' AND json_extract(l.data, '$.measure') = m.id)
        OR EXISTS (SELECT 1 FROM standing d WHERE d.kind = 'Dispute'
            AND NOT EXISTS (SELECT 1 FROM standing a WHERE a.kind = 'DisputeDecision'
                AND json_extract(a.data, '$.dispute') = d.id))""",
    "F17 one finding for one refusal": """
        SELECT f.id FROM standing f WHERE f.kind = 'Finding' AND f.malice = 0 AND EXISTS (
            SELECT 1 FROM standing g WHERE g.kind = 'Finding' AND g.recorded < f.recorded)""",
    "F17 no case after a finding": """
        SELECT o.id FROM standing o WHERE o.kind = 'CaseOpened' AND o.malice = 0 AND EXISTS (
            SELECT 1 FROM standing g WHERE g.kind = 'Finding' AND g.recorded < o.recorded)""",
    "F22 the status gate, unknown included": """
        SELECT m.id FROM held m WHERE EXISTS (
            SELECT 1 FROM gate g WHERE g.holds IS NULL OR g.holds)""",
    "F26 stayed": """
        SELECT m.id FROM held m WHERE EXISTS (SELECT 1 FROM standing s WHERE s.kind = 'Stay'
            AND :now < min(json_extract(s.data, '$.t_until'), s.recorded + 30 * :day))""",
}

TIMES = ("from", "until", "review_on", "starts_at")


class Facts:
    """The facts of a world in SQLite, kept up as they come."""

    def __init__(self) -> None:
        self._sql = sqlite3.connect(":memory:")
        self._sql.executescript(SCHEMA)
        self._sql.executemany("INSERT INTO member VALUES (?)", [(str(h),) for h in MEMBERS])
        self._sql.executemany(
            "INSERT INTO rung VALUES (?, ?, ?, ?)",
            [(r.code, r.kind, r.severity, r.longest.days * DAY) for r in LADDER],
        )
        self._seen = 0

    def offenders(self, world: World, malice: set[UUID]) -> dict[str, list[str]]:
        """rule -> what breaks it now; empty when all hold."""
        self._take(world, malice)
        if not self._in_force(world) and not self._new_acts:
            return {}
        given = {"now": _micro(world.now), "day": DAY}
        found = {
            rule: [row[0] for row in self._sql.execute(query, given)]
            for rule, query in QUERIES.items()
        }
        return {rule: offenders for rule, offenders in found.items() if offenders}

    def _take(self, world: World, malice: set[UUID]) -> None:
        new = world.facts[self._seen :]
        self._seen = len(world.facts)
        self._new_acts = any(f.kind in (CaseKind.FINDING, CaseKind.OPENED) for f in new)
        self._sql.executemany(
            "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [_row(fact, fact.id in malice) for fact in new],
        )
        self._sql.execute("DELETE FROM outage")
        outages = [(_micro(o.begins), _micro(o.ends)) for o in world.outages if o.ends]
        self._sql.executemany("INSERT INTO outage VALUES (?, ?)", outages)
        for table, rows in (
            ("stamp", [(str(f), _micro(at)) for f, at in world.stamped.items()]),
            ("gate", list(world.gate.items())),
            ("signature", list(world.signatures.items())),
        ):
            self._sql.executemany(f"REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608 because the names are ours

    def _in_force(self, world: World) -> bool:
        file = world.file()
        held = [m for m in file.of(CaseKind.MEASURE) if force(file, m).answer == Answer.IN_FORCE]
        self._sql.execute("DELETE FROM force")
        self._sql.executemany("INSERT INTO force VALUES (?)", [(str(m.id),) for m in held])
        return bool(held)


def _row(fact: Fact, malice: bool) -> tuple[object, ...]:
    data = dict(fact.data)
    for key in TIMES:
        if key in data:
            data[f"t_{key}"] = _micro(datetime.fromisoformat(str(data[key])))
    document = str(data.get("document", fact.subject))
    return (
        str(fact.id),
        str(fact.kind),
        document,
        fact.by.get("human"),
        _micro(fact.recorded_at),
        int(malice),
        fact.source,
        json.dumps(data),
    )


def _micro(moment: datetime) -> int:
    return int(datetime.fromisoformat(instant(moment)).timestamp() * 1_000_000)
