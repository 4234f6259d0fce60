"""The addressee opens the content in their own session: evidenced receipt."""

from datetime import datetime

from django.db import transaction

from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.arrive import arrive
from vocatio.actions.summons.own import own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import Event, after


def open_summons(reference: str, *, by: Addressee, at: datetime) -> None:
    """Record the first opening; opening again changes nothing.

    Raises:
        NotFound: no such summons of theirs.
    """
    permissions.require("summons.open", by)
    arrive(by=by, at=at)
    with transaction.atomic():
        hand = AtHand.of(own(reference, by=by, lock=True), at)
        found = hand.status
        if not found.opened:
            after(found.state, Event.OPENED)
            hand.append(Kind.OPENED, by=by, data={"channel": "inbox"})
