"""The addressee looks at sender and kind. That is access tracking, and no opening."""

from datetime import datetime

from django.db import transaction

from vocatio.actions.summons.append import append, status_at
from vocatio.actions.summons.own import own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee
from vocatio.domain.summons.kinds import Kind
from vocatio.records.summonses.models import SummonsFact


def preview_summons(reference: str, *, by: Addressee, at: datetime) -> None:
    """Record the first look; a second one, or one after the opening, changes nothing.

    Raises:
        NotFound: no such summons of theirs.
    """
    permissions.require("summons.preview", by)
    with transaction.atomic():
        summons = own(reference, by=by, lock=True)
        seen = SummonsFact.objects.filter(subject_id=summons.id, kind=Kind.PREVIEWED).exists()
        if not seen and not status_at(summons, at).opened:
            append(summons, Kind.PREVIEWED, by=by, at=at, data={"channel": "inbox"})
