"""See to what falls due: an alert, a reminder, a letter. Found by a partial index, in batches."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.delivery.found import Found, due_now, find_locked, next_look
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.summons.reach import Due, Step
from vocatio.gateways import identity

TAKE = """
SELECT d.summons_id, d.done_until FROM deliveries_delivery d
WHERE d.due_at <= %s ORDER BY d.due_at LIMIT %s
FOR UPDATE OF d SKIP LOCKED
"""

# One alert for each round and kind, one letter for each reason: a second one is not made.
ALERT = """
INSERT INTO deliveries_alert (id, summons_id, person_id, number, by, reference, attempts, try_at,
                              outcome, code, settled)
SELECT u.id, u.summons, u.person, u.number, u.by, u.reference, 0, u.due, '', '', false
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::int[], %s::text[], %s::text[],
            %s::timestamptz[]) AS u (id, summons, person, number, by, reference, due)
ON CONFLICT (summons_id, document, number, by) DO NOTHING
"""
PIECE = """
INSERT INTO deliveries_printpiece (id, summons_id, person_id, reason, reference, outcome, code)
SELECT u.id, u.summons, u.person, u.reason, u.reference, '', ''
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[])
     AS u (id, summons, person, reason, reference)
ON CONFLICT (summons_id, document, reason) DO NOTHING
"""
DONE = """
UPDATE deliveries_delivery d SET done_until = u.done, due_at = u.next
FROM unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[]) AS u (summons, done, next)
WHERE d.summons_id = u.summons
"""


def see_to_due(size: int, *, by: System, at: datetime) -> int:
    """See to up to `size` summonses of which something is due; return how many were taken.

    Alerts and letters are written down as rows, in the transaction that marks them as seen
    to: killed at any moment, both are there or neither. Other jobs send and print them.
    """
    permissions.require("delivery.due", by)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TAKE, [at, size])
        done_until = dict(cursor.fetchall())
        found = find_locked(list(done_until), at=at)
        due = [(one, d) for i, one in found.items() for d in due_now(one, done_until[i], at)]
        _insert(ALERT, _alerts(due))
        _insert(PIECE, _pieces(due))
        _insert(DONE, (_seen(one, done_until[i], at) for i, one in found.items()))
    return len(done_until)


def _seen(one: Found, before: datetime | None, at: datetime) -> tuple[object, ...]:
    # What falls due while a status stops it is not seen to: it goes out once nothing stops it.
    return one.summons.id, before if one.held(at) else at, next_look(one, at)


def _insert(statement: str, rows: Iterable[Sequence[object]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(statement, columns)


def _alerts(due: Iterable[tuple[Found, Due]]) -> list[tuple[object, ...]]:
    return [
        (
            *_new(one),
            wanted.number,
            by,
            identity.new_reference(),
            wanted.at,
        )
        for one, wanted in due
        if wanted.step == Step.ALERT
        for by in one.ways.alert_by
        if by in one.reached.person.alerts
    ]


def _pieces(due: Iterable[tuple[Found, Due]]) -> list[tuple[object, ...]]:
    return [
        (*_new(one), wanted.reason, identity.new_reference())
        for one, wanted in due
        if wanted.step == Step.PAPER
    ]


def _new(one: Found) -> tuple[UUID, UUID, UUID]:
    return identity.new_id(), one.summons.id, one.summons.person_id
