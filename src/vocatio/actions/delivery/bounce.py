"""An alert came back: the mail server reports that it could not be delivered."""

from datetime import datetime

from django.db import transaction

from vocatio.actions.delivery.alert import JOB, SENT, about
from vocatio.actions.delivery.documents import look_at_letters
from vocatio.actions.delivery.found import look_again, released_by
from vocatio.actions.recording import record_many
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.errors import NotFound
from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import Kind
from vocatio.gateways import identity, mail
from vocatio.records.deliveries.models import Alert
from vocatio.records.summonses.models import Summons, SummonsFact


def take_bounce(content: bytes, *, by: System, at: datetime) -> bool:
    """Record a report for good; return whether it is a new failure.

    A delay changes nothing, and the same report again changes nothing.

    Raises:
        NotABounce: no report about one of our alerts.
        NotFound: about an alert that we do not know.
    """
    permissions.require("delivery.bounce", by)
    bounce = mail.read_bounce(content)
    with transaction.atomic():
        alert = Alert.objects.select_for_update().filter(reference=bounce.reference).first()
        if alert is None:
            raise NotFound("no alert of ours has the reference that this report names")
        if not bounce.failed or alert.outcome != SENT or alert.code:
            return False
        Alert.objects.filter(id=alert.id).update(code=f"bounced-{bounce.status or 'unknown'}")
        alert.refresh_from_db()
        record_many(SummonsFact, [_fact(alert, at=at)])
        look_at_letters([alert], at=at)
        look_again([alert.summons_id], at=at)
    return True


def _fact(alert: Alert, *, at: datetime) -> Fact:
    callup = Summons.objects.values_list("callup_id", flat=True).get(id=alert.summons_id)
    return Fact(
        id=identity.new_id(),
        kind=Kind.ALERT_FAILED,
        subject=alert.summons_id,
        person_id=alert.person_id,
        occurred_at=at,
        recorded_at=at,
        source="mail server",
        by=released_by([callup], JOB)[callup].reference(),
        data={
            "alert": alert.reference,
            "by": alert.by,
            "number": alert.number,
            "code": alert.code,
            **about(alert),
        },
    )
