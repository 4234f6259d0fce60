"""Someone who was written to on paper alone comes to the inbox all the same: it shows there."""

from datetime import datetime

from django.db import transaction

from vocatio.actions.summons.append import append
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee
from vocatio.domain.summons.kinds import Kind, Way
from vocatio.records.deliveries.models import InboxItem
from vocatio.records.summonses.models import Summons


def arrive(*, by: Addressee, at: datetime) -> None:
    """Put into the inbox what is not there: delivered means visible, so it is delivered now."""
    permissions.require("summons.arrive", by)
    missing = Summons.objects.filter(person_id=by.person_id).exclude(
        id__in=InboxItem.objects.filter(person_id=by.person_id).values("summons_id")
    )
    if not missing.exists():
        return
    with transaction.atomic():
        for summons in missing.select_for_update().order_by("id"):
            # Another session of theirs may have been first; its lock was waited for.
            if not InboxItem.objects.filter(summons=summons).exists():
                InboxItem.objects.create(summons=summons, person_id=by.person_id, available_at=at)
                append(summons, Kind.AVAILABLE, by=by, at=at, data={"channel": Way.INBOX})
