"""The person says that they will come."""

from datetime import datetime

from django.db import transaction

from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.own import own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import Event, State, after


def confirm(reference: str, *, by: Addressee, at: datetime) -> None:
    """Record the confirmation of the appointment; a second one changes nothing.

    After the window for replies it counts as well: silence has no consequence before the
    appearance (F4). The page of the summons says that it came late.

    Raises:
        NotFound: no such summons of theirs.
        OutOfTurn: it was not opened yet, or it is over.
    """
    permissions.require("reply.confirm", by)
    with transaction.atomic():
        hand = AtHand.of(own(reference, by=by, lock=True), at)
        found = hand.status
        if found.state == State.CONFIRMED:
            return
        after(found.state, Event.CONFIRMED)
        data = {"answer": "confirm", "starts_at": instant(found.appointment)}
        hand.append(Kind.REPLY, by=by, data=data)
