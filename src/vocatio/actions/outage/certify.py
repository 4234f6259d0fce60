"""A second person certifies an outage, or declines to: from then on it counts, or it does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.ledger.stamping import stamp_soon
from vocatio.actions.outage.apply import JOB
from vocatio.actions.outage.told import append, find
from vocatio.actions.summons import append as summonses
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.law.outages import Account, Kind, account, refuse_decision, stated
from vocatio.domain.summons.kinds import Kind as SummonsKind
from vocatio.gateways import queue
from vocatio.records.deliveries.models import Outage
from vocatio.records.register.merges import same_as
from vocatio.records.summonses.models import Summons


def certify(outage_id: UUID, *, by: Staff, at: datetime) -> None:
    """Certify it as it stands: every day that it touched is added to the person's deadlines.

    What it means for each summons is derived whenever that is asked; a job brings what is
    cached up to date. One person's outage becomes a fact of each summons of theirs.

    Raises:
        NotFound: no such outage.
        SecondPerson: the same human recorded it.
        OutageDecided: nothing waits.
    """
    with _decided(outage_id, Kind.CERTIFIED, by=by, at=at) as (outage, told):
        if outage.person_id is None:
            queue.defer(JOB, once=JOB)
            return
        theirs = Summons.objects.select_for_update().filter(person_id__in=same_as(outage.person_id))
        data: dict[str, Json] = {"outage": str(outage.id), **stated(told.begins, told.ends)}
        for summons in theirs.order_by("id"):
            summonses.append(summons, SummonsKind.OUTAGE, by=by, at=at, data=data)


def decline(outage_id: UUID, *, by: Staff, at: datetime) -> None:
    """Decline to certify it: it is kept as it was recorded, and moves nothing.

    Raises:
        NotFound: no such outage.
        SecondPerson: the same human recorded it.
        OutageDecided: nothing waits.
    """
    with _decided(outage_id, Kind.DECLINED, by=by, at=at):
        pass


@contextmanager
def _decided(
    outage_id: UUID, kind: Kind, *, by: Staff, at: datetime
) -> Iterator[tuple[Outage, Account]]:
    permissions.require("outage.certify", by)
    with transaction.atomic():
        outage, facts = find(outage_id)
        told = account(facts)
        refuse_decision(told, by.natural_person_id)
        data = stated(told.begins, told.ends)
        stamp_soon(append(outage, kind, source="system", occurred_at=at, by=by, at=at, data=data))
        yield outage, told
