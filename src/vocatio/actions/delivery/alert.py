"""One alert on its way: taken up, handed over, its outcome told, its fact recorded.

The order of writes, and what survives a crash after each:

1. `claim` commits `claimed_at`, under a lock that everybody who opens waits for: whoever
   opened before is not alerted. Crash: a run later claims it again and sends it, once.
2. The mail server takes the message. Crash before the next write: nobody knows that it was
   sent, so it is sent a second time, under the same Message-ID. At least once is all that
   SMTP can promise; one message for each worker that dies is the most that is doubled.
3. `tell` commits the outcome. Crash: the outcome stands, and is not sent again.
4. `settle` appends the facts of many outcomes. Crash: the next run settles them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.case.open import opened
from vocatio.actions.delivery.contacts import alert_addresses
from vocatio.actions.delivery.documents import look_at_letters
from vocatio.actions.delivery.found import ASK_AGAIN, Found, find_locked, look_again, released_by
from vocatio.actions.law import version_of
from vocatio.actions.recording import record_many
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.reach import Step
from vocatio.gateways import identity
from vocatio.records.cases.models import Document
from vocatio.records.deliveries.models import Alert
from vocatio.records.summonses.models import Summons, SummonsFact

#: After each refusal for now, how long until it is tried again; after the last it has failed.
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440))
JOB = "delivery.send"
SENT, FAILED, VOID = "sent", "failed", "void"

#: A summons, and the document of a case that an alert is about; None: about the summons itself.
About = tuple[UUID, UUID | None]

TAKE = """
SELECT id FROM deliveries_alert WHERE outcome = '' AND by = %s AND try_at <= %s
ORDER BY try_at LIMIT %s FOR UPDATE SKIP LOCKED
"""
UNSETTLED = """
SELECT id FROM deliveries_alert WHERE NOT settled AND outcome <> ''
ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One alert to hand over now. The address is in memory alone, while it is sent."""

    id: UUID
    to: str
    language: str
    official: str
    number: int
    reference: str


def claim(kind: str, size: int, *, by: System, at: datetime) -> tuple[int, tuple[Claimed, ...]]:
    """Take up to `size` alerts of a kind; return how many were taken, and those to be sent.

    What is not due any more ends as void: opened, received, over, no address left, or a later
    one waits too: of several that were missed only the latest goes out. What a status stops
    (F22) waits: death can be undone.
    """
    permissions.require("delivery.alert", by)
    with transaction.atomic():
        taken = _taken(TAKE, [kind, at, size])
        found = find_locked([alert.summons_id for alert in taken], at=at)
        held = [a.id for a in taken if _held(a, found[a.summons_id], at)]
        Alert.objects.filter(id__in=held).update(try_at=at + ASK_AGAIN)
        alerts = [a for a in taken if a.id not in held]
        latest = _latest(alerts, kind, at)
        due = [a for a in alerts if a.number == latest[_about(a)] and _due(a, found[a.summons_id])]
        to = alert_addresses([a.person_id for a in due], kind, at=at)
        wanted = [a for a in due if a.person_id in to]
        _end([a.id for a in alerts if a not in wanted], VOID, "not_due", at=at)
        Alert.objects.filter(id__in=[a.id for a in wanted]).update(claimed_at=at)
        claimed = [_claimed(a, found[a.summons_id].summons, to[a.person_id]) for a in wanted]
    return len(taken), tuple(claimed)


def _held(alert: Alert, found: Found, at: datetime) -> bool:
    return found.reached.stopped if alert.document else found.held(at)


def _latest(alerts: Sequence[Alert], kind: str, at: datetime) -> dict[About, int]:
    """The number of the latest alert that waits to be sent, about each of what these are about."""
    found: dict[About, int] = {}
    waiting = Alert.objects.filter(outcome="", by=kind, try_at__lte=at)
    for alert in waiting.filter(summons_id__in=[alert.summons_id for alert in alerts]):
        found[_about(alert)] = max(found.get(_about(alert), 0), alert.number)
    return found


def _about(alert: Alert) -> About:
    return alert.summons_id, alert.document


def _due(alert: Alert, found: Found) -> bool:
    """Nobody is told of what they have opened; of a document of a case, that document."""
    if alert.document:
        return not opened(Document.objects.get(id=alert.document))
    return any(due.step == Step.ALERT for due in found.schedule())


def _claimed(alert: Alert, summons: Summons, to: str) -> Claimed:
    official = version_of(summons.profile_version).head.languages[0]
    return Claimed(alert.id, to, summons.language, official, alert.number, alert.reference)


def _taken(query: str, parameters: list[Any]) -> list[Alert]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        ids = [row[0] for row in cursor.fetchall()]
    return list(Alert.objects.filter(id__in=ids).order_by("id"))


def tell_sent(alert_id: UUID, *, by: System, at: datetime) -> None:
    """The server has taken it."""
    permissions.require("delivery.alert", by)
    _end([alert_id], SENT, "", at=at)


def tell_refused(alert_id: UUID, code: str, *, for_good: bool, by: System, at: datetime) -> None:
    """The server refused it: for good, or for now; then it is tried again after a while."""
    permissions.require("delivery.alert", by)
    attempts = Alert.objects.values_list("attempts", flat=True).get(id=alert_id)
    if for_good or attempts >= len(BACK_OFF):
        _end([alert_id], FAILED, code, at=at)
        return
    again = at + BACK_OFF[attempts]
    waiting = Alert.objects.filter(id=alert_id, outcome="")
    waiting.update(attempts=attempts + 1, try_at=again, code=code)


def _end(ids: Sequence[UUID], outcome: str, code: str, *, at: datetime) -> None:
    # What ended already stays as it ended: the condition makes a second telling harmless.
    Alert.objects.filter(id__in=ids, outcome="").update(outcome=outcome, code=code, ended_at=at)


def settle(size: int, *, by: System, at: datetime) -> int:
    """Append the facts of up to `size` outcomes; return how many were settled."""
    permissions.require("delivery.alert", by)
    with transaction.atomic():
        alerts = _taken(UNSETTLED, [size])
        told = [alert for alert in alerts if alert.outcome != VOID]
        callups = dict(
            Summons.objects.filter(id__in=[a.summons_id for a in told]).values_list(
                "id", "callup_id"
            )
        )
        authors = released_by(callups.values(), by.job)
        record_many(SummonsFact, [_fact(a, authors[callups[a.summons_id]], at=at) for a in told])
        Alert.objects.filter(id__in=[a.id for a in alerts]).update(settled=True)
        failed = [alert for alert in told if alert.outcome == FAILED]
        if failed:
            look_at_letters(failed, at=at)
            look_again({alert.summons_id for alert in failed}, at=at)
    return len(alerts)


# house: authorship because it only says what a fact is about
def about(alert: Alert) -> dict[str, Json]:
    """The document of a case that an alert is about; nothing for the summons itself."""
    return {"document": str(alert.document)} if alert.document else {}


def _fact(alert: Alert, by: System, *, at: datetime) -> Fact:
    ended = alert.ended_at or at
    return Fact(
        id=identity.new_id(),
        kind=Kind.ALERTED if alert.outcome == SENT else Kind.ALERT_FAILED,
        subject=alert.summons_id,
        person_id=alert.person_id,
        occurred_at=ended,
        recorded_at=at,
        source="system",
        by=by.reference(),
        data={
            "alert": alert.reference,
            "by": alert.by,
            "number": alert.number,
            "taken_up": instant(alert.claimed_at or ended),
            **about(alert),
            **({"code": alert.code} if alert.outcome == FAILED else {}),
        },
    )
