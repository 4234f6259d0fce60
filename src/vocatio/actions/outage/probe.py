"""The health probe: once a minute, do the portals answer? If not for long, an outage is recorded.

It knows of two kinds: that the portals do not answer while jobs run, and that nothing ran at
all, which shows afterwards as a gap since it last found them well. What it records waits for a
human's certificate like what an officer records.
"""

from datetime import datetime, timedelta

from django.db import transaction

from vocatio.actions.outage.told import append, open_outage
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.facts import Fact
from vocatio.domain.law.outages import Kind, account, stated
from vocatio.gateways import health
from vocatio.records.deliveries.models import Beat, Outage, OutageFact
from vocatio.records.ledger import facts as ledger
from vocatio.records.ledger.log import is_demo

JOB, SOURCE = "outage.probe", "probe"
#: Shorter, nobody could say that they were kept from anything.
LEAST = timedelta(minutes=5)
WORDS = "The health probe found that the portals did not answer."


def probe(*, by: System, at: datetime) -> None:
    """Look once, and record what began or ended. The clock of a demo jumps: it is not probed."""
    permissions.require("outage.probe", by)
    if is_demo():
        return
    well = health.answers()
    with transaction.atomic():
        last = Beat.objects.select_for_update().first()
        open_one = _open()
        if last and open_one is None and at - last.at > LEAST:
            _record(last.at, at if well else None, by=by, at=at)
        elif open_one and well:
            outage, facts = open_one
            data = stated(account(facts).begins, at)
            append(outage, Kind.ENDED, source=SOURCE, occurred_at=at, by=by, at=at, data=data)
        if well or last is None:
            Beat.objects.update_or_create(defaults={"at": at})


def _open() -> tuple[Outage, tuple[Fact, ...]] | None:
    """The outage that the probe recorded and that is not over."""
    ours = OutageFact.objects.filter(kind=Kind.RECORDED, source=SOURCE).order_by("-recorded_at")
    latest = ours.select_related("subject").first()
    if latest is None:
        return None
    facts = ledger.of(OutageFact, latest.subject_id)
    return (latest.subject, facts) if account(facts).ends is None else None


def _record(begins: datetime, ends: datetime | None, *, by: System, at: datetime) -> None:
    data = stated(begins, ends)
    outage = open_outage(None, WORDS)
    append(outage, Kind.RECORDED, source=SOURCE, occurred_at=begins, by=by, at=at, data=data)
