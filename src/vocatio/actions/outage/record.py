"""An officer records an outage, of the whole system or as one person showed it, and its end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.outage.told import append, find, keep_words, open_outage
from vocatio.actions.summons.own import by_reference
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.law.outages import Kind, account, check_times, refuse_end, stated

#: Shorter, a reason tells nobody what happened.
LEAST_REASON = 20


def record_outage(
    begins: datetime,
    ends: datetime | None,
    reason: str,
    *,
    by: Staff,
    at: datetime,
    summons: str | None = None,
) -> UUID:
    """Record it; nothing follows until a second person certifies it. Return its id.

    Args:
        ends: None while it goes on.
        summons: reference of a summons, if one person alone could not use the system.

    Raises:
        InvalidInput: times or reason cannot be; or one person's outage has no end yet.
        NotFound: no such summons.
    """
    permissions.require("outage.record", by)
    check_times(begins, ends, at=at)
    if len(reason.strip()) < LEAST_REASON:
        raise InvalidInput("reason", f"say what could not be used, in {LEAST_REASON} signs or more")
    if summons is not None and ends is None:
        raise InvalidInput("ends", "is needed where it concerned one person: record it afterwards")
    with transaction.atomic():
        person_id = by_reference(summons, by=by).person_id if summons is not None else None
        words, named = keep_words(reason, person_id)
        outage = open_outage(person_id, words)
        data = {**stated(begins, ends), **named}
        append(outage, Kind.RECORDED, source="officer", occurred_at=begins, by=by, at=at, data=data)
    return outage.id


def end_outage(outage_id: UUID, ends: datetime, *, by: Staff, at: datetime) -> None:
    """Record when it ended; that counts once it is certified, too.

    Raises:
        NotFound: no such outage.
        OutageOver: it has an end, or was declined.
        InvalidInput: the end lies in the future or before the beginning.
    """
    permissions.require("outage.record", by)
    with transaction.atomic():
        outage, facts = find(outage_id)
        told = account(facts)
        refuse_end(told)
        check_times(told.begins, ends, at=at)
        data = stated(told.begins, ends)
        append(outage, Kind.ENDED, source="officer", occurred_at=ends, by=by, at=at, data=data)
