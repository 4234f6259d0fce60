"""The addressee looks at sender and kind. That is access tracking, and no opening."""

from datetime import datetime

from django.db import transaction

from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.own import own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee
from vocatio.domain.summons.kinds import Kind


def preview_summons(reference: str, *, by: Addressee, at: datetime) -> None:
    """Record the first look; a second one, or one after the opening, changes nothing.

    Raises:
        NotFound: no such summons of theirs.
    """
    permissions.require("summons.preview", by)
    with transaction.atomic():
        hand = AtHand.of(own(reference, by=by, lock=True), at)
        seen = any(fact.kind == Kind.PREVIEWED for fact in hand.facts)
        if not seen and not hand.status.opened:
            hand.append(Kind.PREVIEWED, by=by, data={"channel": "inbox"})
